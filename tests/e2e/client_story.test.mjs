// One request's whole way, as two people: the client writes it and talks, the staff estimates it, works and hands it over, the client
// returns it once and then confirms it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, pageAs, visit } from "./support/browser.mjs";
import { kAdministrator, kGroup, startDesk } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kClient = 901;
const kCompany = 591;
const kPhone = { width: 390, height: 844 };
const kSubject = "Нужен отчёт 📊 <img src=x onerror=alert(1)>";

let desk;
let portal;
let staff;
let page;
let frame;
let ticket;

before(async () => {
  desk = await startDesk({ tasks: 40 });
  ({ portal } = desk);
  // The settings know a company when a card names it.
  await portal.act(kAdministrator, "tasks.task.add", { fields: { TITLE: "Отчёт за май не открывается", GROUP_ID: kGroup, RESPONSIBLE_ID: desk.employees[0].id, UF_CRM_TASK: [`CO_${kCompany}`] } });
  const admin = await desk.open(kAdministrator);
  staff = await sessionOf(admin.page);
  await until("the company to be known", async () => {
    const saved = await call("/api/settings/section/clients", { version: 0, rows: [{ user_id: kClient, company_id: kCompany }] });
    return saved.status === 200;
  }, 15000);
  await admin.page.context().close();
  page = await pageAs(desk.browser, portal.origin, kClient, kPhone);
  await visit(page, `${portal.origin}/marketplace/app/${desk.world.clientId}/`);
  frame = page.frameLocator("iframe.app-frame");
  await frame.locator("[data-page=client] h1").waitFor();
});

after(async () => {
  await desk?.stop();
});

async function sessionOf(of) {
  const inner = await (await of.locator("iframe.app-frame").elementHandle()).contentFrame();
  return inner.evaluate(() => JSON.parse(document.getElementById("sd-bootstrap").textContent).session);
}

const call = (path, body) => fetch(desk.world.service + path, { method: "POST", headers: { authorization: `Bearer ${staff}` }, body: JSON.stringify(body) });
/** What the staff does on the board. */
async function onBoard(what, body) {
  const answer = await call(`/api/cards/${ticket}/${what}`, { group: kGroup, ...body });
  assert.equal(answer.status, 200, await answer.text());
}
const at = (selector) => frame.locator(selector);
const task = async (select) => (await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", ...select] })).task;
/** The request as it stands when the client comes back to it. */
async function again(shown, state = "open") {
  await until(`the request to show ${shown}`, async () => {
    await at("[data-action=back]").click();
    await at(`[data-state=${state}]`).click();
    await at(`[data-request="${ticket}"]`).click();
    await at(".cl-one").waitFor();
    return (await at(shown).count()) > 0;
  }, 15000);
}
async function fits() {
  const inner = await (await page.locator("iframe.app-frame").elementHandle()).contentFrame();
  assert.ok(await inner.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  assert.deepEqual(await findings(inner), []);
}
async function both(name) {
  await page.screenshot({ path: artefact(`${name}-390.png`) });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.screenshot({ path: artefact(`${name}-1440.png`) });
  await page.setViewportSize(kPhone);
}

test("the client writes a request, is shown one that is alike, and gets a receipt", async () => {
  await at("[data-action=create]").click();
  await at("[data-field=subject]").fill("отчёт не открывается");
  await at("[data-similar] .cl-request").first().waitFor();
  assert.match(await at("[data-similar]").innerText(), /Отчёт за май/);
  await fits();
  await both("client-new");
  await at("[data-field=subject]").fill(kSubject);
  await at("[data-field=text]").fill("Продажи по месяцам.\nمرحبا");
  await at("[data-action=send]").click();
  await at("[data-receipt]").waitFor();
  ticket = Number(/№ (\d+)/.exec(await at("[data-receipt]").innerText())[1]);
  const made = await task(["TITLE", "CREATED_BY", "UF_CRM_TASK", "GROUP_ID"]);
  assert.equal(made.title, kSubject);
  assert.equal(Number(made.createdBy), kClient);
  assert.equal(Number(made.groupId), kGroup);
  assert.deepEqual(made.ufCrmTask, [`CO_${kCompany}`]);
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=", "base64");
  await at("[data-field=file]").setInputFiles([
    { name: "снимок.png", mimeType: "image/png", buffer: png },
    { name: "вирус.png", mimeType: "image/png", buffer: Buffer.from("MZ not a picture") },
  ]);
  await at("[data-files] [role=alert]").waitFor();
  assert.match(await at("[data-files] [role=alert]").innerText(), /вирус\.png.*не соответствует/);
  assert.equal((await task(["UF_TASK_WEBDAV_FILES"])).ufTaskWebdavFiles.length, 1);
  await fits();
  await page.screenshot({ path: artefact("client-receipt-390.png") });
  await at("[data-action=look]").click();
  await at("[data-step=received][aria-current=step]").waitFor();
});

test("what he writes is a comment of the task, what the staff notes is not for him", async () => {
  await at("[data-field=say]").fill("Нужно к пятнице");
  await at("[data-action=say]").click();
  await at(".cl-by-me").filter({ hasText: "Нужно к пятнице" }).waitFor();
  await onBoard("note", { text: "Клиент платит медленно" });
  await onBoard("comment", { text: "Сделаем к пятнице" });
  await again(".cl-by-service");
  assert.match(await at(".cl-one").innerText(), /Сделаем к пятнице/);
  assert.doesNotMatch(await at(".cl-one").innerText(), /медленно/);
});

test("he declines an estimate with a word and agrees to the next", async () => {
  await onBoard("fields", { estimate: "8" });
  await onBoard("agreement", { agreement: "asked", estimate_minutes: 480, note: "Отчёт, проверка и обучение" });
  await again("[data-decision=estimate]");
  assert.match(await at("[data-reason]").innerText(), /проверка и обучение/);
  await at("[data-action=no]").click();
  await at("[data-decision] [role=alert]").waitFor();
  await at("[data-field=words]").fill("Без обучения");
  await both("client-estimate");
  await at("[data-action=no]").click();
  await at("[data-decision]").waitFor({ state: "detached" });
  await onBoard("fields", { estimate: "4" });
  await onBoard("agreement", { agreement: "asked", estimate_minutes: 240, note: "Без обучения" });
  await again("[data-decision=estimate]");
  await at("[data-action=yes]").click();
  await at("[data-decision]").waitFor({ state: "detached" });
  assert.match(await at(".cl-one").innerText(), /4 ч согласована/);
});

test("he returns the work once with a reason, then confirms it", async () => {
  const [agent] = desk.employees;
  await portal.act(kAdministrator, "tasks.task.update", { taskId: ticket, fields: { RESPONSIBLE_ID: agent.id } });
  await portal.act(agent.id, "tasks.task.start", { taskId: ticket });
  await portal.act(agent.id, "tasks.task.complete", { taskId: ticket });
  await again("[data-decision=check]");
  await fits();
  await both("client-check");
  await at("[data-field=words]").fill("Нет итогов по кварталам");
  await at("[data-action=no]").click();
  await at("[data-decision]").waitFor({ state: "detached" });
  await at(".cl-by-me").filter({ hasText: "Нет итогов по кварталам" }).waitFor();
  await until("the portal to have it back", async () => ["2", "3"].includes(String((await task(["STATUS"])).status)));
  await portal.act(agent.id, "tasks.task.complete", { taskId: ticket });
  await again("[data-decision=check]");
  await at("[data-action=yes]").click();
  await at("[data-step=done][aria-current=step]").waitFor();
  assert.equal(String((await task(["STATUS"])).status), "5");
  await page.screenshot({ path: artefact("client-done-390.png") });
});

test("he is asked how it was, answers, and may put it right; then he opens the request again", async () => {
  await again("[data-rating] form", "done");
  await at("[data-stars='4']").check();
  await at("[data-field=rating]").fill("Хорошо, но долго");
  await fits();
  await both("client-rating");
  await at("[data-action=rate]").click();
  await at("[data-rating] [role=status]").filter({ hasText: "4 из 5" }).waitFor();
  await at("[data-stars='5']").check();
  await at("[data-action=rate]").click();
  await at("[data-rating] [role=status]").filter({ hasText: "5 из 5" }).waitFor();
  await at("[data-decision=reopen] [data-field=words]").fill("Опять не сходится");
  await at("[data-decision=reopen] [data-action=no]").click();
  await at("[data-decision=reopen]").waitFor({ state: "detached" });
  assert.equal(await at("[data-rating]").count(), 0);
  assert.deepEqual(page.faults, []);
});
