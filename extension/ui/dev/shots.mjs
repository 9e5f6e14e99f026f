// Pictures of every page at three widths, light and dark, into dev/shots (not kept in the repository).
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { startDemo } from "./serve.mjs";

const folder = fileURLToPath(new URL("./shots", import.meta.url));
await mkdir(folder, { recursive: true });
const only = process.argv[2] ?? "";
const demo = await startDemo();
const browser = await launch();
const open = async (name, query, { width = 1440, height = 900, dark = false, touch = false }, act) => {
  if (!name.includes(only)) return;
  demo.knobs.forgetRun();
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", hasTouch: touch });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !message.text().startsWith("Failed to load resource") && console.log(name, message.text()));
  page.on("pageerror", (error) => console.log(name, String(error)));
  await page.goto(`http://127.0.0.1:${demo.port}/b24/app?${query}`);
  await page.waitForLoadState("domcontentloaded");
  await page.waitForSelector("[data-page]");
  if (query.includes("page=board")) await page.waitForSelector("[data-ticket], .board-empty");
  if (act) await act(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await context.close();
};

await open("board-1440", "page=board&cards=40", {});
await open("board-1440-dark", "page=board&cards=40", { dark: true });
await open("board-1024", "page=board&cards=40", { width: 1024, height: 768 });
await open("board-390", "page=board&cards=40", { width: 390, height: 844, touch: true });
await open("board-390-dark", "page=board&cards=40", { width: 390, height: 844, touch: true, dark: true });
await open("board-en", "page=board&cards=40&lang=en", {});
await open("board-empty", "page=board&cards=0", {});
await open("board-search", "page=board&cards=40", {}, (page) => page.fill("input[type=search]", "вектор"));
await open("board-menu", "page=board&cards=40", {}, async (page) => {
  await page.focus("[data-ticket] .card-title");
  await page.keyboard.press("m");
  await page.waitForSelector("[role=menuitem]");
});
await open("board-refused", "page=board&cards=40", {}, async (page) => {
  await page.locator("[data-ticket$='7'] .card-title").first().focus();
  await page.keyboard.press("m");
  await page.locator("[role=menuitem]:not([data-disabled])").first().click();
  await page.waitForSelector("[role=alert]");
});
await open("board-drag", "page=board&cards=40", {}, async (page) => {
  const card = await page.locator("[data-ticket]").first().boundingBox();
  await page.mouse.move(card.x + 100, card.y + 50);
  await page.mouse.down();
  await page.mouse.move(card.x + 400, card.y + 90, { steps: 8 });
});
const panel = (page) => page.locator("[data-ticket] .card-title").nth(1).click().then(() => page.waitForSelector("[data-journal]"));
await open("board-panel", "page=board&cards=40", { height: 1300 }, panel);
await open("board-panel-dark", "page=board&cards=40", { dark: true }, panel);
await open("board-panel-1024", "page=board&cards=40", { width: 1024, height: 768 }, panel);
await open("board-panel-390", "page=board&cards=40", { width: 390, height: 844, touch: true }, panel);
const list = (page) => page.click("[data-mode=list]").then(() => page.waitForSelector("[data-row]"));
await open("board-list", "page=board&cards=40", {}, list);
await open("board-list-390", "page=board&cards=40", { width: 390, height: 844, touch: true }, list);
await open("board-lanes", "page=board&cards=40", {}, (page) => page.selectOption("[data-view=lanes]", "company"));
await open("board-compact", "page=board&cards=40", {}, (page) => page.click("[data-view=compact]"));
await open("board-folded", "page=board&cards=40", {}, (page) => page.locator(".fold").nth(1).click());
await open("board-facet", "page=board&cards=40", {}, (page) => page.click("[data-facet=company] .filter-chip"));
await open("board-create", "page=board&cards=40", {}, (page) => page.locator("[data-action=create]").first().click().then(() => page.waitForSelector("[data-create]")));
await open("board-selected", "page=board&cards=40", {}, async (page) => {
  for (const index of [0, 1, 2]) await page.locator("[data-ticket] .card-title").nth(index).click({ modifiers: ["Control"] });
  await page.waitForSelector("[data-selection]");
});
await open("board-entry", "page=board&cards=40", {}, async (page) => {
  await page.locator("[data-stage='501'] .card-title").first().focus();
  await page.keyboard.press("m");
  await page.locator("[role=menuitem]").filter({ hasText: "В работе" }).click();
  await page.waitForSelector("[data-entry]");
});
await open("board-offline", "page=board&cards=41", {}, async (page) => {
  demo.knobs.down = true;
  demo.touch(demo.boardFor(41), [...demo.boardFor(41).cards.values()][0], {});
  await page.waitForSelector(".board-line.warn");
  demo.knobs.down = false;
});
for (const [suffix, view] of [["1440", {}], ["390", { width: 390, height: 844, touch: true }], ["dark", { dark: true }]]) {
  await open(`home-${suffix}`, "page=home", view, (page) => page.waitForSelector(".home-group"));
  await open(`unbound-${suffix}`, "page=unbound", view);
  await open(`error-${suffix}`, "page=error", view);
}
for (const [suffix, view] of [["1440", { height: 1200 }], ["1024-dark", { width: 1024, height: 1200, dark: true }], ["390", { width: 390, height: 1400, touch: true }]]) {
  for (const name of ["plan-employees", "flow", "times", "forgotten", "stoppers", "forecast"]) {
    await open(`report-${name}-${suffix}`, `page=reports&report=${name}`, view, async (page) => {
      await page.waitForSelector("[data-shown], [data-failure]");
      await page.waitForTimeout(500);
    });
  }
  await open(`report-behind-${suffix}`, "page=reports&report=plan-employees", view, async (page) => {
    await page.click("[data-action=compare]");
    await page.waitForSelector("[data-previous]");
    await page.click("[data-behind='user:18'] button");
    await page.waitForSelector("[data-count]");
    await page.waitForTimeout(500);
  });
}
await open("report-en", "page=reports&report=times&lang=en", { height: 1300 }, (page) => page.waitForSelector("canvas").then(() => page.click("[data-meanings] summary")));
for (const [suffix, view] of [["1440", {}], ["1024", { width: 1024, height: 768 }], ["390", { width: 390, height: 844, touch: true }], ["dark", { dark: true }]]) {
  const whole = (page) => page.waitForSelector("[data-healthy]").then(() => page.setViewportSize({ width: view.width ?? 1440, height: 1700 }));
  await open(`settings-${suffix}`, "page=settings", view, async (page) => {
    await page.locator("[data-action=discard]").first().click();
    await whole(page);
  });
  demo.knobs.ill(true);
  await open(`settings-ill-${suffix}`, "page=settings", view, whole);
  demo.knobs.ill(false);
}
await open("settings-en", "page=settings&lang=en", {}, (page) => page.waitForSelector("[data-healthy]"));
await open("settings-failed", "page=settings", {}, async (page) => {
  await page.waitForSelector("[data-healthy]");
  demo.knobs.down = true;
  await page.waitForSelector(".health-stale");
  demo.knobs.down = false;
});
await open("settings-employee", "page=settings&admin=0", {});
demo.knobs.sync = { outage_ms: Date.now() - 3_600_000, as_of_ms: Date.now() - 3_660_000, filling: null, done: 0, planned: 0 };
await open("board-outage", "page=board&cards=42", {});
demo.knobs.sync = { outage_ms: null, as_of_ms: Date.now(), filling: "closed", done: 31_250, planned: 98_000 };
await open("board-filling-390", "page=board&cards=43", { width: 390, height: 844, touch: true });
demo.knobs.sync = undefined;
await open("unbound-member", "page=unbound&admin=0", {});
const next = (page) => page.click("[data-action=install-next]:not([disabled])");
for (const [suffix, view] of [["1440", {}], ["390", { width: 390, height: 844, touch: true }], ["dark", { dark: true }]]) {
  await open(`install-${suffix}-1`, "page=install", view, (page) => page.waitForSelector("[data-scope]"));
  await open(`install-${suffix}-2`, "page=install", view, async (page) => {
    await next(page);
    await page.click("[data-group='77']");
  });
  await open(`install-${suffix}-3`, "page=install", view, async (page) => {
    await next(page);
    await page.click("[data-group='77']");
    await next(page);
    await page.waitForSelector("table");
  });
  await open(`install-${suffix}-4`, "page=install", view, async (page) => {
    await next(page);
    await page.click("[data-group='77']");
    if (suffix !== "dark") await page.getByText("не получится").click();
    await next(page);
    await page.waitForSelector("table");
    await next(page);
    if (suffix === "1440") await page.waitForSelector("[data-action=install-again]");
    else await page.waitForSelector(".install-read:has-text('из')");
  });
}
await browser.close();
demo.server.close();
demo.server.closeAllConnections();
