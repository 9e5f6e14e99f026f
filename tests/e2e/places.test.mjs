// The application's other places in the portal: a tab in the task's card, one in the company's, and the left menu.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { installApplication } from "../../install/demo/install_app.mjs";
import { findings } from "./support/axe.mjs";
import { artefact, launch, pageAs, visit } from "./support/browser.mjs";
import { until } from "./support/wait.mjs";
import { startWorld } from "./support/world.mjs";

const kAdministrator = 1;
const kGroup = 77;
const kWidths = [[1440, "light"], [1024, "dark"], [390, "light"]];

let world;
let portal;
let browser;
let board;
let employee;
let stranger;
let faults = [];

before(async () => {
  world = await startWorld({ tasks: 40 });
  ({ portal } = world);
  await installApplication({ portal: portal.origin, service: world.service, clientId: world.clientId, group: kGroup, user: kAdministrator, clientCheck: false, say: () => undefined });
  const { users, groups } = await portal.state();
  const members = new Set(groups.find((group) => group.id === kGroup).members);
  const employees = users.filter((user) => user.kind === "employee" && user.active && user.id !== kAdministrator);
  browser = await launch();
  const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: kGroup, "<STATUS": 5 }, select: ["ID", "RESPONSIBLE_ID"], start: 0 });
  employee = employees.find((user) => members.has(user.id) && tasks.some((task) => Number(task.responsibleId) === user.id));
  stranger = employees.find((user) => !members.has(user.id));
  const home = await openHome(kAdministrator);
  board = await read(home, `/api/board?group=${kGroup}`);
  await home.page.close();
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

async function framed(page) {
  const element = await page.locator("iframe.app-frame").last().elementHandle();
  return { page, frame: page.frameLocator("iframe.app-frame"), inner: await element.contentFrame() };
}
async function openHome(user, viewport) {
  const page = await pageAs(browser, portal.origin, user, viewport);
  faults.push(page.faults);
  await visit(page, `${portal.origin}/marketplace/app/${world.clientId}/?placement=LEFT_MENU`);
  const desk = await framed(page);
  await desk.frame.locator("[data-page]").waitFor();
  return desk;
}
/** The tab `placement` of a portal page, as `user` sees it. */
async function openTab(user, path, placement, viewport) {
  const page = await pageAs(browser, portal.origin, user, viewport);
  faults.push(page.faults);
  await visit(page, portal.origin + path);
  await page.locator(`details[data-placement=${placement}] summary`).click();
  const desk = await framed(page);
  await desk.frame.locator("[data-page]").waitFor();
  return desk;
}
const taskTab = (user, ticket, viewport) => openTab(user, `/workgroups/group/${kGroup}/tasks/task/view/${ticket}/`, "TASK_VIEW_TAB", viewport);
const companyTab = (user, company, viewport) => openTab(user, `/crm/company/details/${company}/`, "CRM_COMPANY_DETAIL_TAB", viewport);
async function read(desk, route) {
  const { session } = JSON.parse(await desk.frame.locator("#sd-bootstrap").textContent());
  return (await fetch(world.service + route, { headers: { authorization: `Bearer ${session}` } })).json();
}
const column = (name) => board.columns.indexOf(name);
const someTicket = () => board.cards[0][column("ticket")];

test("the task's card shows what the portal does not, and a field set there is in the portal", async () => {
  const ticket = someTicket();
  const tab = await taskTab(kAdministrator, ticket);
  await tab.frame.locator("[data-task] [data-timer=lu]").waitFor();
  await tab.frame.locator("[data-intervals]").waitFor();
  assert.ok((await tab.frame.locator("[data-journal] li").count()) > 0);
  const stopper = tab.frame.locator("[data-field=stopper]");
  await stopper.selectOption({ index: 1 });
  await until("the portal to have the stopper", async () => {
    const { task } = await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "UF_SD_STOPPER"] });
    return task.ufSdStopper !== "";
  });
  await tab.frame.locator("[data-stoppers] li").first().waitFor();
  await tab.page.screenshot({ path: artefact("task-tab.png"), fullPage: true });
  await tab.page.close();
});

test("a closed task has its history too", async () => {
  const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: kGroup, STATUS: 5 }, select: ["ID"], start: 0 });
  const home = await openHome(kAdministrator);
  // Closed tasks are read behind the open ones.
  await until("the task to be read", async () => (await read(home, `/api/board?group=${kGroup}&ticket=${tasks[0].id}`)).cards?.length === 1, 60_000);
  await home.page.close();
  const tab = await taskTab(kAdministrator, Number(tasks[0].id));
  await tab.frame.locator("[data-task] [data-intervals]").waitFor();
  await tab.page.close();
});

test("a task of no connected group says so, and a stranger is told that he is none of the group", async () => {
  const elsewhere = await portal.act(kAdministrator, "tasks.task.add", { fields: { TITLE: "Elsewhere", RESPONSIBLE_ID: kAdministrator } });
  const tab = await openTab(kAdministrator, `/company/personal/user/1/tasks/task/view/${elsewhere.task.id}/`, "TASK_VIEW_TAB");
  assert.match(await tab.frame.locator("[data-page=error]").textContent(), /не из подключённой группы/);
  await tab.page.close();
  const { session } = JSON.parse(await (await openHome(stranger.id)).frame.locator("#sd-bootstrap").textContent());
  const asked = await fetch(`${world.service}/api/board?group=${kGroup}&ticket=${someTicket()}`, { headers: { authorization: `Bearer ${session}` } });
  assert.equal(asked.status, 403);
  assert.equal((await fetch(`${world.service}/api/company?company=1`, { headers: { authorization: `Bearer ${session}` } })).status, 403);
});

test("the company's card shows its requests, the month's plan and the open estimates", async () => {
  const company = board.cards.map((card) => card[column("company")]).find((id) => id !== 0);
  const open = board.cards.filter((card) => card[column("company")] === company);
  const home = await openHome(kAdministrator);
  const { session } = JSON.parse(await home.frame.locator("#sd-bootstrap").textContent());
  const saved = await fetch(`${world.service}/api/settings/section/client_plans`, {
    method: "POST",
    headers: { authorization: `Bearer ${session}` },
    body: JSON.stringify({ version: 0, rows: [{ company_id: company, valid_from: "2020-01-01", minutes: 2400 }] }),
  });
  assert.equal(saved.status, 200);
  const tab = await companyTab(kAdministrator, company);
  await tab.frame.locator("[data-figure=plan] meter").waitFor();
  assert.match(await tab.frame.locator("[data-figure=plan]").textContent(), /40 ч/);
  assert.equal(await tab.frame.locator("[data-line]").count(), open.length);
  await tab.page.screenshot({ path: artefact("company-tab.png"), fullPage: true });
  await home.page.close();
  await tab.page.close();
});

test("the left menu leads to one's own requests over all boards", async () => {
  const home = await openHome(employee.id);
  await home.frame.locator("[data-mine] [data-line]").first().waitFor();
  const mine = board.cards.filter((card) => card[column("assignee")] === employee.id).map((card) => card[column("ticket")]);
  const shown = await home.frame.locator("[data-mine] [data-line]").evaluateAll((all) => all.map((one) => Number(one.dataset.line)));
  assert.deepEqual([...shown].sort(), mine.slice(0, 20).sort());
  await home.frame.locator("[data-action=help]").click();
  await until("the guide for agents", async () => (await home.frame.locator("[data-help] h2").first().textContent()) === "Исполнителям");
  await home.frame.locator("[data-action=close-help]").click();
  await home.page.close();
});

for (const [width, scheme] of kWidths) {
  test(`nothing serious is found on these pages, ${width} px, ${scheme}`, async () => {
    const company = board.cards.map((card) => card[column("company")]).find((id) => id !== 0);
    const viewport = { width, height: 900 };
    const opened = { home: () => openHome(employee.id, viewport), task: () => taskTab(kAdministrator, someTicket(), viewport), company: () => companyTab(kAdministrator, company, viewport) };
    for (const [name, open] of Object.entries(opened)) {
      const desk = await open();
      await desk.page.emulateMedia({ colorScheme: scheme });
      await desk.frame.locator("[data-line], [data-journal]").first().waitFor();
      assert.deepEqual(await findings(desk.inner), [], name);
      const wide = await desk.inner.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
      await desk.page.screenshot({ path: artefact(`place-${name}-${width}-${scheme}.png`), fullPage: true });
      await desk.page.close();
    }
  });
}

test("no script error on any of them", () => assert.deepEqual(faults.flat(), []));
