// First cards painted, longest task and the frames of a long scroll, for boards of several sizes: medians of five warm runs.
import { launch } from "./browser.mjs";
import { startDemo } from "./serve.mjs";

const runs = 5;
const sizes = (process.argv[2] ?? "1000,10000").split(",").map(Number);
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const demo = await startDemo();
const browser = await launch();
for (const size of sizes) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    const seen = { painted: 0, long: 0 };
    window.seen = seen;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.long = Math.max(seen.long, entry.duration)))).observe({ type: "longtask", buffered: true });
    new MutationObserver((_, observer) => {
      if (document.querySelector("[data-ticket]") === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (seen.painted = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
  const page = await context.newPage();
  const results = { painted: [], long: [], worst: [], average: [], search: [] };
  for (let run = 0; run <= runs; run += 1) {
    await page.goto(`http://127.0.0.1:${demo.port}/b24/app?page=board&cards=${size}`);
    await page.waitForFunction(() => window.seen.painted > 0);
    await page.waitForLoadState("load");
    await page.waitForSelector("[data-whole=true]");
    // Scrolling is measured as a person meets it: when what loading left to do is done.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
    const seen = await page.evaluate(() => ({ ...window.seen }));
    const frames = await page.evaluate(async () => {
      const room = document.querySelectorAll(".column-room")[0];
      const gaps = [];
      let last = await new Promise(requestAnimationFrame);
      for (let frame = 0; frame < 120; frame += 1) {
        room.scrollTop += 90;
        const now = await new Promise(requestAnimationFrame);
        gaps.push(now - last);
        last = now;
      }
      return { worst: Math.max(...gaps), average: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length };
    });
    const search = await page.evaluate(async () => {
      const input = document.querySelector("input[type=search]");
      const start = performance.now();
      input.value = "полюс";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - start;
    });
    if (run === 0) continue;
    results.painted.push(seen.painted);
    results.long.push(seen.long);
    results.worst.push(frames.worst);
    results.average.push(frames.average);
    results.search.push(search);
  }
  console.log(size, Object.fromEntries(Object.entries(results).map(([name, values]) => [`${name}_ms`, Math.round(median(values))])));
  await context.close();
}
await browser.close();
demo.server.close();
demo.server.closeAllConnections();
