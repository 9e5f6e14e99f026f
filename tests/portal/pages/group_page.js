// A group: its native kanban and list, and a tab for each application bound to its pages.
import { el } from "./dom.js";
import { hostFrame } from "./frame.js";
import { kanbanTab } from "./kanban.js";
import { listTab } from "./list.js";
import { groupPath } from "./route.js";

export async function groupPage(place, session, route, groups) {
  const { words } = session;
  const group = groups.find((one) => Number(one.ID) === route.group);
  if (!group) {
    place.append(el("h1", { id: "page-title" }, words.noGroup));
    return;
  }
  const placements = session.placements("SONET_GROUP_DETAIL_TAB");
  const tabs = [
    ["kanban", words.kanban],
    ["list", words.list],
    ...placements.map((placement, index) => [`app.${index}`, placement.title]),
  ];
  const body = el("div", { data: { tabBody: route.tab } });
  place.append(
    el("h1", { id: "page-title" }, group.NAME),
    el(
      "div",
      { class: "tabs", role: "tablist" },
      tabs.map(([tab, title]) =>
        el(
          "a",
          { href: groupPath(route.group, tab), role: "tab", "aria-selected": String(tab === route.tab), data: { tab } },
          title,
        ),
      ),
    ),
    body,
  );
  const chosen = /^app\.(\d+)$/.exec(route.tab);
  if (chosen && placements[Number(chosen[1])]) {
    const placement = placements[Number(chosen[1])];
    body.className = "frame-place";
    await hostFrame(body, session, {
      app: session.app(placement.client_id),
      placement: placement.placement,
      options: { GROUP_ID: String(route.group), URI: location.pathname },
    });
  } else if (route.tab === "list") {
    await listTab(body, session, route.group);
  } else {
    await kanbanTab(body, session, route.group);
  }
}
