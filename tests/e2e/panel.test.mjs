// The panel beside the board: everything about one card, changed in place, in the portal at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { artefact } from "./support/browser.mjs";
import { cardOn, kAdministrator, kGroup, screenshots, startDesk, ticketOnBoard } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

let desk;
let portal;
let me;
let page;
let frame;
let panel;
let ticket;

before(async () => {
  desk = await startDesk({ tasks: 40, before: (double) => double.settings({ photos: true }) });
  ({ portal } = desk);
  [me] = desk.employees;
  ({ page, frame } = await desk.open(me.id));
  panel = frame.locator("[data-panel]");
  ticket = await ticketOnBoard(portal, frame, me.id, "Looked into beside the board", { DESCRIPTION: "[B]Broken[/B] since morning" });
  await cardOn(frame, ticket).locator(".card-title").click();
  await panel.locator("[data-journal]").waitFor();
});

after(async () => {
  await desk?.stop();
});

const task = async (select) => (await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", ...select] })).task;
const field = (name) => panel.locator(`[data-field="${name}"]`);

test("the panel shows description, time in stages and the journal in words", async () => {
  assert.match(await panel.innerText(), /Broken since morning/);
  assert.doesNotMatch(await panel.innerText(), /\[B\]/);
  assert.match(await panel.locator("[data-journal]").innerText(), /Создана/);
  assert.ok((await panel.locator(".panel-bar > span").count()) >= 1);
  await screenshots(page, "panel");
});

test("Type, stopper, estimate, deadline, assignee and importance are changed in place, by this person", async () => {
  await field("type").selectOption({ label: "Аналитика" });
  await until("the portal to have the Type", async () => (await task(["UF_SD_TYPE"])).ufSdType === "Аналитика");
  await field("stopper").selectOption({ label: "Ждём клиента" });
  await until("the portal to have the stopper", async () => (await task(["UF_SD_STOPPER"])).ufSdStopper === "Ждём клиента");
  await cardOn(frame, ticket).and(frame.locator(".stopped")).waitFor();
  await field("estimate").fill("1:30");
  await field("estimate").press("Enter");
  await until("the portal to have the estimate", async () => Number((await task(["UF_SD_ESTIMATE"])).ufSdEstimate) === 1.5);
  await until("the field to show it as it is written here", async () => (await field("estimate").inputValue()) === "1,5");
  await field("deadline").fill("2030-05-06T12:30");
  await field("deadline").press("Enter");
  await until("the portal to have the deadline", async () => (await task(["DEADLINE"])).deadline?.startsWith("2030-05-06"));
  const other = desk.employees[1];
  await field("assignee").selectOption(String(other.id));
  await until("the portal to have the assignee", async () => Number((await task(["RESPONSIBLE_ID"])).responsibleId) === other.id);
  const { list } = await portal.act(kAdministrator, "tasks.task.history.list", { taskId: ticket });
  for (const row of list.filter((one) => /UF_SD|RESPONSIBLE_ID|DEADLINE/.test(one.field) && one.value.to)) assert.equal(Number(row.user.id), me.id, row.field);
  await until("the journal to tell of the stopper", async () => /Ждём клиента/.test(await panel.locator("[data-journal]").innerText()));
});

test("a day to come back to the stopper is kept and told in the journal", async () => {
  await field("follow-up").fill("2030-07-08");
  await field("follow-up").press("Enter");
  await until("the journal to tell of it", async () => /Вернуться: 8 июл/.test(await panel.locator("[data-journal]").innerText()));
});

test("a value that makes no sense is said beside its field, and the portal keeps the old one", async () => {
  await field("estimate").fill("-3");
  await field("estimate").press("Enter");
  const alert = panel.locator(".panel-fields [role=alert]");
  await alert.waitFor();
  assert.match(await alert.innerText(), /отрицательной/);
  assert.equal(Number((await task(["UF_SD_ESTIMATE"])).ufSdEstimate), 1.5);
  await field("estimate").fill("2");
  await field("estimate").press("Enter");
  await alert.waitFor({ state: "detached" });
});

test("the title is renamed in the portal", async () => {
  await panel.locator('[data-action="rename"]').click();
  await panel.locator(".panel-title input").fill("Renamed in the panel");
  await panel.locator(".panel-title input").press("Enter");
  await until("the portal to have the title", async () => (await task(["TITLE"])).title === "Renamed in the panel");
});

test("a comment is written as this person and shown", async () => {
  await field("comment").fill("Смотрим, вернёмся до обеда");
  await panel.locator('[data-action="say"]').click();
  await panel.locator(".panel-comments li").filter({ hasText: "Смотрим, вернёмся до обеда" }).waitFor();
  const comments = await portal.act(kAdministrator, "task.commentitem.getlist", { TASKID: ticket, ORDER: { ID: "desc" }, FILTER: {} });
  assert.equal(Number(comments[0].AUTHOR_ID), me.id);
});

test("a note for colleagues stays with them: the portal does not learn of it", async () => {
  await panel.locator("[data-whom=inner]").check();
  await field("comment").fill("Клиент путает принтеры");
  await panel.locator('[data-action="say"]').click();
  await panel.locator(".panel-comments [data-inner=true]").filter({ hasText: "Клиент путает принтеры" }).waitFor();
  const comments = await portal.act(kAdministrator, "task.commentitem.getlist", { TASKID: ticket, ORDER: { ID: "desc" }, FILTER: {} });
  assert.ok(comments.every((one) => !one.POST_MESSAGE.includes("путает")));
  // The next word is for whom the last one was, until somebody chooses.
  assert.ok(await panel.locator("[data-whom=inner]").isChecked());
  await page.screenshot({ path: artefact("panel-note.png") });
  await panel.locator("[data-whom=public]").check();
});

test("what a client says meanwhile appears without a reload", async () => {
  await portal.act(desk.employees[1].id, "task.commentitem.add", { TASKID: ticket, FIELDS: { POST_MESSAGE: "А теперь работает!" } });
  await panel.locator(".panel-comments li").filter({ hasText: "А теперь работает!" }).waitFor();
});

test("labour is booked in two clicks", async () => {
  await panel.getByRole("button", { name: "0:30", exact: true }).click();
  await panel.locator('[data-action="book"]').click();
  await until("the portal to have the record", async () => Number((await task(["TIME_SPENT_IN_LOGS"])).timeSpentInLogs) === 1800);
  await until("the panel to say it", async () => /0,5 ч|30 мин/.test(await panel.locator("[data-labour] h3").innerText()));
});

test("a manager answers for the client whether the estimate is agreed", async () => {
  await panel.locator('[data-action="ask"]').click();
  await panel.locator("[data-agreement] .chip.asked").waitFor();
  assert.equal(await panel.locator('[data-action="agree"]').count(), 0, "an agent does not answer for the client");
  const boss = await desk.open(kAdministrator);
  const theirs = boss.frame.locator("[data-panel]");
  await cardOn(boss.frame, ticket).locator(".card-title").click();
  await theirs.locator('[data-action="agree"]').click();
  await theirs.locator("[data-agreement] [role=alert]").waitFor();
  await theirs.locator("[data-agreement] input").fill("по телефону");
  await theirs.locator('[data-action="agree"]').click();
  await theirs.locator("[data-agreement] .chip.agreed").waitFor();
  await panel.locator("[data-agreement] .chip.agreed").waitFor();
  await theirs.locator("[data-others]").waitFor();
  assert.match(await theirs.locator("[data-others]").innerText(), new RegExp(me.name ?? "сейчас"));
  assert.deepEqual(boss.page.faults, []);
  await boss.page.context().close();
});

test("a manager sets the class by hand with a reason, takes it back, and sees when its grounds have dropped it", async () => {
  assert.equal(await panel.locator('[data-action="class-set"]').count(), 0, "an agent does not set it");
  const boss = await desk.open(kAdministrator);
  const theirs = boss.frame.locator("[data-panel]");
  await cardOn(boss.frame, ticket).locator(".card-title").click();
  const set = theirs.locator("[data-class-set]");
  await set.locator('[data-action="class-set"]').click();
  assert.equal(await set.locator('[data-action="class-do"]').isEnabled(), false, "no class without a reason");
  await set.locator('[data-field="class"]').selectOption("service");
  await set.locator('[data-field="class-reason"]').fill("по договору это обслуживание");
  await boss.page.screenshot({ path: artefact("panel-class.png") });
  await set.locator('[data-action="class-do"]').click();
  await panel.locator("[data-class-set]").filter({ hasText: "по договору это обслуживание" }).waitFor();
  await cardOn(frame, ticket).locator(".card-class.service").waitFor();
  await set.locator('[data-action="class-undo"]').click();
  await set.locator('[data-action="class-again"]').waitFor();
  await cardOn(frame, ticket).locator(".card-class.service").waitFor({ state: "detached" });
  await set.locator('[data-action="class-again"]').click();
  await cardOn(frame, ticket).locator(".card-class.service").waitFor();
  // The portal's history has whole seconds: a change within the second of the override lies before it.
  let hours = 2;
  await until("the class to be dropped with its grounds", async () => {
    await panel.locator('[data-field="estimate"]').fill(String((hours += 1)));
    await panel.locator('[data-field="estimate"]').press("Enter");
    await set.filter({ hasText: "изменились основания" }).waitFor({ timeout: 1500 });
    return true;
  }, 10000);
  await boss.page.screenshot({ path: artefact("panel-class-dropped.png") });
  assert.deepEqual(boss.page.faults, []);
  await boss.page.context().close();
});

test("people's pictures stand on cards, initials where there is none to be had", async () => {
  const pictured = frame.locator(".card-face img").first();
  await pictured.waitFor();
  assert.ok((await pictured.getAttribute("src")).startsWith(portal.origin));
  assert.ok(await pictured.evaluate((image) => image.complete && image.naturalWidth > 0));
  // Only of those in sight: the others are not asked for yet.
  const lost = () => frame.locator('.card-face img[src*="lost"]').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight && one.getBoundingClientRect().left < innerWidth).length);
  await until("every picture that was lost to be initials", async () => (await lost()) === 0);
  await page.screenshot({ path: artefact("board-pictures.png") });
});

test("files are listed by the names the portal tells", async () => {
  // Within one second of another change a file leaves the card as it is: then the next one is seen.
  let file = 1065;
  await until("the panel to list a file", async () => {
    await portal.act(kAdministrator, "tasks.task.update", { taskId: ticket, fields: { UF_TASK_WEBDAV_FILES: [`n${(file += 1)}`] } });
    await panel.locator("[data-files] li").first().waitFor({ timeout: 1500 });
    return true;
  }, 10000);
  assert.match(await panel.locator("[data-files] li").first().innerText(), /file\.txt\s*1 КБ/);
});

test("Escape closes the panel and the keyboard is back at the card", async () => {
  await panel.locator('[data-action="close"]').focus();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await until("the focus to be at the card", () => cardOn(frame, ticket).evaluate((card) => card.contains(card.ownerDocument.activeElement)));
});

test("a new request begins in any column and stands there in the portal", async () => {
  const column = frame.locator("section[data-stage]").nth(1);
  const stage = await column.getAttribute("data-stage");
  await column.locator('[data-action="create"]').click();
  await column.locator('[data-field="new-title"]').fill("Begun on the board");
  await column.locator('[data-field="new-estimate"]').fill("0:45");
  await page.screenshot({ path: artefact("board-create.png") });
  await column.locator('[data-action="create-do"]').click();
  await column.locator("[data-ticket]").filter({ hasText: "Begun on the board" }).waitFor();
  const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: kGroup, TITLE: "Begun on the board" }, select: ["ID", "STAGE_ID", "CREATED_BY"] });
  assert.equal(tasks.length, 1);
  assert.equal(tasks[0].stageId, stage);
  assert.equal(Number(tasks[0].createdBy), me.id);
});

test("no script error", () => assert.deepEqual(page.faults, []));
