// Several groups on one board: columns by the roles of their stages, each card moved in its own group.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, drag, pageAs, visit } from "./support/browser.mjs";
import { cardOn, kAdministrator, kGroup, kWidths, screenshots, startDesk } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kOther = 78;
const kLongAgo = "2001-01-01T00:00:00+03:00";

let desk;
let portal;
let page;
let frame;
let own;
let theirs;

before(async () => {
  desk = await startDesk({ tasks: 40, groups: [kGroup, kOther] });
  ({ portal } = desk);
  // On both boards at their heads: columns draw only what can be seen.
  const made = async (group, title) => {
    const { task } = await portal.act(kAdministrator, "tasks.task.add", { fields: { TITLE: title, GROUP_ID: group, RESPONSIBLE_ID: kAdministrator, PRIORITY: 2, DEADLINE: kLongAgo } });
    return Number(task.id);
  };
  own = await made(kGroup, "Of the board's own group");
  theirs = await made(kOther, "Of the other group");
  ({ page, frame } = await desk.open(kAdministrator));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});

after(async () => {
  await desk?.stop();
});

const counts = () => frame.locator("[data-count]").evaluateAll((all) => all.reduce((sum, one) => sum + Number(one.dataset.count), 0));
const stagesOf = async (group) => Object.values(await portal.act(kAdministrator, "task.stages.get", { entityId: group, isAdmin: "Y" })).sort((a, b) => a.SORT - b.SORT);
const stageOf = async (ticket) => (await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "STAGE_ID"] })).task.stageId;
const column = (role) => frame.locator("section[data-stage]").nth(["intake", "triage", "queue", "work"].indexOf(role));
const open = async (group) => {
  const { tasks, total } = await portal.answer(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: group, "!REAL_STATUS": 5 }, select: ["ID"], start: 0 }).then((answer) => ({ ...answer.result, total: answer.total }));
  return total ?? tasks.length;
};

test("the other group joins the board; its cards say whose they are, counts are of both", async () => {
  await cardOn(frame, own).waitFor();
  assert.equal(await cardOn(frame, theirs).count(), 0);
  const alone = await counts();
  await frame.locator("[data-groups] .view-button").click();
  await frame.locator(`[data-groups] input[value="${kOther}"]`).check();
  await cardOn(frame, theirs).waitFor();
  await page.screenshot({ path: artefact("joint-picker.png") });
  await page.keyboard.press("Escape");
  assert.equal(await cardOn(frame, theirs).locator(".card-group").count(), 1);
  const { groups } = await portal.state();
  assert.equal(await cardOn(frame, theirs).locator(".card-group").innerText(), groups.find((group) => group.id === kOther).name);
  const added = await open(kOther);
  await until("the counts to be those of both", async () => (await counts()) >= alone + added - 5 && (await counts()) > alone);
  await frame.locator("[data-facet=group]").waitFor();
});

test("a card moves to the stage of that role in its own group", async () => {
  for (const [ticket, group] of [[theirs, kOther], [own, kGroup]]) {
    const [, second] = await stagesOf(group);
    await drag(page, cardOn(frame, ticket), column("triage"));
    await until("the portal to have it there", async () => (await stageOf(ticket)) === second.ID);
    await column("triage").locator(`[data-ticket="${ticket}"][data-state=idle]`).waitFor();
  }
});

test("changes in either group glide in", async () => {
  for (const [ticket, title] of [[own, "Renamed here"], [theirs, "Renamed there"]]) {
    await portal.act(kAdministrator, "tasks.task.update", { taskId: ticket, fields: { TITLE: title } });
    await cardOn(frame, ticket).filter({ hasText: title }).waitFor();
  }
});

test("a new request asks for which group it is", async () => {
  await column("intake").locator('[data-action="create"]').click();
  await column("intake").locator('[data-field="new-group"]').selectOption(String(kOther));
  await column("intake").locator('[data-field="new-title"]').fill("Begun for the other group");
  await page.screenshot({ path: artefact("joint-create.png") });
  await column("intake").locator('[data-action="create-do"]').click();
  await until("the portal to have it in that group", async () => {
    const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { TITLE: "Begun for the other group" }, select: ["ID", "GROUP_ID"] });
    return tasks.length === 1 && Number(tasks[0].groupId) === kOther;
  });
  await page.keyboard.press("Escape");
});

test("its panel moves it among its own stages alone", async () => {
  await cardOn(frame, theirs).locator(".card-title").click();
  const titles = await frame.locator('[data-panel] [data-field="stage"] option').allInnerTexts();
  assert.deepEqual(titles, (await stagesOf(kOther)).map((stage) => stage.TITLE));
  await screenshots(page, "joint-panel");
  await frame.locator('[data-panel] [data-action="close"]').click();
});

test("the choice is kept for this person and goes along with a link", async () => {
  await frame.locator("[data-view=share]").click();
  const said = await frame.locator(".notice-text").last().innerText();
  const link = /http\S+/.exec(said)?.[0] ?? (await page.evaluate(() => navigator.clipboard.readText()));
  const other = await pageAs(desk.browser, portal.origin, kAdministrator);
  await visit(other, link);
  await other.frameLocator("iframe.app-frame").locator(`[data-ticket="${theirs}"]`).waitFor();
  await other.context().close();
  await until("it to be kept", async () => {
    const again = await desk.open(kAdministrator);
    try {
      return (await again.frame.locator(`[data-ticket="${theirs}"]`).waitFor({ timeout: 2500 }), true);
    } finally {
      await again.page.context().close();
    }
  }, 20000);
});

test("who is no member of a group does not get its board", async () => {
  const agent = desk.employees.at(-1);
  await portal.act(kAdministrator, "sonet_group.user.delete", { GROUP_ID: kOther, USER_ID: agent.id });
  const theirDesk = await desk.open(agent.id);
  const session = JSON.parse(await theirDesk.frame.locator("#sd-bootstrap").textContent()).session;
  const asked = async (path) => (await fetch(desk.world.service + path, { headers: { authorization: `Bearer ${session}` } })).status;
  await until("the service to know who has left the group", async () => (await asked(`/api/board?groups=${kGroup},${kOther}`)) === 403);
  assert.equal(await asked(`/api/feed?groups=${kGroup},${kOther}&since=0,0`), 403);
  assert.equal(await asked(`/api/search?groups=${kOther}&text=printer`), 403);
  assert.equal(await asked(`/api/board?groups=${kGroup},x`), 400);
  assert.equal(await asked(`/api/feed?groups=${kGroup}&since=0,1`), 400);
  await theirDesk.page.context().close();
});

test("it looks right and reads well, light and dark", async () => {
  const inner = page.frames().find((one) => one.url().startsWith(desk.world.service));
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of kWidths) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: artefact(`joint-${width}-${colorScheme}.png`) });
    }
    assert.deepEqual(await findings(inner), [], colorScheme);
  }
  assert.deepEqual(page.faults, []);
});
