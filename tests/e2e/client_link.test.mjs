// A personal link: an administrator makes it in the settings, a contact without an account opens it outside of the portal,
// on a phone and on a desk, writes and is asked, until the link is withdrawn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, pageAs, visit } from "./support/browser.mjs";
import { kAdministrator, kGroup, startDesk } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kCompany = 591;
const kOther = 593;
const kPhone = { width: 390, height: 844 };
const kDesk = { width: 1440, height: 900 };
const kSubject = "Не печатает 🖨 <img src=x onerror=alert(1)>";

let desk;
let portal;
let admin;
let settings;
let staff;
let address;
let client;
let ticket;

before(async () => {
  desk = await startDesk({ tasks: 40 });
  ({ portal } = desk);
  for (const [title, company] of [["Отчёт за май не открывается", kCompany], ["Секрет другой компании", kOther]]) {
    await portal.act(kAdministrator, "tasks.task.add", { fields: { TITLE: title, GROUP_ID: kGroup, RESPONSIBLE_ID: desk.employees[0].id, UF_CRM_TASK: [`CO_${company}`] } });
  }
  admin = await pageAs(desk.browser, portal.origin, kAdministrator);
  await visit(admin, `${portal.origin}/marketplace/app/${desk.world.clientId}/`);
  settings = admin.frameLocator("iframe.app-frame");
  await settings.locator("[data-action=settings]").waitFor();
  const inner = await (await admin.locator("iframe.app-frame").elementHandle()).contentFrame();
  staff = await inner.evaluate(() => JSON.parse(document.getElementById("sd-bootstrap").textContent).session);
  // The settings know a company when a card names it.
  await until("the company to be known", async () => {
    const answer = await fetch(`${desk.world.service}/api/settings/names?kind=companies&ids=${kCompany}`, { headers: { authorization: `Bearer ${staff}` } });
    return (await answer.json()).found.length === 1;
  }, 15000);
  await settings.locator("[data-action=settings]").click();
  await settings.locator("[data-nav=client_links]").click();
  await settings.locator("[data-new-link]").waitFor();
});

after(async () => {
  await desk?.stop();
});

/** A browser that has never seen the portal. */
async function stranger(viewport, locale = "ru-RU") {
  const context = await desk.browser.newContext({ viewport, locale });
  context.setDefaultTimeout(10000);
  const page = await context.newPage();
  page.faults = [];
  page.asked = [];
  page.on("pageerror", (fault) => page.faults.push(String(fault)));
  page.on("request", (request) => page.asked.push({ method: request.method(), url: request.url(), headers: request.headers() }));
  return page;
}
async function fits(page) {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  assert.deepEqual(await findings(page.mainFrame()), []);
}
async function both(page, name) {
  for (const size of [kDesk, kPhone]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: artefact(`${name}-${size.width}.png`), fullPage: true });
  }
}
const onBoard = async (what, body) => {
  const answer = await fetch(`${desk.world.service}/api/cards/${ticket}/${what}`, { method: "POST", headers: { authorization: `Bearer ${staff}` }, body: JSON.stringify({ group: kGroup, ...body }) });
  assert.equal(answer.status, 200, await answer.text());
};
const at = (selector) => client.locator(selector);
const uses = async () => {
  const answer = await fetch(`${desk.world.service}/api/settings/links`, { headers: { authorization: `Bearer ${staff}` } });
  return (await answer.json()).links[0].uses;
};

test("an administrator makes a link for one of the company's contacts, and sees it once", async () => {
  await settings.locator("[data-action=make-link]").click();
  await settings.locator("[data-new-link] [role=alert]").waitFor();
  assert.equal(await settings.locator("[data-link]").count(), 0);
  await settings.locator("#link-company").selectOption(String(kCompany));
  await settings.locator("[data-field=link-chosen]").waitFor();
  const name = await settings.locator("[data-field=link-chosen] option").first().innerText();
  await settings.locator("[data-action=make-link]").click();
  await settings.locator("[data-made]").waitFor();
  address = await settings.locator("[data-field=link-address]").inputValue();
  assert.match(address, /\/client#[\w-]{43}$/);
  assert.ok(address.startsWith(desk.world.service));
  await settings.locator("[data-link]").waitFor();
  assert.match(await settings.locator("[data-link]").innerText(), new RegExp(name));
  assert.match(await settings.locator("[data-link]").innerText(), /ещё не открывали/);
  const inner = await (await admin.locator("iframe.app-frame").elementHandle()).contentFrame();
  assert.deepEqual(await findings(inner), []);
  for (const width of [1440, 1024, 390]) {
    await admin.setViewportSize({ width, height: 900 });
    assert.ok(await inner.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `settings at ${width}`);
    await settings.locator("[data-made]").scrollIntoViewIfNeeded();
    await admin.screenshot({ path: artefact(`link-settings-${width}.png`) });
  }
  await admin.setViewportSize(kDesk);
  await settings.locator("[data-nav=client_rules]").click();
  await settings.locator("[data-nav=client_links]").click();
  await settings.locator("[data-link]").waitFor();
  assert.equal(await settings.locator("[data-made]").count(), 0);
  assert.equal(await settings.locator(`input[value="${address}"]`).count(), 0);
});

test("whoever looks at the page asks the service for nothing until the button is pressed", async () => {
  client = await stranger(kPhone);
  await client.goto(address);
  await at("[data-action=open-link]").waitFor();
  assert.deepEqual(client.asked.filter((one) => one.url.includes("/api/")), []);
  await fits(client);
  await both(client, "link-door");
  assert.equal(await uses(), 0);
  await at("[data-action=open-link]").click();
  await at("[data-page=client] h1").waitFor();
  assert.equal(await uses(), 1);
});

test("the contact sees the company's requests, and nobody else's", async () => {
  await at(".cl-request").first().waitFor();
  const list = await at("[data-page=client]").innerText();
  assert.match(list, /Отчёт за май не открывается/);
  assert.doesNotMatch(list, /Секрет/);
  await fits(client);
  await both(client, "link-list");
});

test("the contact writes a request and an answer, and the portal has them under the contact's name", async () => {
  await at("[data-action=create]").click();
  await at("[data-field=subject]").fill(kSubject);
  await at("[data-field=text]").fill("[USER=1]Кабинет 5[/USER]");
  await at("[data-action=send]").click();
  await at("[data-receipt]").waitFor();
  await both(client, "link-receipt");
  await at("[data-action=look]").click();
  await at(".cl-one").waitFor();
  ticket = Number(await at(".cl-one").getAttribute("data-request"));
  await at("[data-field=say]").fill("Это срочно");
  await at("[data-action=say]").click();
  await at("[data-voice=me]").waitFor();
  const { task } = await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "TITLE", "DESCRIPTION", "CREATED_BY", "UF_CRM_TASK"] });
  assert.equal(task.title, kSubject);
  assert.match(task.description, /^\[URL=\/crm\/contact\/details\/\d+\/\][^\]]+\[\/URL\]:\n/);
  assert.ok(task.ufCrmTask.includes(`CO_${kCompany}`) && task.ufCrmTask.some((one) => /^C_\d+$/.test(one)), JSON.stringify(task.ufCrmTask));
  const shown = await at(".cl-one").innerText();
  assert.match(shown, /Кабинет 5/);
  assert.doesNotMatch(shown, /crm\/contact/);
});

test("the contact is asked about an estimate and agrees", async () => {
  await onBoard("fields", { estimate: "4" });
  await onBoard("agreement", { agreement: "asked", estimate_minutes: 240, note: "Новый картридж и чистка" });
  await at("[data-action=back]").click();
  await at(`[data-request="${ticket}"]`).click();
  await at("[data-decision=estimate]").waitFor();
  await fits(client);
  await both(client, "link-asked");
  await at("[data-decision=estimate] [data-action=yes]").click();
  await until("the agreement", async () => /согласована/.test(await at(".cl-one").innerText()));
});

test("nothing was asked of the portal, and the key travelled in no address", async () => {
  assert.deepEqual(client.faults, []);
  const key = address.split("#")[1];
  for (const one of client.asked) {
    assert.ok(one.url.startsWith(desk.world.service), one.url);
    assert.ok(!one.url.includes(key), one.url);
    assert.ok(!JSON.stringify(one.headers).includes(key), one.url);
  }
  assert.ok(!desk.world.log().includes(key));
  assert.deepEqual(await client.context().cookies(), []);
});

test("the link opens again on another machine, in its language", async () => {
  const other = await stranger(kDesk, "en-US");
  await other.goto(address);
  await other.locator("[data-action=open-link]").waitFor();
  assert.equal(await other.locator("h1").innerText(), "My requests");
  await other.screenshot({ path: artefact("link-door-en-1440.png") });
  await other.locator("[data-action=open-link]").click();
  await other.locator(`[data-request="${ticket}"]`).click();
  await other.locator(".cl-one").waitFor();
  await other.screenshot({ path: artefact("link-request-en-1440.png") });
  await other.context().close();
  assert.equal(await uses(), 2);
});

test("a withdrawn link says so to who is in, and to who comes", async () => {
  await settings.locator("[data-nav=client_rules]").click();
  await settings.locator("[data-nav=client_links]").click();
  await settings.locator("[data-action=revoke-link]").click();
  await settings.locator("[data-action=revoke-sure]").waitFor();
  await admin.screenshot({ path: artefact("link-revoke-1440.png") });
  await settings.locator("[data-action=revoke-sure]").click();
  await settings.locator("[data-link-state=revoked]").waitFor();
  await admin.screenshot({ path: artefact("link-revoked-settings-1440.png") });
  await at("[data-action=back]").click();
  await at("[data-link-failure]").waitFor();
  assert.match(await at("[data-link-failure]").innerText(), /Доступ по этой ссылке закрыт/);
  assert.equal(await at(".cl-request, [data-action=create], [data-action=open-link]").count(), 0);
  await both(client, "link-ended");
  await client.reload();
  await at("[data-action=open-link]").click();
  await at("[data-link-failure]").waitFor();
  assert.match(await at("[data-link-failure]").innerText(), /ничего не открывает/);
  assert.equal(await at("[data-action=open-link]").count(), 0);
  await fits(client);
  await both(client, "link-closed");
  await client.goto(`${desk.world.service}/client`);
  await client.reload();
  await at("[data-link-failure]").waitFor();
  assert.match(await at("[data-link-failure]").innerText(), /неполный/);
});
