// The client's page, as an external person sees it on a phone: his company's requests, nothing of the inner kitchen
// in any answer the browser gets.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, pageAs, visit } from "./support/browser.mjs";
import { kAdministrator, kGroup, startDesk } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kClient = 901;
const kCompany = 591;
const kOther = 593;
const kPhone = { width: 390, height: 844 };
const kTitle = "مرحبا 🖨 <img src=x onerror=alert(1)> печать не идёт";

let desk;
let portal;
let client;
let mine;
let answers;

before(async () => {
  desk = await startDesk({ tasks: 40 });
  ({ portal } = desk);
  const admin = await desk.open(kAdministrator);
  const token = await sessionOf(admin.page);
  const saved = await fetch(`${desk.world.service}/api/settings/section/clients`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ version: 0, rows: [{ user_id: kClient, company_id: kCompany }] }) });
  assert.equal(saved.status, 200, await saved.text());
  await admin.page.context().close();
  const add = async (title, company) =>
    Number((await portal.act(kAdministrator, "tasks.task.add", { fields: { TITLE: title, GROUP_ID: kGroup, RESPONSIBLE_ID: desk.employees[0].id, UF_CRM_TASK: [`CO_${company}`], UF_SD_STOPPER: "Ждём клиента" } })).task.id);
  await add("Секрет другой компании", kOther);
  mine = await add(kTitle, kCompany);
  await portal.act(kAdministrator, "task.commentitem.add", { TASKID: mine, FIELDS: { POST_MESSAGE: `[USER=${desk.employees[0].id}]Тайный агент[/USER] [B]Перезапустите[/B] принтер` } });
  client = await openClient(kPhone);
});

after(async () => {
  await desk?.stop();
});

async function frameOf(page) {
  const element = await page.locator("iframe.app-frame").elementHandle();
  return element.contentFrame();
}

async function sessionOf(page) {
  const inner = await frameOf(page);
  return inner.evaluate(() => JSON.parse(document.getElementById("sd-bootstrap").textContent).session);
}

async function openClient(viewport) {
  const page = await pageAs(desk.browser, portal.origin, kClient, viewport);
  answers = [];
  page.on("response", (response) => {
    if (response.url().startsWith(desk.world.service)) answers.push(response);
  });
  await visit(page, `${portal.origin}/marketplace/app/${desk.world.clientId}/`);
  const frame = page.frameLocator("iframe.app-frame");
  await frame.locator("[data-page=client] h1").waitFor();
  return { page, frame };
}

const at = (selector) => client.frame.locator(selector);

test("his company's request is listed with its answer unread, and no other company's", async () => {
  await until("the request with its answer", async () => {
    await at("[data-state=open]").click();
    await at(".cl-request").first().waitFor();
    return (await at(`[data-request="${mine}"][data-unread=true]`).count()) === 1;
  }, 15000);
  const list = await at(".cl-list").innerText();
  assert.match(list, /<img src=x onerror=alert\(1\)>/);
  assert.match(list, /Ждём вашего ответа/);
  assert.doesNotMatch(list, /Секрет/);
  await client.page.screenshot({ path: artefact("client-list-390.png") });
});

test("one request shows the line of stages and the conversation without anybody's name", async () => {
  await at(`[data-request="${mine}"]`).click();
  await at("[data-step=received][aria-current=step]").waitFor();
  const shown = await at(".cl-one").innerText();
  assert.match(shown, /Перезапустите принтер/);
  assert.match(shown, /служба поддержки/i);
  assert.doesNotMatch(shown, /Тайный агент|\[B\]/);
  await client.page.screenshot({ path: artefact("client-request-390.png") });
});

test("what was shown is read when he comes back to the list", async () => {
  await at("[data-action=back]").click();
  await until("the mark to go", async () => {
    await at("[data-state=open]").click();
    await at(".cl-request").first().waitFor();
    return (await at(`[data-request="${mine}"][data-unread=false]`).count()) === 1;
  });
});

test("both pages fit a phone and have no serious accessibility findings", async () => {
  const inner = await frameOf(client.page);
  assert.deepEqual(await findings(inner), []);
  assert.ok(await inner.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await at(`[data-request="${mine}"]`).click();
  await at(".cl-one").waitFor();
  assert.deepEqual(await findings(inner), []);
  assert.ok(await inner.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await client.page.setViewportSize({ width: 1440, height: 900 });
  await client.page.screenshot({ path: artefact("client-request-1440.png") });
  await client.page.setViewportSize(kPhone);
});

test("nothing the browser was sent tells of another company or of the inside", async () => {
  assert.deepEqual(client.page.faults, []);
  let read = 0;
  for (const response of answers) {
    const said = await response.text();
    if (response.url().includes("/assets/")) {
      // The staff's words and pages do not travel to clients.
      assert.doesNotMatch(said, /board\.agreement|settings\.section/, response.url());
      continue;
    }
    read += 1;
    assert.doesNotMatch(said, /Секрет|Тайный агент|Отдел разработки|spent|journal|stopper/, response.url());
  }
  assert.ok(read >= 4);
});

test("his session opens no address of the staff", async () => {
  const token = await sessionOf(client.page);
  for (const path of ["/api/groups", `/api/board?group=${kGroup}`, "/api/mine", "/api/settings", `/api/cards/${mine}?group=${kGroup}`]) {
    const answer = await fetch(desk.world.service + path, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 403, path);
  }
});
