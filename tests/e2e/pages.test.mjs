// The double's own pages: what people do in them is done in the portal, in their name.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { artefact, drag, launch, pageAs, visit } from "./support/browser.mjs";
import { startDouble } from "./support/double.mjs";
import { until } from "./support/wait.mjs";

const isEmployee = (user) => user.kind === "employee" && user.active;

let portal;
let browser;
let group;
let employee;
let page;

before(async () => {
  portal = await startDouble(["--tasks", "60"]);
  browser = await launch();
  const { groups, users } = await portal.state();
  group = groups[0].id;
  employee = users.find((user) => isEmployee(user) && groups[0].members.includes(user.id));
  page = await pageAs(browser, portal.origin, employee.id);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

const history = async (task) => (await portal.act(1, "tasks.task.history.list", { taskId: task })).list;
const read = async (task) =>
  (await portal.act(1, "tasks.task.get", { taskId: task, select: ["ID", "TITLE", "STATUS", "STAGE_ID", "PRIORITY", "UF_SD_TYPE"] })).task;
const made = (title, fields = {}) =>
  portal
    .act(employee.id, "tasks.task.add", {
      fields: { TITLE: title, GROUP_ID: group, RESPONSIBLE_ID: employee.id, ...fields },
    })
    .then((result) => Number(result.task.id));

const card = (id) => page.locator(`.kanban [data-ticket="${id}"]`);
const column = (index) => page.locator(".kanban [data-stage]").nth(index);
const kanban = async () => {
  await visit(page, `${portal.origin}/workgroups/group/${group}/`);
  await column(0).waitFor();
};

test("a card carried to another column moves in the portal, in the person's name", async () => {
  const task = await made("Carry me");
  await kanban();
  const target = await column(1).getAttribute("data-stage");
  await drag(page, card(task), column(1));
  await column(1).locator(`[data-ticket="${task}"]`).waitFor();
  assert.equal((await read(task)).stageId, target);
  const [row] = (await history(task)).filter((one) => one.field.startsWith("STAGE"));
  assert.equal(Number(row.user.id), employee.id);
  assert.notEqual(row.value.from, row.value.to);
});

test("a card moves by its buttons too", async () => {
  const task = await made("Push me");
  await kanban();
  await card(task).locator("[data-action=move-right]").click();
  await column(1).locator(`[data-ticket="${task}"]`).waitFor();
  await card(task).locator("[data-action=move-left]").click();
  await column(0).locator(`[data-ticket="${task}"]`).waitFor();
});

test("a column's count is the portal's count", async () => {
  await kanban();
  const stage = Number(await column(0).getAttribute("data-stage"));
  const shown = Number(await column(0).locator("[data-count]").getAttribute("data-count"));
  const { tasks } = await portal.act(1, "tasks.task.list", {
    filter: { GROUP_ID: group, STAGE_ID: [0, stage] },
    select: ["ID"],
    start: 0,
  });
  assert.ok(shown >= tasks.length && shown > 0);
  await page.screenshot({ path: artefact("double-kanban.png") });
});

test("a task is made in the slider", async () => {
  await kanban();
  await page.locator("[data-action=new-task]").click();
  const form = page.frameLocator(".slider-page");
  await form.locator("[data-field=TITLE]").fill("Принтер <b>не</b> печатает");
  await form.locator("[data-field=PRIORITY]").check();
  await form.locator("[data-action=save]").click();
  await form.locator(".task-state").waitFor();
  const heading = await form.locator("#page-title").textContent();
  assert.equal(heading, "Принтер <b>не</b> печатает");
  await page.locator("[data-action=close-slider]").click();
  const found = page.locator(".kanban .task-card", { hasText: "не</b> печатает" });
  await found.waitFor();
  const task = await read(Number(await found.getAttribute("data-ticket")));
  assert.equal(task.priority, "2");
});

test("the card edits, comments, logs time and changes status; the history says who and what", async () => {
  const task = await made("Edit me");
  await visit(page, `${portal.origin}/workgroups/group/${group}/tasks/task/view/${task}/`);
  const loads = () => page.locator("main").getAttribute("data-loaded").then(Number);
  const acted = async (act) => {
    const before = await loads();
    await act();
    await until("the card to be shown again", async () => (await loads()) > before);
  };
  await acted(async () => {
    await page.locator("[data-field=TITLE]").fill("Edited");
    await page.locator("[data-field=DESCRIPTION]").fill("Строка\nи ещё одна");
    await page.locator("[data-field=DEADLINE]").fill("2030-01-02T10:30");
    await page.locator("[data-action=save]").click();
  });
  await acted(async () => {
    await page.locator("[data-field=comment]").fill("Уже смотрим");
    await page.locator("[data-action=send-comment]").click();
  });
  assert.equal(await page.locator("[data-section=comments] blockquote", { hasText: "Уже смотрим" }).count(), 1);
  await acted(async () => {
    await page.locator("[data-field=minutes]").fill("45");
    await page.locator("[data-action=log-time]").click();
  });
  assert.equal(await page.locator("[data-record]").count(), 1);
  for (const [action, status] of [["start", "3"], ["pause", "2"], ["start", "3"], ["complete", "5"], ["renew", "2"]]) {
    await acted(() => page.locator(`.bar [data-action=${action}]`).click());
    assert.equal((await read(task)).status, status, action);
  }
  const fields = (await history(task)).map((row) => row.field);
  for (const field of ["NEW", "TITLE", "DEADLINE", "COMMENT", "TIME_SPENT_IN_LOGS", "STATUS"]) {
    assert.ok(fields.includes(field), `${field} in ${fields}`);
  }
  for (const row of await history(task)) assert.equal(Number(row.user.id), employee.id, row.field);
  assert.equal(await page.locator("[data-history]").count(), fields.length);
  await page.screenshot({ path: artefact("double-task.png"), fullPage: true });
});

test("a task under control goes to its creator, who returns or accepts it", async () => {
  const task = Number(
    (
      await portal.act(1, "tasks.task.add", {
        fields: { TITLE: "Check me", GROUP_ID: group, RESPONSIBLE_ID: employee.id, TASK_CONTROL: "Y" },
      })
    ).task.id,
  );
  await portal.act(employee.id, "tasks.task.complete", { taskId: task });
  assert.equal((await read(task)).status, "4");
  const creator = await pageAs(browser, portal.origin, 1);
  await visit(creator, `${portal.origin}/workgroups/group/${group}/tasks/task/view/${task}/`);
  await creator.locator(".bar [data-action=disapprove]").click();
  await until("the task to be back", async () => (await read(task)).status === "2");
  await portal.act(employee.id, "tasks.task.complete", { taskId: task });
  await creator.reload();
  await creator.locator(".bar [data-action=approve]").click();
  await until("the task to be accepted", async () => (await read(task)).status === "5");
  await creator.context().close();
});

test("the list finds a task by its title and opens it", async () => {
  const task = await made("Needle in the list");
  await visit(page, `${portal.origin}/workgroups/group/${group}/tasks/?tab=list`);
  assert.ok((await page.locator("tbody tr").count()) <= 50);
  await page.locator("[type=search]").fill("Needle in");
  await page.locator("[type=search]").press("Enter");
  await until("one row to be left", async () => (await page.locator("tbody tr").count()) === 1);
  assert.equal(await page.locator("tbody tr").getAttribute("data-ticket"), String(task));
  await page.screenshot({ path: artefact("double-list.png") });
  await page.locator("tbody a").click();
  await page.frameLocator(".slider-page").getByRole("heading", { name: "Needle in the list", level: 1 }).waitFor();
  await page.keyboard.press("Escape");
});

test("the switch of the acting user changes who acts", async () => {
  const own = await pageAs(browser, portal.origin, 1);
  await visit(own, `${portal.origin}/`);
  const { users } = await portal.state();
  const client = users.find((user) => user.kind === "extranet");
  const reloaded = own.waitForEvent("load");
  await own.locator("[data-action=act-as]").selectOption(String(client.id));
  await reloaded;
  await own.locator("body[data-ready=yes]").waitFor();
  assert.equal(await own.locator("[data-action=act-as]").inputValue(), String(client.id));
  const me = await own.evaluate(async () =>
    (await fetch("/_double/rest/user.current", { method: "POST", body: "{}" })).json(),
  );
  assert.equal(me.result.ID, String(client.id));
  await own.context().close();
});

test("a refusal is shown in the portal's words", async () => {
  const task = await made("Gone before it moves");
  await kanban();
  await portal.act(1, "tasks.task.delete", { taskId: task });
  await card(task).locator("[data-action=move-right]").click();
  const words = await page.locator("[role=alert]").textContent();
  assert.notEqual(words.trim(), "");
  await card(task).waitFor({ state: "detached" });
});

test("no page threw", () => {
  assert.deepEqual(page.faults, []);
});
