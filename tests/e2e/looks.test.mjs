// How the pages stand on a phone and beside the portal's menu: nothing wider than its page, nothing out of reach.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, pageAs, visit } from "./support/browser.mjs";
import { kAdministrator, kGroup, startDesk } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kPhone = { width: 390, height: 844 };
const kWord = "Превысокомногорассмотрительствующий_без_единого_пробела_в_названии_заявки_которое_не_кончается";
const kRightToLeft = "مرحبا 🖨 الطابعة لا تعمل";

let desk;
let portal;

before(async () => {
  desk = await startDesk({
    tasks: 40,
    before: async (double) => {
      for (const title of [kWord, kRightToLeft]) {
        await double.act(kAdministrator, "tasks.task.add", { fields: { TITLE: title, GROUP_ID: kGroup, RESPONSIBLE_ID: kAdministrator, PRIORITY: 2, DEADLINE: "2001-01-01T00:00:00+03:00", UF_CRM_TASK: ["CO_591"] } });
      }
    },
  });
  ({ portal } = desk);
});

after(async () => {
  await desk?.stop();
});

// Each test as somebody else: a person's board opens as he left it.
const innerOf = async (page) => (await page.locator("iframe.app-frame").elementHandle()).contentFrame();
async function fits(page, what) {
  const wide = await (await innerOf(page)).evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${what} is ${wide} px too wide`);
}

test("a phone shows the board, lanes, list, panel and choices without scrolling sideways", async () => {
  const { page, frame } = await desk.open(desk.employees[0].id, kPhone);
  await fits(page, "the board");
  await frame.locator("[data-ticket] .card-title", { hasText: kWord.slice(0, 10) }).click();
  await frame.locator("[data-panel] [data-journal]").waitFor();
  await fits(page, "the panel");
  await frame.locator('[data-panel] [data-action="close"]').click();
  for (const place of [0, 1, 2]) await frame.locator("[data-ticket] .card-title").nth(place).click({ modifiers: ["Control"] });
  const bar = frame.locator("[data-selection]");
  await bar.waitFor();
  await fits(page, "the bar of chosen cards");
  assert.ok((await bar.locator("select").boundingBox()).width >= 120, "the list of stages can be read");
  await page.screenshot({ path: artefact("looks-selected-390.png") });
  await bar.locator("button").click();
  await frame.locator("[data-view=lanes]").selectOption("company");
  await frame.locator("[data-lane]").first().waitFor();
  await fits(page, "lanes");
  await frame.locator("[data-view=lanes]").selectOption("none");
  await frame.locator("[data-mode=list]").click();
  await frame.locator("[data-row]").first().waitFor();
  await fits(page, "the list");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a right-to-left title keeps its direction", async () => {
  const { page, frame } = await desk.open(desk.employees[1].id);
  const title = frame.locator("[data-ticket] .card-title", { hasText: "مرحبا" });
  assert.equal(await title.evaluate((element) => getComputedStyle(element).direction), "rtl");
  await page.context().close();
});

test("a new request is made from the head, of the board and of the list", async () => {
  const { page, frame } = await desk.open(desk.employees[2].id);
  const make = async (title) => {
    await frame.locator("[data-action=new]").click();
    await frame.locator("[data-create] [data-field=new-title]").fill(title);
    await frame.locator("[data-create] [data-action=create-do]").click();
    await until("the portal to have it", async () => {
      const { tasks } = await portal.act(kAdministrator, "tasks.task.list", { filter: { GROUP_ID: kGroup, TITLE: title }, select: ["ID", "TITLE"] });
      return tasks.some((task) => task.title === title);
    });
    await frame.locator("[data-action=new]").click();
    await frame.locator("[data-create]").waitFor({ state: "detached" });
  };
  await frame.locator("[data-action=new]").click();
  await frame.locator("section[data-stage]").first().locator("[data-create]").waitFor();
  await frame.locator("[data-action=new]").click();
  await make("From the board's head");
  await frame.locator("[data-mode=list]").click();
  await frame.locator("[data-row]").first().waitFor();
  await make("From the list's head");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("the menu of a card shows all it offers, the help stands beside the board; nothing serious is found with either", async () => {
  const { page, frame } = await desk.open(desk.employees[1].id);
  await frame.locator("[data-ticket] .card-title").first().focus();
  await page.keyboard.press("m");
  const last = frame.getByRole("menuitem").last();
  await last.waitFor();
  await until("the last of the menu to be in sight", () => last.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return document.elementFromPoint(box.x + 8, box.y + box.height / 2)?.closest("[role=menuitem]") === element;
  }));
  assert.deepEqual(await findings(await innerOf(page)), []);
  await page.keyboard.press("Escape");
  await frame.locator("[data-action=help]").click();
  await frame.locator("[data-help] h2").first().waitFor();
  assert.equal(await frame.locator("[data-help] h2").first().textContent(), "Исполнителям");
  assert.deepEqual(await findings(await innerOf(page)), []);
  await page.screenshot({ path: artefact("looks-help-1440.png") });
  await frame.locator("[data-action=close-help]").click();
  await frame.locator("[data-help]").waitFor({ state: "detached" });
  assert.equal(await frame.locator("[data-action=settings]").count(), 0, "an agent has no settings");
  await page.context().close();
});

test("an administrator goes from the board to the settings and back; the widest of them fits", async () => {
  const { page, frame } = await desk.open(kAdministrator);
  const { session } = JSON.parse(await frame.locator("#sd-bootstrap").textContent());
  const rule = { company_id: 0, sees: "company", answers_by: "service", important: 0, lands_in: 0, check_days: 5, reopen_days: 14, rating_days: 14, vip: 1, manager: kAdministrator, staff_note: "Звонить только Анне" };
  const saved = await fetch(`${desk.world.service}/api/settings/section/client_rules`, { method: "POST", headers: { authorization: `Bearer ${session}` }, body: JSON.stringify({ version: 0, rows: [rule] }) });
  assert.equal(saved.status, 200, await saved.text());
  await frame.locator("[data-action=settings]").click();
  await frame.locator("[data-nav=client_rules]").click();
  await frame.locator("tr[data-row]").waitFor();
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await fits(page, `the settings at ${width}`);
    await page.screenshot({ path: artefact(`looks-client-rules-${width}.png`), fullPage: true });
  }
  await frame.locator("[data-action=home]").click();
  await frame.locator("section[data-stage]").first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
