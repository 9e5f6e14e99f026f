// What a drop meets: rules of the stage, somebody else's change, a lost connection; and accessibility of it all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, drag, pageAs, visit } from "./support/browser.mjs";
import { cardOn, columnOn, inColumn, kAdministrator, kGroup, stagesOn, startDesk, ticketOnBoard } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

let desk;
let portal;
let me;
let page;
let frame;
let stages;
let done;

/** Rules as the settings keep them; before any board is open, so that none shows older ones. */
function ruleFor(stage) {
  desk.world.database.run(
    false,
    "INSERT INTO stage_rule (portal, group_id, stage_id, wip_limit, over_limit, without_estimate, under_stopper) VALUES (1, ?, ?, 1, 'warn', 'reason', 'forbid')",
    [kGroup, Number(stage)],
  );
}

before(async () => {
  desk = await startDesk({ tasks: 30 });
  ({ portal } = desk);
  [me] = desk.employees;
  const natives = Object.values(await portal.act(kAdministrator, "task.stages.get", { entityId: kGroup, isAdmin: "Y" })).sort((one, other) => one.SORT - other.SORT);
  ruleFor(natives[1].ID);
  done = natives.at(-1).ID;
  ({ page, frame } = await desk.open(me.id));
  stages = await stagesOn(frame);
});

after(async () => {
  await desk?.stop();
});

const stageOf = async (ticket) => (await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "STAGE_ID"] })).task.stageId;

test("a stage that wants to know why is told, and the journal keeps it", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Without an estimate");
  await drag(page, cardOn(frame, ticket), columnOn(frame, stages[1]));
  const dialog = frame.locator("[data-entry]");
  await dialog.waitFor();
  await page.screenshot({ path: artefact("board-entry.png") });
  assert.equal(await dialog.locator('[data-action="entry-go"]').isEnabled(), false);
  await dialog.locator('[data-field="reason"]').fill("клиент ждёт у телефона");
  await dialog.locator('[data-action="entry-go"]').click();
  await until("the portal to have moved it", async () => (await stageOf(ticket)) === stages[1]);
  await inColumn(frame, stages[1], ticket).locator(".card-title").click();
  await until("the journal to tell why", async () => /клиент ждёт у телефона/.test(await frame.locator("[data-panel] [data-journal]").innerText()));
  await frame.locator('[data-panel] [data-action="close"]').click();
});

test("a stage over its limit says so, and one that forbids lets nobody in", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Stopped", { UF_SD_STOPPER: "Ждём клиента", UF_SD_ESTIMATE: 1 });
  await inColumn(frame, stages[0], ticket).and(frame.locator(".stopped")).waitFor();
  await drag(page, cardOn(frame, ticket), columnOn(frame, stages[1]));
  const dialog = frame.locator("[data-entry]");
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /2 при лимите 1/);
  assert.equal(await dialog.locator('[data-action="entry-go"]').count(), 0);
  await dialog.locator('[data-action="entry-stay"]').click();
  await inColumn(frame, stages[0], ticket).waitFor();
  assert.notEqual(await stageOf(ticket), stages[1]);
  await frame.locator(`section[data-stage="${stages[1]}"] .column-limit`).waitFor();
});

const kChange = { PRIORITY: 1, UF_SD_ESTIMATE: 4 };
const flagOf = (ticket) => cardOn(frame, ticket).locator("[data-unagreed]");
async function session() {
  const inner = await (await page.locator("iframe.app-frame").elementHandle()).contentFrame();
  return inner.evaluate(() => JSON.parse(document.getElementById("sd-bootstrap").textContent).session);
}
const call = async (path, body) => fetch(desk.world.service + path, { method: "POST", headers: { authorization: `Bearer ${await session()}` }, body: JSON.stringify({ group: kGroup, ...body }) });
async function settings() {
  const admin = await pageAs(desk.browser, portal.origin, kAdministrator);
  await visit(admin, `${portal.origin}/marketplace/app/${desk.world.clientId}/`);
  const at = (selector) => admin.frameLocator("iframe.app-frame").locator(selector);
  await at("[data-action=settings]").click();
  await at("[data-nav=group]").click();
  await at("[data-field=unagreed-flag]:checked").waitFor();
  const choose = async (what) => {
    await at(`[data-field=unagreed-${what}]`).check();
    await at("[data-action=save]").click();
    await at(".set-done").waitFor();
  };
  return { admin, choose };
}

test("work without the client's agreement is flagged from the first question on, and kept out of work where the group forbids it", async () => {
  const work = stages[3];
  // Both stand among others in long columns.
  const search = frame.locator("input[type=search]").first();
  await search.fill("A change");
  const begun = await ticketOnBoard(portal, frame, me.id, "A change that was begun", kChange);
  await portal.act(me.id, "task.stages.movetask", { id: begun, stageId: Number(work) });
  await inColumn(frame, work, begun).waitFor();
  assert.equal(await flagOf(begun).count(), 0, "a group that asks nobody flags nothing");
  assert.equal((await call(`/api/cards/${begun}/agreement`, { agreement: "asked", estimate_minutes: 240, note: "" })).status, 200);
  await flagOf(begun).waitFor();
  await page.screenshot({ path: artefact("board-unagreed.png") });

  const ticket = await ticketOnBoard(portal, frame, me.id, "A change nobody has agreed to", kChange);
  const { admin, choose } = await settings();
  await choose("off");
  await flagOf(begun).waitFor({ state: "detached" });
  await choose("forbid");
  await flagOf(begun).waitFor();
  await admin.screenshot({ path: artefact("settings-unagreed.png") });
  await admin.context().close();
  await drag(page, cardOn(frame, ticket), columnOn(frame, work));
  const dialog = frame.locator("[data-entry]");
  await dialog.waitFor();
  assert.match(await dialog.innerText(), new RegExp(`не согласовал оценку: № ${ticket}`));
  assert.equal(await dialog.locator('[data-action="entry-go"]').count(), 0);
  await page.screenshot({ path: artefact("board-unagreed-forbidden.png") });
  await dialog.locator('[data-action="entry-stay"]').click();
  const stage = await stageOf(ticket);
  assert.notEqual(stage, work);
  // A page that does not know of it is refused by the service.
  const { cards, columns } = await (await fetch(`${desk.world.service}/api/board?group=${kGroup}`, { headers: { authorization: `Bearer ${await session()}` } })).json();
  const revision = cards.find((card) => card[columns.indexOf("ticket")] === ticket)[columns.indexOf("revision")];
  const refused = await call(`/api/cards/${ticket}/move`, { stage: Number(work), revision });
  assert.deepEqual([refused.status, (await refused.json()).error], [409, "entry.agreement"]);
  // What is pulled in the portal itself is flagged, not undone.
  await portal.act(me.id, "task.stages.movetask", { id: ticket, stageId: Number(work) });
  await inColumn(frame, work, ticket).locator("[data-unagreed]").waitFor();
  assert.equal(await stageOf(ticket), work);
  await search.fill("");
});

test("a card put into done waits where it was for the check of whoever created it, and is done when he accepts it", async () => {
  const creator = desk.employees[1].id;
  const ticket = await ticketOnBoard(portal, frame, creator, "To be checked", { RESPONSIBLE_ID: me.id, TASK_CONTROL: "Y" });
  const begin = await stageOf(ticket);
  await drag(page, cardOn(frame, ticket), frame.locator(`.board-drop[data-stage="${done}"]`));
  await cardOn(frame, ticket).filter({ hasText: "ждёт проверки" }).and(frame.locator('[data-state="idle"]')).waitFor();
  await frame.locator(".notice-text").filter({ hasText: `№ ${ticket} ждёт проверки` }).waitFor();
  await page.screenshot({ path: artefact("board-handed-over.png") });
  assert.equal(await stageOf(ticket), begin);
  await portal.act(creator, "tasks.task.approve", { taskId: ticket });
  await cardOn(frame, ticket).waitFor({ state: "detached" });
  await until("the portal to have it in done", async () => (await stageOf(ticket)) === done);
});

test("a lost connection is said, a stale card names who changed it, and the board recovers by itself", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Changed by somebody else");
  const other = desk.employees[1];
  const second = await desk.open(other.id);
  await page.route("**/api/feed*", (route) => route.abort());
  // The poll that is under way ends with the next change.
  await portal.act(other.id, "tasks.task.update", { taskId: ticket, fields: { TITLE: "Renamed once" } });
  await frame.locator(".board-line.warn").first().waitFor();
  await portal.act(other.id, "tasks.task.update", { taskId: ticket, fields: { TITLE: "Renamed twice" } });
  await cardOn(second.frame, ticket).filter({ hasText: "Renamed twice" }).waitFor();
  await page.screenshot({ path: artefact("board-offline.png") });
  await drag(page, cardOn(frame, ticket), columnOn(frame, stages[2]));
  const alert = frame.locator('.notice[role="alert"]');
  await alert.waitFor();
  const { users } = await portal.state();
  const name = users.find((user) => user.id === other.id);
  assert.match(await alert.innerText(), new RegExp(name.last_name ?? name.name?.split(" ").at(-1) ?? "изменил"));
  await page.unroute("**/api/feed*");
  await cardOn(frame, ticket).filter({ hasText: "Renamed twice" }).waitFor({ timeout: 30000 });
  await frame.locator(".board-line.warn").waitFor({ state: "detached", timeout: 30000 });
  await second.page.context().close();
});

test("no page of the board has a serious finding of axe, light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const inner = page.frames().find((one) => one.url().startsWith(desk.world.service));
    const clean = async (what) => assert.deepEqual(await findings(inner), [], `${what}, ${colorScheme}`);
    await clean("board");
    await frame.locator("[data-ticket] .card-title").first().click();
    await frame.locator("[data-panel] [data-journal]").waitFor();
    await clean("panel");
    await frame.locator('[data-panel] [data-action="close"]').click();
    await frame.locator("[data-view=lanes]").selectOption("assignee");
    await frame.locator("[data-lane]").first().waitFor();
    await clean("lanes");
    await frame.locator("[data-view=lanes]").selectOption("none");
    await frame.locator("[data-mode=list]").click();
    await frame.locator("[data-row]").first().waitFor();
    await clean("list");
    await page.screenshot({ path: artefact(`list-${colorScheme}.png`) });
    await frame.locator("[data-mode=board]").click();
  }
});

test("no script error", () => assert.deepEqual(page.faults, []));
