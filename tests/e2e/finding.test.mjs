// Finding and seeing: search, choices, lanes, order, density, folded columns, the list; kept for each person.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { artefact, drag, pageAs, visit } from "./support/browser.mjs";
import { cardOn, columnOn, inColumn, kAdministrator, kGroup, screenshots, stagesOn, startDesk, ticketOnBoard } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

let desk;
let portal;
let me;
let page;
let frame;

before(async () => {
  desk = await startDesk({ tasks: 60 });
  ({ portal } = desk);
  await portal.fillFields(kGroup);
  [me] = desk.employees;
  ({ page, frame } = await desk.open(me.id));
  await frame.locator(".chip.alarm").first().waitFor();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
});

after(async () => {
  await desk?.stop();
});

const shownCards = () => frame.locator("[data-ticket]").count();
const status = () => frame.locator(".filters [role=status]").innerText();

test("search finds by number, words and client at every key", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Ёлочная игрушка на складе");
  const search = frame.locator("input[type=search]").first();
  for (const text of [String(ticket), "елочная", "СКЛАДЕ игрушка"]) {
    await search.fill(text);
    await until(`only the ticket to be found by ${text}`, async () => (await shownCards()) === 1 && (await cardOn(frame, ticket).count()) === 1);
  }
  await search.fill("нет такого слова");
  await until("nothing to be found", async () => (await shownCards()) === 0);
  assert.match(await status(), /0/);
  await search.fill("");
});

test("choices narrow the board; counts stay those of the full set", async () => {
  const counts = await frame.locator("[data-count]").evaluateAll((all) => all.map((one) => one.dataset.count));
  await frame.locator("[data-facet=type] .filter-chip").click();
  await frame.locator("[data-facet=type] label").filter({ hasText: "Аналитика" }).click();
  await page.screenshot({ path: artefact("board-choices.png") });
  await page.keyboard.press("Escape");
  await until("only that Type to be shown", async () => {
    const types = await frame.locator("[data-ticket] .card-chips .chip:first-child").allInnerTexts();
    return types.length > 0 && types.every((type) => type === "Аналитика");
  });
  assert.deepEqual(await frame.locator("[data-count]").evaluateAll((all) => all.map((one) => one.dataset.count)), counts);
  await frame.locator('[data-chip="stopped"]').click();
  await until("only stopped cards of it to be shown", async () => (await frame.locator("[data-ticket]:not(.stopped)").count()) === 0);
  await frame.locator(".filters > .filters-chips > .filter-clear").click();
});

// Cards of one test would push those of the next out of what a column draws.
const takeAway = (ticket) => portal.act(kAdministrator, "tasks.task.delete", { taskId: ticket });

test("tags narrow the board, and stand in the panel", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Tagged", { TAGS: ["касса", "vip"] });
  await frame.locator("[data-facet=tags] .filter-chip").click();
  await frame.locator("[data-facet=tags] label").filter({ hasText: "касса" }).locator("input").check();
  await page.keyboard.press("Escape");
  await until("only that card to be shown", async () => (await shownCards()) === 1 && (await cardOn(frame, ticket).count()) === 1);
  await cardOn(frame, ticket).locator(".card-title").click();
  await frame.locator("[data-panel] [data-tags]").waitFor();
  assert.deepEqual(await frame.locator("[data-panel] [data-tags] li").allInnerTexts(), ["vip", "касса"]);
  await page.screenshot({ path: artefact("board-tags.png") });
  await frame.locator('[data-panel] [data-action="close"]').click();
  await frame.locator(".filters > .filters-chips > .filter-clear").click();
  await takeAway(ticket);
});

test("what stands in a description alone is found too", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Nothing in its title", { DESCRIPTION: "Не работает ЭКСКАВАТОР у клиента" });
  const search = frame.locator("input[type=search]").first();
  await search.fill("экскаватор");
  await until("the card to be found by its text", async () => (await cardOn(frame, ticket).count()) === 1 && (await shownCards()) === 1);
  await search.fill("экскаватора нет");
  await until("nothing to be found", async () => (await shownCards()) === 0 && (await frame.locator("[data-texts]").count()) === 0);
  await search.fill("");
  await takeAway(ticket);
});

test("cards stand where they were put by hand, for everybody, and the portal has heard of it", async () => {
  const tickets = [];
  for (const name of ["first", "second", "third"]) tickets.push(await ticketOnBoard(portal, frame, me.id, `By hand ${name}`));
  const [first, second, third] = tickets;
  await frame.locator("[data-view=order]").selectOption("hand");
  const [intake] = await stagesOn(frame);
  const room = columnOn(frame, intake).locator(".column-room");
  await room.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await cardOn(frame, third).waitFor();
  const order = async (of) => {
    const tops = [];
    for (const ticket of tickets) tops.push([(await cardOn(of, ticket).boundingBox())?.y ?? Infinity, ticket]);
    return tops.sort((a, b) => a[0] - b[0]).map(([, ticket]) => ticket);
  };
  assert.deepEqual(await order(frame), [first, second, third]);
  // With the keyboard: the third one up by one, twice.
  await cardOn(frame, third).locator(".card-title").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await until("it to stand above the second", async () => (await order(frame)).join() === [first, third, second].join() && (await cardOn(frame, third).getAttribute("data-state")) === "idle");
  // And with the mouse: the first one behind the second.
  const from = await cardOn(frame, first).boundingBox();
  const to = await cardOn(frame, second).boundingBox();
  await page.mouse.move(from.x + 80, from.y + from.height - 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y + from.height + 4, { steps: 3 });
  await page.mouse.move(to.x + 90, to.y + to.height - 6, { steps: 8 });
  await frame.locator(".spot-after, .spot-before").first().waitFor();
  await page.screenshot({ path: artefact("board-by-hand.png") });
  await page.mouse.up();
  await until("the order to be the one that was made", async () => (await order(frame)).join() === [third, second, first].join());
  await until("the portal to have it so", async () => {
    const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: kGroup, ID: tickets }, order: { SORTING: "asc" }, select: ["ID"] });
    return tasks.map((task) => Number(task.id)).join() === [third, second, first].join();
  });
  const other = await desk.open(desk.employees[1].id);
  await other.frame.locator("[data-view=order]").selectOption("hand");
  await columnOn(other.frame, intake).locator(".column-room").evaluate((element) => (element.scrollTop = element.scrollHeight));
  await cardOn(other.frame, first).waitFor();
  await until("somebody else to see it", async () => (await order(other.frame)).join() === [third, second, first].join());
  await other.page.context().close();
  await frame.locator("[data-view=order]").selectOption("smart");
  for (const ticket of tickets) await takeAway(ticket);
});

test("lanes group by company, and a card moves inside them", async () => {
  await frame.locator("[data-view=lanes]").selectOption("company");
  await frame.locator("[data-lane]").first().waitFor();
  await screenshots(page, "board-lanes");
  const titles = await frame.locator(".lane-name").allInnerTexts();
  assert.ok(titles.length > 1, titles.join());
  await frame.locator("[data-view=lanes]").selectOption("none");
});

test("the order inside columns follows the choice", async () => {
  await frame.locator("[data-view=order]").selectOption("deadline");
  await frame.locator("[data-view=order]").selectOption("smart");
});

test("compact cards, folded columns and filters are kept for this person", async () => {
  const [first, second] = await stagesOn(frame);
  await frame.locator("[data-view=compact]").click();
  await columnOn(frame, second).locator(".fold").click();
  await frame.locator('[data-chip="stopped"]').click();
  await until("the view to be kept", async () => {
    const again = await desk.open(me.id);
    try {
      await again.frame.locator(".card.compact").first().waitFor({ timeout: 1500 });
      const folded = await columnOn(again.frame, second).getAttribute("class");
      const pressed = await again.frame.locator('[data-chip="stopped"]').getAttribute("aria-pressed");
      await again.page.screenshot({ path: artefact("board-compact.png") });
      return folded.includes("folded") && pressed === "true";
    } finally {
      await again.page.context().close();
    }
  }, 20000);
  const other = await desk.open(desk.employees[1].id);
  assert.equal(await other.frame.locator(".card.compact").count(), 0);
  await other.page.context().close();
  await frame.locator("[data-view=compact]").click();
  await columnOn(frame, second).locator(".fold").click();
  await frame.locator('[data-chip="stopped"]').click();
  assert.ok(first);
});

test("a link opens the same view for somebody else", async () => {
  await frame.locator("[data-view=lanes]").selectOption("type");
  await frame.locator("[data-view=share]").click();
  await frame.locator(".notice a, .notice-text").first().waitFor();
  const said = await frame.locator(".notice-text").last().innerText();
  const link = /http\S+/.exec(said)?.[0] ?? (await page.evaluate(() => navigator.clipboard.readText()));
  const other = await pageAs(desk.browser, portal.origin, desk.employees[1].id);
  await visit(other, link);
  const theirs = other.frameLocator("iframe.app-frame");
  await theirs.locator("[data-lane]").first().waitFor();
  assert.equal(await theirs.locator("[data-view=lanes]").inputValue(), "type");
  await other.context().close();
  await frame.locator("[data-view=lanes]").selectOption("none");
});

test("the list sorts, chooses columns and changes deadline and assignee in place", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "=1+1 in the list");
  await frame.locator("[data-mode=list]").click();
  const row = frame.locator(`[data-row="${ticket}"]`);
  await row.waitFor();
  await screenshots(page, "list");
  await frame.locator("[data-sort=title]").click();
  assert.equal(await frame.locator("th").filter({ has: frame.locator("[data-sort=title]") }).getAttribute("aria-sort"), "ascending");
  await frame.locator(".list-chooser summary").click();
  await frame.locator(".list-chooser label").filter({ hasText: "WIA" }).click();
  await frame.locator("[data-sort=wia]").waitFor();
  await frame.locator(".list-chooser summary").click();
  await row.locator("[data-cell=assignee] .list-edit").click();
  await row.locator("select").selectOption(String(desk.employees[1].id));
  await until("the portal to have the assignee", async () => Number((await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "RESPONSIBLE_ID"] })).task.responsibleId) === desk.employees[1].id);
  await row.locator("[data-cell=deadline] .list-edit").click();
  await row.locator("input").fill("2031-02-03T10:00");
  await row.locator("input").press("Enter");
  await until("the portal to have the deadline", async () => (await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "DEADLINE"] })).task.deadline?.startsWith("2031-02-03"));
});

test("the list is exported, and no cell of it is a formula", async () => {
  const [download] = await Promise.all([page.waitForEvent("download"), frame.locator("[data-action=export]").click()]);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.startsWith("\uFEFF№;Название;"), text.slice(0, 40));
  assert.match(text, /;'=1\+1 in the list;/);
  await frame.locator("[data-mode=board]").click();
});

test("several cards move together and are taken back", async () => {
  const tickets = [];
  for (const name of ["one", "two", "three"]) tickets.push(await ticketOnBoard(portal, frame, me.id, `Moved together ${name}`));
  const [from, to] = await stagesOn(frame);
  for (const ticket of tickets) await inColumn(frame, from, ticket).locator(".card-title").click({ modifiers: ["Control"] });
  await frame.locator("[data-selection]").waitFor();
  await page.screenshot({ path: artefact("board-selected.png") });
  await drag(page, cardOn(frame, tickets[0]), columnOn(frame, to));
  const stageOf = async (ticket) => (await portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "STAGE_ID"] })).task.stageId;
  await until("the portal to have moved them all", async () => (await Promise.all(tickets.map(stageOf))).every((stage) => stage === to));
  await frame.locator('[data-action="undo"]').click();
  await until("the portal to have them back", async () => (await Promise.all(tickets.map(stageOf))).every((stage) => stage === from || stage === "0"));
});

test("a card is moved with the keyboard alone", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Moved by keys");
  const [from, to] = await stagesOn(frame);
  await inColumn(frame, from, ticket).locator(".card-title").focus();
  await page.keyboard.press("m");
  await frame.locator("[role=menuitem]").first().waitFor();
  await page.keyboard.press("ArrowDown");
  for (let step = 0; step < 8; step += 1) {
    const text = await frame.locator("[role=menuitem][data-highlighted]").innerText();
    if (text === (await columnOn(frame, to).locator("h2").innerText())) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await inColumn(frame, to, ticket).waitFor();
});

test("a card is moved by touch: hold, carry, let go", async () => {
  const ticket = await ticketOnBoard(portal, frame, me.id, "Moved by a finger");
  const touching = await desk.browser.newContext({ viewport: { width: 1024, height: 900 }, hasTouch: true, locale: "ru-RU" });
  await touching.addCookies([{ name: "double_user", value: String(me.id), url: portal.origin }]);
  const hand = await touching.newPage();
  await visit(hand, `${portal.origin}/workgroups/group/${kGroup}/`);
  await hand.locator("[role=tab][data-tab^='app.']").first().click();
  const view = hand.frameLocator("iframe.app-frame");
  const [from, to] = await stagesOn(frame);
  await inColumn(view, from, ticket).waitFor();
  await cardOn(view, ticket).scrollIntoViewIfNeeded();
  const start = await cardOn(view, ticket).boundingBox();
  const end = await columnOn(view, to).boundingBox();
  const session = await touching.newCDPSession(hand);
  const touch = (type, x, y) => session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  await touch("touchStart", start.x + 60, start.y + 60);
  await view.locator("body.is-dragging").waitFor();
  for (let step = 1; step <= 6; step += 1) await touch("touchMove", start.x + 60 + ((end.x + 60 - start.x - 60) * step) / 6, start.y + 60);
  await touch("touchEnd");
  await inColumn(view, to, ticket).waitFor();
  await touching.close();
});

test("no script error", () => assert.deepEqual(page.faults, []));
