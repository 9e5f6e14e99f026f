// The settings of a portal whose people are too many for a list: they are found by typing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./support/axe.mjs";
import { artefact, pageAs, visit } from "./support/browser.mjs";
import { kAdministrator, kWidths, startDesk } from "./support/desk.mjs";
import { until } from "./support/wait.mjs";

const kAdded = 210;
const nameOf = (number) => ({ NAME: `Сотрудник${number}`, LAST_NAME: "Большого-Портала", EMAIL: `person${number}@example.com` });

let desk;
let page;
let frame;

before(async () => {
  desk = await startDesk({
    tasks: 10,
    before: async (portal) => {
      for (let number = 1; number <= kAdded; ++number) await portal.act(kAdministrator, "user.add", { ...nameOf(number), UF_DEPARTMENT: [1] });
    },
  });
  page = await pageAs(desk.browser, desk.portal.origin, kAdministrator);
  await visit(page, `${desk.portal.origin}/marketplace/app/${desk.world.clientId}/`);
  frame = page.frameLocator("iframe.app-frame");
  await frame.locator("[data-page=home] .home-group").first().waitFor();
  const { session } = JSON.parse(await frame.locator("#sd-bootstrap").textContent());
  const ask = (route) => fetch(desk.world.service + route, { headers: { authorization: `Bearer ${session}` } });
  await until("everybody to be known", async () => (await (await ask("/api/settings/find?kind=people&text=большого&most=1000")).json()).found.length === kAdded);
  await frame.locator("[data-action=settings]").click();
  await frame.locator(".set-body").waitFor();
});

after(() => desk?.stop());

const at = (selector) => frame.locator(selector);
const option = (id) => at(`.set-option[data-option="${id}"]`);

async function section(name) {
  await at(`[data-nav=${name}]`).click();
  await at(`.set-body [data-section=${name}]`).waitFor();
  await until("the section to be read", async () => (await at(".set-body [role=status].set-skeleton").count()) === 0);
}

test("a person is found by parts of his name and chosen with the keys", async () => {
  await section("employee_plans");
  await at("[data-action=add]").click();
  const picker = at("tr[data-row] [data-field=user_id] [role=combobox]").first();
  await picker.click();
  await until("the first page", async () => (await at(".set-option").count()) === 50);
  await at("[data-action=more-names]").click();
  await until("the next page", async () => (await at(".set-option").count()) === 100);
  await picker.fill("порт сотрудник17");
  await until("what was typed", async () => (await at(".set-option").count()) === 11);
  const element = await page.locator("iframe.app-frame").elementHandle();
  assert.deepEqual(await findings(await element.contentFrame()), []);
  for (const width of kWidths) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: artefact(`big-portal-${width}.png`) });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await picker.press("ArrowDown");
  const chosen = await at(".set-option[aria-selected=true]").getAttribute("data-option");
  assert.equal(await picker.getAttribute("aria-activedescendant"), await option(chosen).getAttribute("id"));
  await picker.press("Enter");
  assert.equal(await picker.inputValue(), await option(chosen).textContent());
  assert.equal(await picker.getAttribute("aria-expanded"), "false");
  await at("tr[data-row] [data-field=minutes] input").first().fill("6");
  await at("[data-action=save]").first().click();
  await at(".set-done").first().waitFor();
});

test("who is named on the page is named, though the page was never sent him", async () => {
  await section("people");
  await section("employee_plans");
  await until("the name", async () => /^Сотрудник\d+ Большого-Портала$/.test((await at("tr[data-row] [data-field=user_id] .set-fixed").first().textContent()).trim()));
  await section("journal");
  await until("the name in the journal", async () => /Сотрудник\d+ Большого-Портала/.test(await at("[data-save=employee_plans]").first().textContent()));
  assert.match(await at("[data-save=employee_plans] .sd-quiet").first().textContent(), /^Анна Смирнова/);
});

test("pasted names are known", async () => {
  await section("employee_plans");
  await at("[data-action=paste]").click();
  await at("#settings-paste").fill("Большого-Портала Сотрудник3\t7\nНикто Такой\t8");
  await until("the line", async () => /1/.test(await at("[data-paste] [role=status]").textContent()));
  assert.equal(await at("[data-paste] .set-faults li").count(), 1);
  assert.deepEqual(page.faults, []);
});
