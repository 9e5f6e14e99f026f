// The page of an application: its installer while it is not installed, its main page afterwards.
import { el } from "./dom.js";
import { hostFrame } from "./frame.js";

export async function applicationPage(place, session, route) {
  const app = session.app(route.app);
  if (!app) {
    place.append(el("h1", { id: "page-title" }, session.words.noApp));
    return;
  }
  const frame = el("div", { class: "frame-place" });
  place.append(el("h1", { id: "page-title" }, app.title), frame);
  if (!app.installed && !session.isAdmin) {
    frame.append(el("p", { data: { page: "not-installed" } }, session.words.notInstalled));
    return;
  }
  const install = !app.installed;
  const placement = install ? "DEFAULT" : route.placement;
  const options = placement === "LEFT_MENU" ? { URI: location.pathname } : route.options;
  await hostFrame(frame, session, { app, placement, options, install });
}
