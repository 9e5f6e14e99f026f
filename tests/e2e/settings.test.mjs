// The settings page: an administrator sees how the portal is followed and what was set aside, and runs it again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { installApplication } from "../../install/demo/install_app.mjs";
import { artefact, launch, pageAs, visit } from "./support/browser.mjs";
import { until } from "./support/wait.mjs";
import { startWorld } from "./support/world.mjs";

const kAdministrator = 1;
const kGroup = 77;
const kWidths = [1440, 1024, 390];

let world;
let portal;
let browser;
let employee;
let admin;
let settings;
let lastRow = 900000;

before(async () => {
  world = await startWorld({ tasks: 40 });
  ({ portal } = world);
  await installApplication({ portal: portal.origin, service: world.service, clientId: world.clientId, group: kGroup, user: kAdministrator, clientCheck: false, say: () => undefined });
  const { users, groups } = await portal.state();
  const members = new Set(groups.find((group) => group.id === kGroup).members);
  employee = users.find((user) => members.has(user.id) && user.kind === "employee" && user.active && user.id !== kAdministrator);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

/** Puts rows into the inbox as the drain leaves them that gives up: what makes it give up takes minutes. Returns their numbers. */
function setAside(...tickets) {
  const rows = tickets.map((ticket) => [(lastRow += 1), ticket]);
  world.database.run(
    true,
    "INSERT INTO inbox (portal, id, kind, object_id, payload_sealed, received_ms, due_ms, attempts, state, settled_ms, reason)" +
      " VALUES (1, ?, 'ticket', ?, '', 1767603600000, 1767603600000, 8, 2, 1767603700000, 'portal.shape')",
    ...rows,
  );
  return rows.map(([row]) => row);
}

/** Sets figures of the portal as those who do the work record them. */
function record(figures) {
  const rows = Object.entries(figures).map(([figure, value]) => [figure, Number(value)]);
  world.database.run(false, "REPLACE INTO sync_figure (portal, figure, value, updated_ms) VALUES (1, ?, ?, 0)", ...rows);
}

/** The application's page of the left menu, as `user` sees it. */
async function openApplication(user) {
  const page = await pageAs(browser, portal.origin, user);
  await visit(page, `${portal.origin}/marketplace/app/${world.clientId}/`);
  await page.locator("iframe.app-frame").waitFor();
  return { page, frame: page.frameLocator("iframe.app-frame") };
}

const tickets = async () => {
  const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: kGroup }, select: ["ID"], start: 0 });
  return tasks.slice(0, 3).map((task) => Number(task.id));
};
const setAsideCount = () => settings.locator("[data-set-aside]").textContent().then(Number);

test("an administrator opens the settings and sees a healthy portal", async () => {
  admin = await openApplication(kAdministrator);
  settings = admin.frame;
  await settings.locator("[data-action=settings]").click();
  await settings.locator("[data-nav=health]").click();
  await settings.locator("[data-page=settings] [data-healthy]").waitFor();
  assert.equal(await settings.locator("[data-healthy]").getAttribute("data-healthy"), "true");
  assert.equal(await setAsideCount(), 0);
  assert.equal(await settings.locator("[data-tokens] dt").count(), 1);
  assert.equal(await settings.locator("[data-concern='token.single']").getAttribute("data-level"), "note");
});

test("rows set aside are seen with their reason, and one is run again", async () => {
  const [first, second, third] = await tickets();
  const [number] = setAside(first, second, third);
  await settings.locator("[data-action=home]").click();
  await settings.locator("[data-action=settings]").click();
  await settings.locator("[data-nav=health]").click();
  await settings.locator("[data-aside]").nth(2).waitFor();
  assert.equal(await settings.locator("[data-concern='inbox.set_aside']").getAttribute("data-level"), "attention");
  const row = settings.locator(`[data-aside="${number}"]`);
  assert.match(await row.textContent(), new RegExp(`${first}.*portal\\.shape`, "s"));
  const before = admin.page.viewportSize();
  for (const width of kWidths) {
    await admin.page.setViewportSize({ width, height: 900 });
    await admin.page.screenshot({ path: artefact(`settings-${width}.png`), fullPage: true });
  }
  await admin.page.setViewportSize(before);
  await row.locator("[data-action=again]").click();
  await row.waitFor({ state: "detached" });
  await until("two rows to be left", async () => (await setAsideCount()) === 2);
  assert.notEqual(await settings.locator("[data-said]").textContent(), "");
  await until("the row to be worked in", async () => /servicedesk_inbox_pending 0\b/.test(await (await fetch(`${world.service}/metrics`)).text()));
});

test("a row is discarded after a question, and the rest at once", async () => {
  const row = settings.locator("[data-aside]").first();
  await row.locator("[data-action=discard]").click();
  await row.locator("[data-action=discard-yes]").click();
  await until("one row to be left", async () => (await setAsideCount()) === 1);
  setAside(...(await tickets()).slice(0, 1));
  await settings.locator("[data-action=home]").click();
  await settings.locator("[data-action=settings]").click();
  await settings.locator("[data-nav=health]").click();
  await settings.locator("[data-action=again-all]").click();
  await until("no row to be left", async () => (await setAsideCount()) === 0);
  await until("the portal to be healthy", async () => (await settings.locator("[data-healthy]").getAttribute("data-healthy")) === "true");
});

test("the metrics tell the same", async () => {
  let text;
  await until("the service to have said that it is alive", async () => {
    text = await (await fetch(`${world.service}/metrics`)).text();
    return text.includes('figure="service.at"');
  });
  assert.match(text, /servicedesk_portal_attention\{portal="[^"]+"\} 0\b/);
  assert.match(text, /servicedesk_inbox_set_aside\{portal="[^"]+"\} 0\b/);
  assert.match(text, /servicedesk_portal_timestamp_seconds\{[^}]*figure="service\.at"[^}]*\} \d/);
});

test("an employee finds no way to the settings and is refused by the service", async () => {
  const { page, frame } = await openApplication(employee.id);
  await frame.locator("[data-page=home] .home-group").first().waitFor();
  assert.equal(await frame.locator("[data-action=settings]").count(), 0);
  const session = JSON.parse(await frame.locator("#sd-bootstrap").textContent()).session;
  for (const [method, route] of [["GET", "/api/health"], ["POST", "/api/health/aside/again"], ["POST", "/api/health/aside/discard"]]) {
    const body = method === "POST" ? { body: JSON.stringify({ all: true }) } : {};
    const answer = await fetch(world.service + route, { method, headers: { authorization: `Bearer ${session}` }, ...body });
    assert.equal(answer.status, 403, route);
    assert.equal((await answer.json()).error, "admin.only");
    assert.equal((await fetch(world.service + route, { method, ...body })).status, 401, route);
  }
  assert.deepEqual(page.faults, []);
});

test("an open board says what is not there yet, and how old it is while the portal is away", async () => {
  const page = await pageAs(browser, portal.origin, employee.id);
  await visit(page, `${portal.origin}/workgroups/group/${kGroup}/`);
  await page.locator("[role=tab][data-tab^='app.']").first().click();
  const board = page.frameLocator("iframe.app-frame");
  await board.locator("section[data-stage]").first().waitFor();
  const [ticket] = await tickets();
  // What a board hears comes with the next change.
  const change = (title) => portal.act(kAdministrator, "tasks.task.update", { taskId: ticket, fields: { TITLE: title } });
  await until("the first reading to be over", async () => {
    await change(`Reading ${performance.now()}`);
    return (await board.locator("[data-sync]").count()) === 0;
  }, 60_000);

  await until("the board to say what is missing", async () => {
    // Again each time: the service writes its own last figures of the finished reading within a second.
    record({ "backfill.phase": 4, "backfill.closed.planned": 98000, "backfill.closed.done": 31250 });
    await change(`Filling ${performance.now()}`);
    return /закрытые задачи.*31.250.*98.000/s.test(await board.locator("[data-sync]").textContent({ timeout: 1000 }));
  }, 20_000);
  record({ "portal.outage_since": Date.now() - 3_600_000, "portal.outage_reason": 1, "portal.answered_at": Date.now() - 3_660_000 });
  await until("the board to say its age", async () => {
    await change(`Away ${performance.now()}`);
    return /Портал не отвечает с .* Доска показывает состояние на /.test(await board.locator("[data-sync]").textContent({ timeout: 1000 }));
  });
  await page.screenshot({ path: artefact("board-outage.png") });
  await settings.locator("[data-action=home]").click();
  await settings.locator("[data-action=settings]").click();
  await settings.locator("[data-nav=health]").click();
  await settings.locator("[data-concern='outage.unreachable'][data-level=attention]").waitFor();
  await settings.locator("[data-backfill][data-phase=closed]").waitFor();
  assert.match(await settings.locator("[data-backfill] [data-groups] li").first().textContent(), /\d+ из \d+/);
  await admin.page.screenshot({ path: artefact("settings-outage.png") });

  record({ "backfill.phase": 7, "portal.outage_since": 0 });
  await until("the board to be silent again", async () => {
    await change(`Back ${performance.now()}`);
    return (await board.locator("[data-sync]").count()) === 0;
  });
  assert.deepEqual(page.faults, []);
});

test("no script error on the settings page", () => assert.deepEqual(admin.page.faults, []));
