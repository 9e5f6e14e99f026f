// The board in a browser: when its first cards stand there, the longest task of loading, and the frames of a long scroll, with 1,000 and
// with 10,000 open cards. Headless Chromium beside the programs it asks; warm cache; the first run of each is thrown away.
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { callJson } from '../../install/demo/http.mjs';
import { kGroup, readCompletely, withDesk } from './desk.mjs';
import { median } from './table.mjs';

const kFrames = 120;
const kStep = 90;

function watchLoading() {
  const seen = { painted: 0, long: 0 };
  window.seen = seen;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.long = Math.max(seen.long, entry.duration)))).observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector('[data-ticket]') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (seen.painted = performance.now())));
  }).observe(document, { childList: true, subtree: true });
}

/** Posts the form with which a portal opens a frame, as the page itself: a tab of its own is measured more exactly than a frame. */
async function open(page, desk) {
  const frame = await callJson(`${desk.portal}/_double/frame`,
    { user: 1, placement: 'SONET_GROUP_DETAIL_TAB', options: { GROUP_ID: String(kGroup) }, install: false });
  await page.goto(`${desk.portal}/_double/health`);
  await Promise.all([
    page.waitForURL((url) => url.href.startsWith(desk.service)),
    page.evaluate(({ url, fields }) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = url;
      for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
      document.body.append(form);
      form.submit();
    }, frame),
  ]);
  await page.waitForFunction(() => window.seen.painted > 0);
  await page.waitForSelector('[data-whole=true]');
  // Scrolling is measured as a person meets it: when what loading left to do is done.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
}

/** The longest gap between two frames while the fullest column is scrolled. */
function scroll({ frames, step }) {
  const rooms = [...document.querySelectorAll('.column-room')];
  const room = rooms.reduce((fullest, one) => (one.scrollHeight > fullest.scrollHeight ? one : fullest));
  return new Promise((resolve) => {
    const gaps = [];
    let last = 0;
    const frame = (now) => {
      if (last > 0) gaps.push(now - last);
      last = now;
      room.scrollTop += step;
      if (gaps.length < frames) requestAnimationFrame(frame);
      else resolve(Math.max(...gaps));
    };
    requestAnimationFrame(frame);
  });
}

async function measure(browser, { bin, root, smoke, say }, tasks) {
  const results = { painted: [], long: [], frame: [] };
  await withDesk({ bin, root, say, double: ['--tasks', String(tasks)] }, async (desk) => {
    await desk.install();
    await callJson(`${desk.portal}/_double/fill_fields`, { group: kGroup });
    await readCompletely(desk);
    say(`screens: ${tasks.toLocaleString('en')} cards`);
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.addInitScript(watchLoading);
    for (let run = 0; run <= (smoke ? 1 : 7); ++run) {
      await open(page, desk);
      const seen = await page.evaluate(() => ({ ...window.seen }));
      const frame = await page.evaluate(scroll, { frames: kFrames, step: kStep });
      if (run === 0) continue;
      results.painted.push(seen.painted);
      results.long.push(seen.long);
      results.frame.push(frame);
    }
    await page.context().close();
  });
  return results;
}

export async function screens(table, context) {
  const { chromium } = createRequire(join(context.root, 'tests/e2e/package.json'))('playwright-core');
  const browser = await chromium.launch({
    executablePath: process.env.SD_CHROMIUM ?? '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    const sizes = context.smoke ? [300, 2000] : [1000, 10_000];
    const painted = [];
    for (const tasks of sizes) {
      const seen = await measure(browser, context, tasks);
      const cards = `${tasks.toLocaleString('en')} tasks`;
      painted.push(median(seen.painted));
      table.row(`first cards painted, ${cards}`, 'ms', seen.painted, tasks === sizes[0] ? '< 700' : undefined, tasks === sizes[0] ? median(seen.painted) < 700 : undefined);
      table.row(`longest task while loading, ${cards}`, 'ms', seen.long, tasks === sizes[0] ? '< 200' : undefined, tasks === sizes[0] ? median(seen.long) < 200 : undefined);
      table.row(`longest frame of a scroll, ${cards}`, 'ms', seen.frame, '< 50', median(seen.frame) < 50);
    }
    const ratio = painted[1] / painted[0];
    table.row('first cards painted, big board against small', 'x', [ratio], '<= 1.5', ratio <= 1.5);
  } finally {
    await browser.close();
  }
}
