// The settings page as administrators and managers use it: what they change is in the portal, on the boards and in
// the journal, and two of them do not overwrite each other.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { installApplication } from "../../install/demo/install_app.mjs";
import { findings } from "./support/axe.mjs";
import { artefact, launch, pageAs, visit } from "./support/browser.mjs";
import { until } from "./support/wait.mjs";
import { startWorld } from "./support/world.mjs";

const kAdministrator = 1;
const kGroup = 77;
const kSections = ["groups", "stages", "types", "stoppers", "group", "thresholds", "calendar", "employee_plans", "absences", "client_plans", "people", "managers", "clients", "client_rules", "client_links", "templates", "health", "journal"];
const kManagers = ["stages", "group", "employee_plans", "absences", "client_links", "templates", "journal"];

let world;
let portal;
let browser;
let admin;
let employee;
let owner;

before(async () => {
  world = await startWorld({ tasks: 40 });
  ({ portal } = world);
  await installApplication({ portal: portal.origin, service: world.service, clientId: world.clientId, group: kGroup, user: kAdministrator, clientCheck: false, say: () => undefined });
  const { users } = await portal.state();
  const members = await portal.act(kAdministrator, "sonet_group.user.get", { ID: kGroup });
  const of = (roles) => users.find((user) => user.kind === "employee" && user.active && members.some((member) => Number(member.USER_ID) === user.id && roles.includes(member.ROLE)));
  owner = of(["A", "E"]);
  employee = of(["K"]);
  browser = await launch();
  admin = await openSettings(kAdministrator);
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

async function openHome(user, viewport) {
  const page = await pageAs(browser, portal.origin, user, viewport);
  await visit(page, `${portal.origin}/marketplace/app/${world.clientId}/`);
  const element = await page.locator("iframe.app-frame").elementHandle();
  const desk = { page, frame: page.frameLocator("iframe.app-frame"), inner: await element.contentFrame() };
  await desk.frame.locator("[data-page=home] .home-group").first().waitFor();
  return desk;
}

async function openSettings(user, viewport) {
  const desk = await openHome(user, viewport);
  await desk.frame.locator("[data-action=settings]").click();
  await desk.frame.locator(".set-body").waitFor();
  return desk;
}

const at = (desk, selector) => desk.frame.locator(selector);
const press = (desk, action) => at(desk, `[data-action=${action}]`).first().click();
async function section(desk, name) {
  const button = at(desk, `[data-nav=${name}]`);
  if (await button.isVisible()) await button.click();
  else await at(desk, ".set-nav-select").selectOption(name);
  await at(desk, `.set-body [data-section=${name}]`).waitFor();
  await until("the section to be read", async () => (await at(desk, ".set-body [role=status].set-skeleton").count()) === 0);
}
async function save(desk) {
  await press(desk, "save");
  await at(desk, ".set-done").first().waitFor();
}
const columns = async () => Object.values(await portal.act(kAdministrator, "task.stages.get", { entityId: kGroup, isAdmin: "Y" })).sort((a, b) => a.SORT - b.SORT);
const stageLine = (desk, title) => at(desk, "[data-stage-line]").filter({ has: desk.frame.locator(`input[data-field=title]`) }).and(at(desk, `[data-stage-line]:has(input[value="${title}"])`));
const row = (desk, index) => at(desk, "tr[data-row]").nth(index);
const ask = async (desk, method, route, body) => {
  const { session } = JSON.parse(await at(desk, "#sd-bootstrap").textContent());
  return fetch(world.service + route, { method, headers: { authorization: `Bearer ${session}` }, ...(body ? { body: JSON.stringify(body) } : {}) });
};

test("stages are renamed, ordered and given rules, in the portal in the person's name", async () => {
  await section(admin, "stages");
  const before = await columns();
  const second = at(admin, "[data-stage-line]").nth(1);
  await second.locator("[data-field=title]").fill("Разбор и оценка");
  await second.locator("[data-field=wip]").fill("5");
  await second.locator("[data-field=over]").selectOption("reason");
  await second.locator("[data-action=down]").click();
  await admin.page.screenshot({ path: artefact("settings-stages-1440.png") });
  await save(admin);
  const titles = (await columns()).map((stage) => stage.TITLE);
  assert.deepEqual(titles.slice(0, 4), [before[0].TITLE, before[2].TITLE, "Разбор и оценка", before[3].TITLE]);
  const board = await (await ask(admin, "GET", `/api/board?group=${kGroup}`)).json();
  assert.deepEqual(board.stages[2].rules, { wip_limit: 5, over_limit: "reason", without_estimate: "none", under_stopper: "none", unagreed: "off" });
});

test("a stage that is deleted asks where its cards go", async () => {
  const doomed = at(admin, "[data-stage-line]").nth(2);
  await doomed.locator("[data-action=remove]").click();
  await doomed.locator(".set-merge select").selectOption({ index: 1 });
  await doomed.locator("[data-action=remove-yes]").click();
  await save(admin);
  assert.ok(!(await columns()).some((stage) => stage.TITLE === "Разбор и оценка"));
});

test("what somebody changes in the portal meanwhile is told and not overwritten", async () => {
  const [first, second] = await columns();
  await portal.act(kAdministrator, "task.stages.update", { id: second.ID, fields: { TITLE: "Из портала" }, isAdmin: "Y" });
  await at(admin, "[data-stage-line]").first().locator("[data-field=title]").fill("Входящие");
  await press(admin, "save");
  await at(admin, "[data-meanwhile]").waitFor();
  assert.match(await at(admin, "[data-meanwhile]").textContent(), /Из портала/);
  assert.equal((await columns())[0].TITLE, first.TITLE);
  await press(admin, "theirs");
  await at(admin, '[data-stage-line] input[data-field=title]').nth(1).waitFor();
  await until("the portal's title to be shown", async () => (await at(admin, "[data-stage-line] input[data-field=title]").nth(1).inputValue()) === "Из портала");
});

test("roles that must remain are asked for beside the stages", async () => {
  await at(admin, "[data-stage-line]").last().locator("[data-field=role]").selectOption("work");
  await press(admin, "save");
  assert.match(await at(admin, "ul.set-failure").textContent(), /\S/);
  await press(admin, "discard");
});

test("tasks follow a renamed type", async () => {
  const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: kGroup }, select: ["ID"], start: 0 });
  const ticket = Number(tasks[0].id);
  await section(admin, "types");
  const title = row(admin, 0).locator("[data-field=title] input");
  await portal.act(kAdministrator, "tasks.task.update", { taskId: ticket, fields: { UF_SD_TYPE: await title.inputValue() } });
  await until("the board to know the type", async () => {
    const board = await (await ask(admin, "GET", `/api/board?group=${kGroup}&done=1`)).json();
    const place = board.columns.indexOf("type");
    return board.cards.some((card) => card[board.columns.indexOf("ticket")] === ticket && card[place] !== "");
  }, 20_000);
  await title.fill("Разработка и сопровождение");
  await save(admin);
  await until("the task to hold the new title", async () => {
    const { task } = await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "UF_SD_TYPE"] });
    return task.ufSdType === "Разработка и сопровождение";
  }, 20_000);
});

test("an entry is merged into another", async () => {
  const count = await at(admin, "tr[data-row]").count();
  await row(admin, 1).locator("[data-action=remove]").click();
  await at(admin, "[data-removing] select").selectOption({ index: 0 });
  await admin.page.screenshot({ path: artefact("settings-types-merge.png") });
  await press(admin, "merge");
  await save(admin);
  assert.equal(await at(admin, "tr[data-row]").count(), count - 1);
});

test("what is wrong is said beside the field, and nothing is saved", async () => {
  await section(admin, "thresholds");
  await press(admin, "add");
  await row(admin, 0).locator("[data-field=warn_minutes] input").fill("восемь");
  await row(admin, 0).locator("[data-field=alarm_minutes] input").fill("2");
  await press(admin, "save");
  assert.match(await row(admin, 0).locator("[data-field=warn_minutes] .set-fault").textContent(), /8/);
  await row(admin, 0).locator("[data-field=warn_minutes] input").fill("4");
  await press(admin, "save");
  assert.match(await row(admin, 0).locator("[data-field=alarm_minutes] .set-fault").textContent(), /раньше/);
  await admin.page.screenshot({ path: artefact("settings-wrong.png") });
});

test("leaving with something unsaved is asked about", async () => {
  await at(admin, "[data-nav=people]").click();
  await at(admin, ".set-leave").waitFor();
  await press(admin, "stay");
  assert.equal(await at(admin, "[data-section=thresholds]").count(), 1);
  await row(admin, 0).locator("[data-field=alarm_minutes] input").fill("8");
  await save(admin);
  const board = await (await ask(admin, "GET", `/api/board?group=${kGroup}`)).json();
  assert.deepEqual(board.thresholds.own, [{ warn_ms: 14_400_000, alarm_ms: 28_800_000, timer: "lu", role: null, class: null }]);
});

test("plans are pasted from a spreadsheet", async () => {
  await section(admin, "employee_plans");
  await press(admin, "paste");
  await at(admin, "#settings-paste").fill(`Сотрудник\tЧасы\tС\n${employee.name}\t7,5\t01.02.2026\n${owner.name}\t8\nНикто Такой\t8`);
  await at(admin, ".set-faults li").waitFor();
  await admin.page.screenshot({ path: artefact("settings-paste.png") });
  await press(admin, "take");
  await save(admin);
  const { rows } = await (await ask(admin, "GET", "/api/settings/section/employee_plans")).json();
  assert.equal(rows.length, 2);
  assert.equal(rows.find((one) => one.user_id === employee.id).minutes, 450);
});

test("a client's plan is set for a company", async () => {
  await section(admin, "client_plans");
  await press(admin, "add");
  await row(admin, 0).locator("[data-field=company_id] select").selectOption({ index: 1 });
  await row(admin, 0).locator("[data-field=minutes] input").fill("40");
  await save(admin);
});

test("the second of two administrators hears what the first has done, and may keep his own on top", async () => {
  const second = await openSettings(kAdministrator);
  await section(second, "stoppers");
  await section(admin, "stoppers");
  await row(admin, 0).locator("[data-field=public_title] input").fill("Слово за вами");
  await save(admin);
  await row(second, 1).locator("[data-field=public_title] input").fill("Ждём третьих лиц");
  await press(second, "save");
  await at(second, "[data-meanwhile]").waitFor();
  assert.match(await at(second, "[data-meanwhile]").textContent(), /Слово за вами/);
  await second.page.screenshot({ path: artefact("settings-meanwhile.png") });
  await press(second, "mine");
  await until("the notice to be gone", async () => (await at(second, "[data-meanwhile]").count()) === 0);
  assert.equal(await row(second, 1).locator("[data-field=public_title] input").inputValue(), "Ждём третьих лиц");
  await save(second);
  assert.deepEqual(second.page.faults, []);
  await second.page.close();
});

test("a template is offered to the board", async () => {
  await section(admin, "templates");
  await press(admin, "add");
  await row(admin, 0).locator("[data-field=name] input").fill("Новый сотрудник");
  await row(admin, 0).locator("[data-field=title] input").fill("Завести учётную запись");
  await row(admin, 0).locator("[data-field=body] textarea").fill("ФИО:\nОтдел:");
  await row(admin, 0).locator("[data-field=estimate_minutes] input").fill("1:30");
  await save(admin);
  const { templates } = await (await ask(admin, "GET", `/api/templates?group=${kGroup}`)).json();
  assert.deepEqual(templates, [{ group_id: 0, name: "Новый сотрудник", title: "Завести учётную запись", body: "ФИО:\nОтдел:", type: "", estimate_minutes: 90, important: 0, for_clients: 0 }]);
});

test("the order of classes is a setting of the group", async () => {
  await section(admin, "group");
  await at(admin, "[data-field=estimate-first]").check();
  await save(admin);
  assert.equal((await (await ask(admin, "GET", `/api/settings/group?group=${kGroup}`)).json()).estimate_first, true);
});

test("an appointed administrator administers, and nobody else does", async () => {
  await section(admin, "people");
  await press(admin, "add");
  await row(admin, 0).locator("[data-field=user_id] select").selectOption(String(employee.id));
  await row(admin, 0).locator("[data-field=administrator] input").check();
  await save(admin);
  const appointed = await openSettings(employee.id);
  assert.equal(await at(appointed, ".set-nav [data-nav]").count(), kSections.length);
  await appointed.page.close();
  await row(admin, 0).locator("[data-action=remove]").click();
  await save(admin);
  const again = await openHome(employee.id);
  assert.equal(await at(again, "[data-action=settings]").count(), 0);
  assert.equal((await ask(again, "GET", "/api/settings")).status, 403);
  assert.equal((await ask(again, "POST", "/api/settings/section/types", { version: 0, rows: [] })).status, 403);
  await again.page.close();
});

test("a client's person is given his company", async () => {
  const { users } = await portal.state();
  await section(admin, "clients");
  await press(admin, "add");
  const person = row(admin, 0).locator("[data-field=user_id] select");
  const offered = await person.locator("option").evaluateAll((all) => all.map((one) => Number(one.value)).filter((id) => id !== 0));
  assert.ok(offered.length > 0 && offered.every((id) => users.find((user) => user.id === id).kind !== "employee"), "people from outside alone");
  await person.selectOption(String(offered[0]));
  await row(admin, 0).locator("[data-field=company_id] select").selectOption({ index: 1 });
  await admin.page.screenshot({ path: artefact("settings-client.png") });
  await save(admin);
  const { rows } = await (await ask(admin, "GET", "/api/settings/section/clients")).json();
  assert.deepEqual(rows.map((one) => one.user_id), [offered[0]]);
  assert.ok(rows[0].company_id > 0);
});

test("who is appointed a manager of a group manages it, until he is no more", async () => {
  await section(admin, "managers");
  await press(admin, "add");
  await row(admin, 0).locator("[data-field=group_id] select").selectOption(String(kGroup));
  await row(admin, 0).locator("[data-field=user_id] select").selectOption(String(employee.id));
  await save(admin);
  const appointed = await openSettings(employee.id);
  assert.deepEqual(await at(appointed, ".set-nav [data-nav]").evaluateAll((all) => all.map((one) => one.dataset.nav)), kManagers);
  assert.equal((await ask(appointed, "GET", `/api/settings/stages?group=${kGroup}`)).status, 200);
  await appointed.page.close();
  await row(admin, 0).locator("[data-action=remove]").click();
  await save(admin);
  const again = await openHome(employee.id);
  assert.equal(await at(again, "[data-action=settings]").count(), 0);
  await again.page.close();
});

test("a rule that is saved alone is on open boards at once", async () => {
  const board = await (await ask(admin, "GET", `/api/board?group=${kGroup}`)).json();
  const feed = ask(admin, "GET", `/api/feed?group=${kGroup}&since=${board.revision}`);
  await section(admin, "stages");
  await at(admin, "[data-stage-line]").nth(1).locator("[data-field=wip]").fill("7");
  await save(admin);
  const news = await (await feed).json();
  assert.equal(news.stages[1].rules.wip_limit, 7);
});

test("a manager has the settings of his groups, and no others", async () => {
  const manager = await openSettings(owner.id);
  assert.deepEqual(await at(manager, ".set-nav [data-nav]").evaluateAll((all) => all.map((one) => one.dataset.nav)), kManagers);
  await section(manager, "stages");
  await manager.page.screenshot({ path: artefact("settings-manager.png") });
  for (const name of ["types", "client_plans", "people", "thresholds"]) {
    assert.equal((await ask(manager, "GET", `/api/settings/section/${name}`)).status, 403, name);
    assert.equal((await ask(manager, "POST", `/api/settings/section/${name}`, { version: 0, rows: [] })).status, 403, name);
  }
  assert.equal((await ask(manager, "POST", "/api/settings/release", { group: kGroup, version: 0 })).status, 403);
  assert.deepEqual(manager.page.faults, []);
  await manager.page.close();
});

test("the journal tells who changed what", async () => {
  await section(admin, "journal");
  const { users } = await portal.state();
  const me = users.find((user) => user.id === kAdministrator).name;
  const first = at(admin, "[data-save=types]").last();
  assert.match(await first.textContent(), /Разработка и сопровождение/);
  assert.ok((await first.textContent()).includes(me));
});

test("the help panel shows the guide that stands in the repository", async () => {
  await press(admin, "help");
  await at(admin, "[data-help] h2").first().waitFor();
  assert.equal(await at(admin, "[data-help] h2").first().textContent(), "Администраторам");
  await at(admin, "[data-guide=agents]").click();
  await until("the other guide", async () => (await at(admin, "[data-help] h2").first().textContent()) === "Исполнителям");
  await admin.page.screenshot({ path: artefact("settings-help.png") });
  for (const colorScheme of ["light", "dark"]) {
    await admin.page.emulateMedia({ colorScheme });
    assert.deepEqual(await findings(admin.inner), [], `help, ${colorScheme}`);
  }
  await admin.page.emulateMedia({ colorScheme: "light" });
  await press(admin, "close-help");
});

for (const [width, scheme] of [[1440, "light"], [1024, "dark"], [390, "light"]]) {
  test(`nothing serious is found on any section, ${width} px, ${scheme}`, async () => {
    const desk = await openSettings(kAdministrator, { width, height: 900 });
    await desk.page.emulateMedia({ colorScheme: scheme });
    for (const name of kSections) {
      await section(desk, name);
      assert.deepEqual(await findings(desk.inner), [], name);
      const wide = await desk.inner.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
      await desk.page.screenshot({ path: artefact(`settings-${name}-${width}-${scheme}.png`) });
    }
    assert.deepEqual(desk.page.faults, []);
    await desk.page.close();
  });
}

test("a released group is gone, and is bound again with its settings", async () => {
  await section(admin, "groups");
  await press(admin, "release");
  await at(admin, ".set-release li").first().waitFor();
  await admin.page.screenshot({ path: artefact("settings-release.png") });
  await press(admin, "release-yes");
  await at(admin, ".set-done").waitFor();
  assert.equal((await ask(admin, "GET", `/api/board?group=${kGroup}`)).status, 404);
  await press(admin, "bind");
  await press(admin, "install-next");
  await at(admin, `[data-group="${kGroup}"]`).first().click();
  await press(admin, "install-next");
  await at(admin, "[data-step]").first().waitFor();
  await press(admin, "install-next");
  await until("the group to be bound again", async () => (await ask(admin, "GET", `/api/board?group=${kGroup}`)).status === 200, 60_000);
  const { saves } = await (await ask(admin, "GET", `/api/settings/journal?before=${Date.now() + 86_400_000}`)).json();
  const told = saves.filter((one) => one.section === "groups").map((one) => [one.by, one.changes[0].field]);
  assert.deepEqual(told, [[kAdministrator, "added"], [kAdministrator, "removed"], [kAdministrator, "added"]]);
  assert.deepEqual(admin.page.faults, []);
});
