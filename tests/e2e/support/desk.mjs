// A service desk at work: the application installed for one group, and its board open for a person.
import { installApplication } from "../../../install/demo/install_app.mjs";
import { artefact, launch, pageAs, visit } from "./browser.mjs";
import { startWorld } from "./world.mjs";

export const kAdministrator = 1;
export const kGroup = 77;
export const kWidths = [1440, 1024, 390];
export const kChangeDeadlineMs = 5000;
const kLongAgo = "2001-01-01T00:00:00+03:00";

/** Resolves to {world, portal, browser, employees, open(user), stop()}; `groups`: those that are bound, kGroup first; `before`: called before that. */
export async function startDesk({ groups: bound = [kGroup], before = async () => undefined, ...options } = {}) {
  const world = await startWorld(options);
  const { portal } = world;
  const browser = await launch();
  const stop = async () => {
    await browser.close();
    await world.stop();
  };
  try {
    await before(portal);
    await installApplication({ portal: portal.origin, service: world.service, clientId: world.clientId, groups: bound, user: kAdministrator, clientCheck: false, say: () => undefined });
    const { users, groups } = await portal.state();
    const members = new Set(groups.find((group) => group.id === kGroup).members);
    const employees = users.filter((user) => members.has(user.id) && user.kind === "employee" && user.active && user.id !== kAdministrator);
    /** The group's board as `user` sees it: its page and its frame. */
    const open = async (user, viewport) => {
      const page = await pageAs(browser, portal.origin, user, viewport);
      await visit(page, `${portal.origin}/workgroups/group/${kGroup}/`);
      await page.locator("[role=tab][data-tab^='app.']").first().click();
      await page.locator("iframe.app-frame").waitFor();
      const frame = page.frameLocator("iframe.app-frame");
      await frame.locator("section[data-stage], [data-list]").first().waitFor();
      return { page, frame };
    };
    return { world, portal, browser, employees, open, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

export const cardOn = (frame, ticket) => frame.locator(`[data-ticket="${ticket}"]`);
export const columnOn = (frame, stage) => frame.locator(`section[data-stage="${stage}"]`);
export const inColumn = (frame, stage, ticket) => columnOn(frame, stage).locator(`[data-ticket="${ticket}"]`);
/** The ids of the board's columns from left to right. */
export const stagesOn = (frame) => frame.locator("section[data-stage]").evaluateAll((all) => all.map((one) => one.dataset.stage));

/**
 * A new ticket of `user`; resolves when the open board shows it. Important and long overdue, so that it
 * stands at the head of its column: columns draw only what can be seen.
 */
export async function ticketOnBoard(portal, frame, user, title, fields = {}) {
  const { task } = await portal.act(user, "tasks.task.add", {
    fields: { TITLE: title, GROUP_ID: kGroup, RESPONSIBLE_ID: user, PRIORITY: 2, DEADLINE: kLongAgo, ...fields },
  });
  await cardOn(frame, task.id).waitFor({ timeout: kChangeDeadlineMs });
  return Number(task.id);
}

export async function screenshots(on, name) {
  const before = on.viewportSize();
  for (const width of kWidths) {
    await on.setViewportSize({ width, height: 900 });
    await on.screenshot({ path: artefact(`${name}-${width}.png`) });
  }
  await on.setViewportSize(before);
}
