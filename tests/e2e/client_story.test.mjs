// One request's whole way, as people go it, each in a browser of his own: the client on his phone, the analyst and the engineer on the
// board, the head of the desk at the reports.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, drag, pageAs, visit } from "./support/browser.mjs";
import { cardOn, columnOn, inColumn, kAdministrator, kGroup, stagesOn, startDesk } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kClient = 901;
const kCompany = 591;
const kPhone = { width: 390, height: 844 };
const kSubject = "Нужен отчёт 📊 مرحبا <img src=x onerror=alert(1)>";
const kText = "Продажи по месяцам.\n<script>alert(1)</script>\nمرحبا\u202E задом наперёд";
const kPng = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=", "base64");

let desk;
let portal;
let page;
let frame;
let analyst;
let engineer;
let stages;
let ticket;

before(async () => {
  desk = await startDesk({ tasks: 12 });
  ({ portal } = desk);
  // The settings know a company when a card names it.
  await portal.act(kAdministrator, "tasks.task.add", { fields: { TITLE: "Отчёт за май не открывается", GROUP_ID: kGroup, RESPONSIBLE_ID: desk.employees[0].id, UF_CRM_TASK: [`CO_${kCompany}`] } });
  await settle();
  analyst = await onBoard(desk.employees[1]);
  engineer = await onBoard(desk.employees[0]);
  stages = await stagesOn(engineer.frame);
  page = await pageAs(desk.browser, portal.origin, kClient, kPhone);
  await visit(page, `${portal.origin}/marketplace/app/${desk.world.clientId}/`);
  frame = page.frameLocator("iframe.app-frame");
  await frame.locator("[data-page=client] h1").waitFor();
});

after(async () => {
  await desk?.stop();
});

/** The company of the client, which is a VIP; nobody begins what it has not agreed to. */
async function settle() {
  const admin = await desk.open(kAdministrator);
  const inner = await (await admin.page.locator("iframe.app-frame").elementHandle()).contentFrame();
  const session = await inner.evaluate(() => JSON.parse(document.getElementById("sd-bootstrap").textContent).session);
  const save = async (path, body) => (await fetch(`${desk.world.service}/api/settings/${path}`, { method: "POST", headers: { authorization: `Bearer ${session}` }, body: JSON.stringify(body) })).status === 200;
  const days = { check_days: 5, reopen_days: 14, rating_days: 14 };
  await until("the company to be known", () => save("section/clients", { version: 0, rows: [{ user_id: kClient, company_id: kCompany }] }), 15000);
  const rule = { company_id: kCompany, sees: "company", answers_by: "service", important: 0, lands_in: 0, ...days, vip: 1, manager: kAdministrator, staff_note: "Звонить только Анне" };
  assert.ok(await save("section/client_rules", { version: 0, rows: [rule] }));
  assert.ok(await save("group", { group: kGroup, version: 0, estimate_first: false, status_follows_stage: true, stage_follows_status: true, unagreed: "forbid" }));
  await admin.page.context().close();
}
async function onBoard(user) {
  const opened = await desk.open(user.id);
  const panel = opened.frame.locator("[data-panel]");
  return { ...opened, user, panel, field: (name) => panel.locator(`[data-field="${name}"]`), card: () => cardOn(opened.frame, ticket) };
}
async function openPanel(person) {
  await person.frame.locator("input[type=search]").first().fill(String(ticket));
  await person.card().locator(".card-title").click();
  await person.panel.locator("[data-journal]").waitFor();
}
async function closePanel(person) {
  await person.panel.locator('[data-action="close"]').click();
  await person.panel.waitFor({ state: "detached" });
}
/** The engineer hands the work over in the task itself; the board says that the client is to check it. */
async function handOver() {
  await portal.act(engineer.user.id, "tasks.task.complete", { taskId: ticket });
  await engineer.card().filter({ hasText: "ждёт проверки" }).waitFor();
}

/** The portal has a notice for somebody about the request. */
async function told(user, words) {
  await until(`user ${user} to be told ${words}`, async () => (await portal.notices()).some((one) => one.user === user && words.test(one.message) && one.message.includes(String(ticket))), 15000);
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
/** What the client sees, on his phone and on a desk. */
async function both(name) {
  await fits();
  await page.screenshot({ path: artefact(`client-${name}-390.png`), fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.screenshot({ path: artefact(`client-${name}-1440.png`) });
  await page.setViewportSize(kPhone);
}
const staffSees = (person, name) => person.page.screenshot({ path: artefact(`story-${name}.png`) });

test("the client writes a request, is shown one that is alike, and gets a receipt", async () => {
  await at("[data-action=create]").click();
  await at("[data-field=subject]").fill("отчёт не открывается");
  await at("[data-similar] .cl-request").first().waitFor();
  assert.match(await at("[data-similar]").innerText(), /Отчёт за май/);
  await both("new");
  await at("[data-field=subject]").fill(kSubject);
  await at("[data-field=text]").fill(kText);
  await at("[data-action=send]").click();
  await at("[data-receipt]").waitFor();
  ticket = Number(/№ (\d+)/.exec(await at("[data-receipt]").innerText())[1]);
  const made = await task(["TITLE", "CREATED_BY", "UF_CRM_TASK", "GROUP_ID"]);
  assert.equal(made.title, kSubject);
  assert.equal(Number(made.createdBy), kClient);
  assert.equal(Number(made.groupId), kGroup);
  assert.deepEqual(made.ufCrmTask, [`CO_${kCompany}`]);
  await told(kClient, /принят/);
});

test("he adds a file; what is not what its name says is refused, and the other saved again as it was sent", async () => {
  await at("[data-field=file]").setInputFiles([
    { name: "снимок.png", mimeType: "image/png", buffer: kPng },
    { name: "вирус.png", mimeType: "image/png", buffer: Buffer.from("MZ not a picture") },
  ]);
  await at("[data-files] [role=alert]").waitFor();
  assert.match(await at("[data-files] [role=alert]").innerText(), /вирус\.png.*не соответствует/);
  assert.equal((await task(["UF_TASK_WEBDAV_FILES"])).ufTaskWebdavFiles.length, 1);
  await both("receipt");
  await at("[data-action=look]").click();
  await at("[data-step=received][aria-current=step]").waitFor();
  const file = at("[data-file]").first();
  const [saved] = await Promise.all([page.waitForEvent("download"), file.click()]);
  assert.equal(saved.suggestedFilename(), await file.innerText());
  assert.equal(await readFile(await saved.path(), "utf8"), `content of ${await file.getAttribute("data-file")}`);
  const shown = await at(".cl-one").innerText();
  assert.match(shown, /<script>alert\(1\)<\/script>/);
  assert.doesNotMatch(shown, /\u202E/);
  await both("received");
});

test("the company's manager is told of it; the analyst sees a VIP and what to know, and asks for agreement to an estimate", async () => {
  await told(kAdministrator, /^VIP/);
  await openPanel(analyst);
  assert.match(await analyst.panel.locator("[data-company-note]").innerText(), /VIP-клиент\.\s*Звонить только Анне/);
  await analyst.panel.locator("[data-company-note]").scrollIntoViewIfNeeded();
  await staffSees(analyst, "vip");
  await analyst.field("estimate").fill("8");
  await analyst.field("estimate").press("Enter");
  await analyst.field("reason").fill("Отчёт, проверка и обучение");
  await analyst.panel.locator('[data-action="ask"]').click();
  await analyst.panel.locator("[data-agreement] .chip.asked").waitFor();
  await staffSees(analyst, "asked");
});

test("nobody begins before the client has agreed", async () => {
  await engineer.frame.locator("input[type=search]").first().fill(String(ticket));
  await engineer.card().filter({ hasText: "согласован" }).waitFor();
  await drag(engineer.page, engineer.card(), columnOn(engineer.frame, stages[3]));
  const dialog = engineer.frame.locator("[data-entry]");
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /не согласовал оценку/);
  await staffSees(engineer, "forbidden");
  await dialog.locator('[data-action="entry-stay"]').click();
});

test("the client talks with the analyst, whose notes are not for him", async () => {
  await at("[data-field=say]").fill("Нужно к пятнице");
  await at("[data-action=say]").click();
  await at(".cl-by-me").filter({ hasText: "Нужно к пятнице" }).waitFor();
  await analyst.panel.locator(".panel-comments li").filter({ hasText: "Нужно к пятнице" }).waitFor();
  await analyst.panel.locator("[data-whom=inner]").check();
  await analyst.field("comment").fill("Клиент платит медленно");
  await analyst.panel.locator('[data-action="say"]').click();
  await analyst.panel.locator("[data-inner=true]").filter({ hasText: "медленно" }).waitFor();
  await analyst.panel.locator("[data-whom=public]").check();
  await analyst.field("comment").fill("Сделаем к пятнице");
  await analyst.panel.locator('[data-action="say"]').click();
  await analyst.panel.locator("[data-inner=false]").filter({ hasText: "Сделаем к пятнице" }).waitFor();
  await again(".cl-by-service");
  const shown = await at(".cl-one").innerText();
  assert.match(shown, /Сделаем к пятнице/);
  assert.doesNotMatch(shown, /медленно|VIP|Анне/);
});

test("he declines the estimate with a word and agrees to the next", async () => {
  await again("[data-decision=estimate]");
  assert.match(await at("[data-reason]").innerText(), /проверка и обучение/);
  await at("[data-action=no]").click();
  await at("[data-decision] [role=alert]").waitFor();
  await at("[data-field=words]").fill("Без обучения");
  await both("estimate");
  await at("[data-action=no]").click();
  await at("[data-decision]").waitFor({ state: "detached" });
  await analyst.panel.locator("[data-agreement] .chip.declined").waitFor();
  await analyst.panel.locator("[data-journal]").filter({ hasText: "Без обучения" }).waitFor();
  await analyst.field("estimate").fill("4");
  await analyst.field("estimate").press("Enter");
  await analyst.card().filter({ hasText: "из 4 ч" }).waitFor();
  await analyst.field("reason").fill("Без обучения");
  await analyst.panel.locator('[data-action="ask"]').click();
  await analyst.panel.locator("[data-agreement] .chip.asked").waitFor();
  await again("[data-decision=estimate]");
  await at("[data-action=yes]").click();
  await at("[data-decision]").waitFor({ state: "detached" });
  assert.match(await at(".cl-one").innerText(), /4 ч согласована/);
  await analyst.panel.locator("[data-agreement] .chip.agreed").waitFor();
});

test("the engineer pulls it, stops for the client, and goes on when he has answered", async () => {
  await engineer.card().locator(".chip.agreed").waitFor();
  await drag(engineer.page, engineer.card(), columnOn(engineer.frame, stages[3]));
  await inColumn(engineer.frame, stages[3], ticket).waitFor();
  await until("the task to be begun", async () => String((await task(["STATUS"])).status) === "3");
  await openPanel(engineer);
  await engineer.field("assignee").selectOption(String(engineer.user.id));
  await engineer.field("stopper").selectOption({ label: "Ждём клиента" });
  await engineer.card().and(engineer.frame.locator(".stopped")).waitFor();
  await engineer.field("comment").fill("За какой год?");
  await engineer.panel.locator('[data-action="say"]').click();
  await engineer.panel.locator("[data-inner=false]").filter({ hasText: "За какой год?" }).waitFor();
  await staffSees(engineer, "stopped");
  await again('.cl-by-service:has-text("За какой год?")');
  assert.match(await at(".cl-one").innerText(), /Ждём вашего ответа/);
  await at("[data-step=work][aria-current=step]").waitFor();
  await both("waits");
  await at("[data-field=say]").fill("За этот");
  await at("[data-action=say]").click();
  await engineer.panel.locator(".panel-comments li").filter({ hasText: "За этот" }).waitFor();
  await engineer.field("stopper").selectOption("");
  await engineer.frame.locator(".stopped").waitFor({ state: "detached" });
  await closePanel(engineer);
});

test("he hands it over, the client returns it once with a reason, then confirms it", async () => {
  await handOver();
  await staffSees(engineer, "handed-over");
  await openPanel(engineer);
  await again("[data-decision=check]");
  await both("check");
  await at("[data-field=words]").fill("Нет итогов по кварталам");
  await at("[data-action=no]").click();
  await at("[data-decision]").waitFor({ state: "detached" });
  await at(".cl-by-me").filter({ hasText: "Нет итогов по кварталам" }).waitFor();
  await engineer.panel.locator(".panel-comments li").filter({ hasText: "Нет итогов по кварталам" }).waitFor();
  await inColumn(engineer.frame, stages[3], ticket).waitFor();
  await staffSees(engineer, "returned");
  await told(engineer.user.id, /вернул/);
  await closePanel(engineer);
  await handOver();
  await again("[data-decision=check]");
  await at("[data-action=yes]").click();
  await at("[data-step=done][aria-current=step]").waitFor();
  assert.equal(String((await task(["STATUS"])).status), "5");
  await engineer.card().waitFor({ state: "detached" });
  await both("done");
});

test("he is asked how it was, answers, and may put it right", async () => {
  await again("[data-rating] form", "done");
  await at("[data-stars='4']").check();
  await at("[data-field=rating]").fill("Хорошо, но долго <b>x</b>");
  await both("rating");
  await at("[data-action=rate]").click();
  await at("[data-rating] [role=status]").filter({ hasText: "4 из 5" }).waitFor();
  await at("[data-stars='5']").check();
  await at("[data-action=rate]").click();
  await at("[data-rating] [role=status]").filter({ hasText: "5 из 5" }).waitFor();
  await both("rated");
});

/** The report of ratings as the head of the desk reads it. */
async function report() {
  const boss = await pageAs(desk.browser, portal.origin, kAdministrator);
  await visit(boss, `${portal.origin}/marketplace/app/${desk.world.clientId}/?placement=LEFT_MENU`);
  const shown = boss.frameLocator("iframe.app-frame");
  await shown.locator("[data-action=reports]").click();
  await shown.locator('[data-report="ratings"]').click();
  await shown.locator('[data-shown="ratings"]').waitFor();
  return { boss, shown };
}

test("the report of ratings shows his answer with his words and the engineer's name", async () => {
  const { boss, shown } = await report();
  const said = await shown.locator('[data-shown="ratings"]').innerText();
  assert.match(said, /Хорошо, но долго <b>x<\/b>/);
  const { users } = await portal.state();
  const { name } = users.find((one) => one.id === engineer.user.id);
  assert.ok(said.includes(name), `${name} in ${said}`);
  await boss.screenshot({ path: artefact("story-report-ratings.png"), fullPage: true });
  assert.deepEqual(boss.faults, []);
  await boss.context().close();
});

test("he opens it again: his answer counts no more", async () => {
  await at("[data-decision=reopen] [data-field=words]").fill("Опять не сходится");
  await at("[data-decision=reopen] [data-action=no]").click();
  await at("[data-decision=reopen]").waitFor({ state: "detached" });
  assert.equal(await at("[data-rating]").count(), 0);
  await both("reopened");
  const { boss, shown } = await report();
  assert.doesNotMatch(await shown.locator('[data-shown="ratings"]').innerText(), /Хорошо, но долго/);
  await boss.context().close();
});

test("no script ran that the client has written", () => {
  for (const one of [page, analyst.page, engineer.page]) assert.deepEqual(one.faults, []);
});
