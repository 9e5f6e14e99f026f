// Pages of a company and of a person: little more than a place for applications' tabs.
import { el } from "./dom.js";
import { hostFrame } from "./frame.js";
import { attempt } from "./notice.js";
import { call } from "./rest.js";

export async function companyPage(place, session, route) {
  const company = await attempt(() => call("crm.company.get", { id: route.company }));
  place.append(el("h1", { id: "page-title" }, company?.TITLE ?? session.words.none));
  if (company) placementSections(place, session, "CRM_COMPANY_DETAIL_TAB", { ID: String(route.company) });
}

export async function userPage(place, session, route) {
  const user = session.users.find((one) => one.id === route.user);
  place.append(
    el("h1", { id: "page-title" }, user?.name ?? session.words.none),
    user ? el("p", {}, session.words.kinds[user.kind] ?? user.kind) : null,
  );
}

/** One closed section for each placement bound here; opening it loads the application's frame. */
export function placementSections(place, session, codes, options) {
  for (const placement of session.placements(codes)) {
    const app = session.app(placement.client_id);
    const code = placement.placement;
    const frame = el("div", { class: "frame-place" });
    const section = el(
      "details",
      { data: { placement: code } },
      el("summary", {}, placement.title),
      frame,
    );
    section.addEventListener("toggle", () => {
      if (section.open && !frame.firstChild) void hostFrame(frame, session, { app, placement: code, options });
    });
    place.append(section);
  }
}
