// The working calendar as an administrator sets it: from the portal at first, then by hand; what it does to timers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, pageAs, visit } from "./support/browser.mjs";
import { kAdministrator, kGroup, startDesk, ticketOnBoard } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kYear = 2026;

let desk;
let admin;

before(async () => {
  desk = await startDesk({ tasks: 30 });
  admin = await openCalendar();
});
after(() => desk?.stop());

async function openCalendar(viewport) {
  const page = await pageAs(desk.browser, desk.portal.origin, kAdministrator, viewport);
  await visit(page, `${desk.portal.origin}/marketplace/app/${desk.world.clientId}/`);
  const inner = await (await page.locator("iframe.app-frame").elementHandle()).contentFrame();
  await inner.locator("[data-action=settings]").click();
  const opened = { page, inner };
  await section(opened, "calendar");
  return opened;
}
async function section({ inner }, name) {
  await inner.locator(".set-body").waitFor();
  const button = inner.locator(`[data-nav=${name}]`);
  if (await button.isVisible()) await button.click();
  else await inner.locator(".set-nav-select").selectOption(name);
  await inner.locator(`.set-body [data-section=${name}]`).waitFor();
  await until("the section to be read", async () => (await inner.locator(".set-body [role=status].set-skeleton").count()) === 0);
}
async function save({ inner }) {
  await inner.locator("[data-action=save]").click();
  await inner.locator(".set-done").waitFor();
}
async function toYear({ inner }, year) {
  for (;;) {
    const shown = Number(await inner.locator("[data-year]").textContent());
    if (shown === year) return;
    await inner.locator(`[data-action=${shown < year ? "year-after" : "year-before"}]`).click();
  }
}
const ask = async ({ inner }, route) => {
  const { session } = JSON.parse(await inner.locator("#sd-bootstrap").textContent());
  return (await fetch(desk.world.service + route, { headers: { authorization: `Bearer ${session}` } })).json();
};
const lines = async (group = 0) => Object.fromEntries((await ask(admin, `/api/settings/section/calendar?group=${group}`)).rows.map((row) => [row.name, row.value]));
const sums = async () => (await admin.inner.locator("[data-year-sums]").textContent()).trim();

test("the portal's hours and holidays hold until somebody changes them, with the country's decrees", async () => {
  await until("the portal's calendar to be kept", async () => (await lines()).monday !== undefined, 30_000);
  await section(admin, "types");
  await section(admin, "calendar");
  await admin.inner.locator("[data-from-portal]").waitFor();
  const kept = await lines();
  assert.equal(kept.monday, "09:00-13:00 14:00-19:00");
  assert.equal(kept.sunday, "off");
  assert.equal(kept.country, "ru");
  assert.equal(kept.zone, "Europe/Moscow");
  await toYear(admin, kYear);
  // 247 days of nine hours, four of them an hour shorter.
  assert.equal(await sums(), "247 дней, 2219 ч");
  assert.match(await admin.inner.locator("[data-year-note]").textContent(), /1466/);
  assert.match(await admin.inner.locator('[data-day="2026-01-09"]').getAttribute("aria-label"), /выходной \(Россия\)/);
  await admin.page.screenshot({ path: artefact("calendar-1440.png"), fullPage: true });
  await toYear(admin, 2027);
  assert.match(await admin.inner.locator("[data-year-note]").textContent(), /Ожидается/);
  await toYear(admin, kYear);
});

test("hours of weekdays are edited with lunch, and the month is counted at once", async () => {
  const monday = admin.inner.locator('[data-weekday="0"]');
  const shown = await admin.inner.locator("[data-preview]").textContent();
  await monday.locator("input").nth(3).fill("18:00");
  await monday.locator("input").nth(3).blur();
  await admin.inner.locator("[data-action=like-monday]").click();
  await until("the month to be counted anew", async () => (await admin.inner.locator("[data-preview]").textContent()) !== shown);
  assert.equal(await sums(), "247 дней, 1972 ч");
  await monday.locator("input").nth(3).fill("8:00");
  await monday.locator("input").nth(3).blur();
  assert.match(await monday.locator(".set-fault").textContent(), /по возрастанию/);
  await monday.locator("input").nth(3).fill("18");
  await monday.locator("input").nth(3).blur();
  await until("the fault to go", async () => (await monday.locator(".set-fault").count()) === 0);
  await save(admin);
  assert.equal((await lines()).friday, "09:00-13:00 14:00-18:00");
  assert.equal(await admin.inner.locator("[data-from-portal]").count(), 0);
});

test("a day is changed with the keyboard alone", async () => {
  await admin.inner.locator('[data-day="2026-11-26"]').focus();
  await admin.page.keyboard.press("ArrowRight");
  await admin.page.keyboard.press("ArrowDown");
  await admin.page.keyboard.press("ArrowUp");
  await admin.page.keyboard.press("Enter");
  await admin.inner.locator('[data-chosen-day="2026-11-27"]').waitFor();
  await until("the choice to have the focus", () => admin.inner.evaluate(() => document.activeElement?.getAttribute("data-kind-choice") === "usual"));
  await admin.page.keyboard.press("ArrowDown");
  await until("the day to be off", async () => (await admin.inner.locator('[data-day="2026-11-27"]').getAttribute("data-kind")) === "off");
  assert.equal(await sums(), "246 дней, 1964 ч");
  await admin.page.screenshot({ path: artefact("calendar-day-1440.png") });
  await admin.page.keyboard.press("Escape");
  await until("the focus to be back at the day", () => admin.inner.evaluate(() => document.activeElement?.getAttribute("data-day") === "2026-11-27"));
  await save(admin);
  assert.equal((await lines())["2026-11-27"], "off");
});

test("a zone that is none is refused beside the field, a calendar without working days by the service", async () => {
  await admin.inner.locator("[data-field=zone]").fill("Europe/Moskow");
  await admin.inner.locator("[data-field=zone]").blur();
  assert.match(await admin.inner.locator("#cal-zone-fault").textContent(), /Такого часового пояса нет/);
  await admin.inner.locator("[data-field=zone]").fill("Asia/Yekaterinburg");
  await admin.inner.locator("[data-field=zone]").blur();
  for (let day = 0; day < 5; day += 1) {
    const spans = admin.inner.locator(`[data-weekday="${day}"] [data-action=remove-span]`);
    while ((await spans.count()) > 0) await spans.first().click();
  }
  await admin.inner.locator("[data-action=save]").click();
  await until("the refusal", async () => /Хотя бы в один день недели/.test(await admin.inner.locator(".set-failure").textContent()));
  await admin.inner.locator("[data-action=discard]").click();
  assert.equal((await lines()).zone, "Europe/Moscow");
});

test("a group has lines of its own over the portal's", async () => {
  await admin.inner.locator("[data-field=calendar-group]").selectOption(String(kGroup));
  await admin.inner.locator("[data-own-lines]").waitFor();
  await until("the group's calendar to be shown", async () => (await admin.inner.locator('[data-weekday="0"] input').count()) === 4);
  await toYear(admin, kYear);
  await admin.inner.locator('[data-day="2026-11-28"]').click();
  await admin.inner.locator("[data-kind-choice=hours]").check();
  await admin.inner.locator("[data-field=day-hours]").fill("10-12, 13:30–15");
  assert.equal(await sums(), "247 дней, 1967,5 ч");
  await save(admin);
  assert.deepEqual(await lines(kGroup), { "2026-11-28": "10:00-12:00 13:30-15:00" });
});

test("timers count working time when the calendar says so, and the card says both", async () => {
  await admin.inner.locator("[data-field=timers-working]").check();
  await save(admin);
  const { thresholds } = await ask(admin, `/api/board?group=${kGroup}`);
  assert.equal(thresholds.working.day_ms, 8 * 3_600_000);
  assert.deepEqual(thresholds.lu, { warn_ms: 8 * 3_600_000, alarm_ms: 24 * 3_600_000 });
  const board = await desk.open(kAdministrator);
  const ticket = await ticketOnBoard(desk.portal, board.frame, kAdministrator, "Считать рабочее время");
  const hint = await board.frame.locator(`[data-ticket="${ticket}"] [data-timer=lu]`).getAttribute("title");
  assert.match(hint, /рабочего времени назад; по календарю/);
  await board.page.screenshot({ path: artefact("board-working-time-1440.png") });
  await board.page.close();
});

test("absences are added, checked and pasted", async () => {
  await section(admin, "absences");
  const { people } = await ask(admin, "/api/settings");
  const [first, second] = people.filter((one) => one.active && !one.external);
  await admin.inner.locator("[data-action=paste]").click();
  await admin.inner.locator("#settings-paste").fill(`Сотрудник\tС\tПо\tПочему\n${first.name}\t01.07.2026\t14.07.2026\tотпуск\n${second.name}\t2026-07-06\n${first.name}\t14.08.2026\t01.08.2026`);
  assert.match(await admin.inner.locator(".set-faults").textContent(), /раньше первого/);
  await admin.inner.locator("[data-action=take]").click();
  await save(admin);
  const { rows } = await ask(admin, "/api/settings/section/absences");
  assert.deepEqual(rows.filter((row) => row.user_id === first.id), [{ user_id: first.id, first_day: "2026-07-01", last_day: "2026-07-14", note: "отпуск" }]);
  assert.equal(rows.find((row) => row.user_id === second.id).last_day, "2026-07-06");
  await admin.inner.locator("[data-action=add]").click();
  const added = admin.inner.locator("tr[data-row]").last();
  await added.locator("[data-field=user_id] select").selectOption(String(first.id));
  await added.locator("[data-field=first_day] input").fill("2026-07-14");
  await added.locator("[data-field=last_day] input").fill("2026-07-20");
  await admin.inner.locator("[data-action=save]").click();
  await until("the overlap to be told", async () => /уже отсутствует/.test(await added.textContent()));
  await admin.page.screenshot({ path: artefact("absences-1440.png") });
  await admin.inner.locator("[data-action=discard]").click();
});

for (const [width, scheme] of [[1440, "dark"], [390, "light"]]) {
  test(`calendar and absences have no serious accessibility findings and fit ${width} px, ${scheme}`, async () => {
    const page = await openCalendar({ width, height: 900 });
    await page.page.emulateMedia({ colorScheme: scheme });
    await toYear(page, kYear);
    await page.inner.locator('[data-day="2026-11-27"]').click();
    for (const name of ["calendar", "absences"]) {
      if (name !== "calendar") await section(page, name);
      assert.deepEqual(await findings(page.inner), [], name);
      const over = await page.inner.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${name} is ${over} px too wide`);
      await page.page.screenshot({ path: artefact(`${name}-${width}-${scheme}.png`), fullPage: true });
    }
    assert.deepEqual(page.page.faults, []);
    await page.page.close();
  });
}
