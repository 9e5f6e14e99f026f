// The official SDK's own build, untouched, in a frame that the double's pages host.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startApplication } from "./support/app_server.mjs";
import { launch, pageAs, visit } from "./support/browser.mjs";
import { startDouble } from "./support/double.mjs";
import { until } from "./support/wait.mjs";

const kPage = fileURLToPath(new URL("support/sdk_page.html", import.meta.url));
const kAdministrator = 1;
const kClient = "local.sdkprobe.1";

let application;
let portal;
let browser;
let page;
let group;
let task;

before(async () => {
  application = await startApplication(kPage);
  portal = await startDouble(["--tasks", "60"]);
  browser = await launch();
  await portal.app({
    client_id: kClient,
    client_secret: "sdk-probe-secret",
    title: "SDK probe",
    handler: `${application.origin}/handler`,
    install: `${application.origin}/install`,
    scopes: ["task", "tasks", "user", "placement", "sonet_group"],
    api_only: false,
  });
  group = (await portal.state()).groups[0].id;
  ({ task } = await portal.act(kAdministrator, "tasks.task.add", {
    fields: { TITLE: "Probe", GROUP_ID: group, RESPONSIBLE_ID: kAdministrator },
  }));
  page = await pageAs(browser, portal.origin, kAdministrator);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
  await application?.close();
});

/** The application's frame on `page`, once the SDK in it has finished its handshake. */
async function frameOf(place = "main") {
  const handle = await page.locator(`${place} iframe.app-frame`).elementHandle();
  const frame = await handle.contentFrame();
  await frame.waitForSelector("html[data-ready=yes]");
  return frame;
}

let frame;

test("the installer's frame is opened as a real portal does and the SDK starts in it", async () => {
  await visit(page, `${portal.origin}/marketplace/app/${kClient}/`);
  frame = await frameOf();
  const opened = application.opened.at(-1);
  assert.equal(opened.path, "/install");
  assert.equal(opened.query.get("DOMAIN"), new URL(portal.origin).host);
  assert.equal(opened.query.get("PROTOCOL"), "0");
  assert.match(opened.query.get("APP_SID"), /^[0-9a-f]{32}$/);
  for (const field of ["AUTH_ID", "AUTH_EXPIRES", "REFRESH_ID", "member_id", "status", "PLACEMENT"]) {
    assert.notEqual(opened.form.get(field) ?? "", "", field);
  }
  assert.equal(opened.form.get("PLACEMENT"), "DEFAULT");
  assert.equal(await frame.evaluate(() => window.frame.isInstallMode), true);
  assert.equal(await frame.evaluate(() => window.frame.isFirstRun), true);
});

test("installFinish installs the application and the portal shows its main page", async () => {
  void frame.evaluate(() => void window.frame.installFinish());
  await page.waitForURL(/install_finished=Y/);
  frame = await frameOf();
  assert.equal(application.opened.at(-1).path, "/handler");
  assert.equal(await frame.evaluate(() => window.frame.isInstallMode), false);
  const { apps } = await portal.state();
  assert.equal(apps.find((app) => app.client_id === kClient).installed, true);
});

test("a placement it binds becomes a tab of every group", async () => {
  const bound = await frame.evaluate(
    async (handler) =>
      (await window.frame.actions.v2.call.make({
        method: "placement.bind",
        params: { PLACEMENT: "SONET_GROUP_DETAIL_TAB", HANDLER: handler, TITLE: "Probe tab" },
      })).getData().result,
    `${application.origin}/tab`,
  );
  assert.equal(bound, true);
  await visit(page, `${portal.origin}/workgroups/group/${group}/`);
  await page.getByRole("tab", { name: "Probe tab" }).click();
  frame = await frameOf();
  const opened = application.opened.at(-1);
  assert.equal(opened.path, "/tab");
  assert.equal(opened.form.get("PLACEMENT"), "SONET_GROUP_DETAIL_TAB");
  assert.equal(JSON.parse(opened.form.get("PLACEMENT_OPTIONS")).GROUP_ID, String(group));
  assert.equal(await frame.evaluate(() => window.frame.placement.options.GROUP_ID), String(group));
});

test("a v2 call", async () => {
  const rows = await frame.evaluate(
    async (id) =>
      (await window.frame.actions.v2.call.make({
        method: "tasks.task.list",
        params: { filter: { GROUP_ID: id }, select: ["ID", "TITLE"], start: -1 },
      })).getData().result.tasks,
    group,
  );
  assert.ok(rows.length > 0);
  assert.equal(typeof rows[0].id, "string");
});

test("a positional call", async () => {
  const result = await frame.evaluate(
    async (id) =>
      (await window.frame.actions.v2.call.make({
        method: "task.elapseditem.add",
        params: { TASKID: id, ARFIELDS: { SECONDS: 600, COMMENT_TEXT: "probe" } },
      })).getData().result,
    Number(task.id),
  );
  assert.ok(Number(result) > 0);
});

test("a batch", async () => {
  const data = await frame.evaluate(
    async (id) =>
      (await window.frame.actions.v2.batch.make({
        calls: { me: ["user.current", {}], one: ["tasks.task.get", { taskId: id }] },
        options: { isHaltOnError: false },
      })).getData(),
    Number(task.id),
  );
  assert.equal(data.me.ID, String(kAdministrator));
  assert.equal(data.one.task.id, task.id);
});

test("a v3 call", async () => {
  const data = await frame.evaluate(
    async (id) =>
      (await window.frame.actions.v3.call.make({
        method: "tasks.task.get",
        params: { id, select: ["id", "title"] },
      })).getData(),
    Number(task.id),
  );
  assert.equal(Number(data.result.item.id), Number(task.id));
});

test("an expired token is renewed through the bridge and the call repeated", async () => {
  const before = await frame.evaluate(() => window.frame.auth.getAuthData().access_token);
  await portal.fault({ method: "user.current", kind: "expired", count: 1 });
  const me = await frame.evaluate(
    async () => (await window.frame.actions.v2.call.make({ method: "user.current" })).getData().result,
  );
  assert.equal(me.ID, String(kAdministrator));
  assert.notEqual(await frame.evaluate(() => window.frame.auth.getAuthData().access_token), before);
});

test("resizeWindow sizes the frame and answers with what it did", async () => {
  const size = await frame.evaluate(() => window.frame.parent.resizeWindow(900, 700));
  assert.deepEqual(size, { width: 900, height: 700 });
  const box = await page.locator("main iframe.app-frame").boundingBox();
  assert.deepEqual([Math.round(box.width), Math.round(box.height)], [900, 700]);
});

test("setTitle changes the title of the page around the frame", async () => {
  await frame.evaluate(() => window.frame.parent.setTitle("Probe title"));
  assert.equal(await page.locator("#page-title").textContent(), "Probe title");
});

test("options of the person are kept by the portal", async () => {
  await frame.evaluate(() => window.frame.options.userSet("probe", "kept"));
  await page.reload();
  frame = await frameOf();
  assert.equal(await frame.evaluate(() => window.frame.options.userGet("probe")), "kept");
});

test("openPath refuses what a portal refuses", async () => {
  const fault = await frame.evaluate(() =>
    window.frame.slider.openPath(window.frame.slider.getUrl("/bitrix/admin/")).then(
      () => "opened",
      (error) => error.message,
    ),
  );
  assert.equal(fault, "PATH_NOT_AVAILABLE");
});

test("openPath opens the task in a slider and hears of its closing", async () => {
  const closing = frame.evaluate(
    (path) => window.frame.slider.openPath(window.frame.slider.getUrl(path)),
    `/workgroups/group/${group}/tasks/task/view/${task.id}/`,
  );
  const inside = page.frameLocator(".slider-page");
  await inside.getByRole("heading", { name: "Probe", level: 1 }).waitFor();
  await page.locator("[data-action=close-slider]").click();
  assert.deepEqual(await closing, { isOpenAtNewWindow: false, isClose: true });
});

test("openApplication opens the application again, with its parameters, in a slider", async () => {
  const opening = frame.evaluate(() =>
    window.frame.slider.openSliderAppPage({ route: "card", bx24_width: 500, bx24_title: "Inner" }),
  );
  const inner = await frameOf(".slider");
  const options = await inner.evaluate(() => ({ ...window.frame.placement.options }));
  assert.equal(options.route, "card");
  assert.equal(options.bx24_width, undefined);
  assert.equal(await inner.evaluate(() => window.frame.placement.isSliderMode), true);
  void inner.evaluate(() => void window.frame.slider.closeSliderAppPage().catch(() => undefined)).catch(() => undefined);
  assert.equal(await opening, "");
});

test("selectUser gives the chosen person, or null", async () => {
  const { users } = await portal.state();
  const wanted = users.find((user) => user.kind === "employee");
  const chosen = frame.evaluate(() => window.frame.dialog.selectUser());
  await page.locator(`dialog input[value="${wanted.id}"]`).check();
  await page.locator("dialog [data-action=choose]").click();
  const person = await chosen;
  assert.equal(String(person.id), String(wanted.id));
  assert.equal(person.name, wanted.name);

  const none = frame.evaluate(() => window.frame.dialog.selectUser());
  await page.locator("dialog [data-action=cancel]").click();
  assert.equal(await none, null);
});

test("getInterface answers; an unknown command is left without a word", async () => {
  const known = await frame.evaluate(() => window.frame.placement.getInterface());
  assert.ok(Array.isArray(known.command) && Array.isArray(known.event));
  const unknown = await frame.evaluate(() => window.frame.placement.call("noSuchCommand", { a: 1 }));
  assert.deepEqual(unknown, { isSafely: true });
});

test("somebody who is no administrator sees that an application is not installed", async () => {
  await portal.app({
    client_id: "local.sdkprobe.2",
    client_secret: "sdk-probe-secret",
    title: "Not yet",
    handler: `${application.origin}/handler`,
    install: `${application.origin}/install`,
    scopes: ["task"],
    api_only: false,
  });
  const { users } = await portal.state();
  const employee = users.find((user) => user.kind === "employee");
  const other = await pageAs(browser, portal.origin, employee.id);
  await visit(other, `${portal.origin}/marketplace/app/local.sdkprobe.2/`);
  assert.equal(await other.locator("[data-page=not-installed]").count(), 1);
  await other.context().close();
});

test("no page threw", async () => {
  assert.deepEqual(page.faults, []);
  await until("the frame to be there", () => frame.evaluate(() => true));
});
