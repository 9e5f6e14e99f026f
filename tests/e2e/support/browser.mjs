// Debian's Chromium, headless, with a profile of its own.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

const kArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const kDeadlineMs = 10000;

export function launch() {
  return chromium.launch({
    executablePath: process.env.SD_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: kArguments,
  });
}

/** A page of its own in which `user` acts in the portal at `origin`; script errors are collected in `page.faults`. */
export async function pageAs(browser, origin, user, viewport = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport, locale: "ru-RU" });
  context.setDefaultTimeout(kDeadlineMs);
  await context.addCookies([{ name: "double_user", value: String(user), url: origin }]);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (fault) => page.faults.push(String(fault)));
  return page;
}

/** Opens a page of the portal and waits until it has drawn itself. */
export async function visit(page, url) {
  await page.goto(url);
  await page.locator("body[data-ready=yes]").waitFor();
}

/** Presses on `from`, carries it in small steps over `to` and lets go. */
export async function drag(page, from, to) {
  await from.scrollIntoViewIfNeeded();
  const start = await from.boundingBox();
  await page.mouse.move(start.x + start.width / 2, start.y + Math.min(16, start.height / 2));
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 12, start.y + 24, { steps: 3 });
  const end = await to.boundingBox();
  await page.mouse.move(end.x + end.width / 2, end.y + Math.min(80, end.height / 2), { steps: 8 });
  await page.mouse.up();
}

/** Where screenshots go: SD_ARTIFACTS, or build/screenshots in the checkout. */
export function artefact(name) {
  const folder = process.env.SD_ARTIFACTS ?? path.resolve(import.meta.dirname, "../../../build/screenshots");
  mkdirSync(folder, { recursive: true });
  return path.join(folder, name);
}
