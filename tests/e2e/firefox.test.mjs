// The pages in Debian's Firefox, over WebDriver BiDi: playwright drives only builds of its own. A board opens, a card is carried to
// another column, the settings open. Skipped where there is no Firefox.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { installApplication } from "../../install/demo/install_app.mjs";
import { artefact } from "./support/browser.mjs";
import { until } from "./support/wait.mjs";
import { startWorld } from "./support/world.mjs";

const kFirefox = process.env.SD_FIREFOX ?? "/usr/bin/firefox-esr";
const skip = existsSync(kFirefox) ? false : `no Firefox at ${kFirefox} (package firefox-esr)`;
const kAdministrator = 1;
const kGroup = 77;
const kStartMs = 60_000;

let world;
let browser;
let page;

before(async () => {
  if (skip) return;
  world = await startWorld({ tasks: 12 });
  await installApplication({ portal: world.portal.origin, service: world.service, clientId: world.clientId, group: kGroup, user: kAdministrator, clientCheck: false, say: () => undefined });
  const { default: puppeteer } = createRequire(new URL("firefox/package.json", import.meta.url))("puppeteer-core");
  browser = await puppeteer.launch({ browser: "firefox", executablePath: kFirefox, headless: true, timeout: kStartMs, defaultViewport: { width: 1440, height: 900 } });
  page = await browser.newPage();
  page.setDefaultTimeout(kStartMs);
  page.faults = [];
  page.on("pageerror", (fault) => page.faults.push(String(fault)));
});

after(async () => {
  await browser?.close();
  await world?.stop();
});

/** The application's frame on a page of the portal, once `inside` stands in it. */
async function opened(path, inside, press) {
  await page.goto(world.portal.origin + path);
  await page.waitForSelector("body[data-ready=yes]");
  if (press) await (await page.waitForSelector(press)).click();
  const frame = await (await page.waitForSelector("iframe.app-frame")).contentFrame();
  await frame.waitForSelector(inside);
  return frame;
}

async function middle(element) {
  const box = await element.boundingBox();
  return [box.x + box.width / 2, box.y + Math.min(16, box.height / 2)];
}

test("a board opens in Firefox and a card is carried to the next column", { skip }, async () => {
  const frame = await opened(`/workgroups/group/${kGroup}/`, "section[data-stage] [data-ticket]", "[role=tab][data-tab^='app.']");
  const card = await frame.$("section[data-stage] [data-ticket]");
  const { ticket, from } = await card.evaluate((one) => ({ ticket: one.dataset.ticket, from: one.closest("section").dataset.stage }));
  const to = await frame.$$eval("section[data-stage]", (all, stage) => all.map((one) => one.dataset.stage).find((one) => one !== stage), from);
  const [x, y] = await middle(card);
  const [endX, endY] = await middle(await frame.$(`section[data-stage="${to}"]`));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 12, y + 12, { steps: 3 });
  await page.mouse.move(endX, endY + 80, { steps: 8 });
  await page.mouse.up();
  await frame.waitForSelector(`section[data-stage="${to}"] [data-ticket="${ticket}"][data-state=idle]`);
  await until("the portal to have the move", async () => {
    const { task } = await world.portal.act(kAdministrator, "tasks.task.get", { taskId: ticket, select: ["ID", "STAGE_ID"] });
    return task.stageId === to;
  });
  await page.screenshot({ path: artefact("firefox-board.png") });
});

test("the settings open in Firefox", { skip }, async () => {
  const frame = await opened(`/marketplace/app/${world.clientId}/`, "[data-action=settings]");
  await (await frame.$("[data-action=settings]")).click();
  await frame.waitForSelector(".set-body");
  assert.ok((await frame.$$(".set-nav [data-nav]")).length > 10);
  await page.screenshot({ path: artefact("firefox-settings.png") });
  assert.deepEqual(page.faults, []);
});
