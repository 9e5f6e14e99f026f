// The shell of every page: header, menu, and the native page the address asks for.
import { applicationPage } from "./application_page.js";
import { companyPage, userPage } from "./card_pages.js";
import { el } from "./dom.js";
import { groupPage } from "./group_page.js";
import { header, menu } from "./menu.js";
import { groupPath, parsePath } from "./route.js";
import { call } from "./rest.js";
import { loadSession } from "./session.js";
import { taskPage } from "./task_page.js";

const kPages = {
  home: homePage,
  group: groupPage,
  task: taskPage,
  application: applicationPage,
  company: companyPage,
  user: userPage,
};

async function homePage(place, session, _, groups) {
  place.append(
    el("h1", { id: "page-title" }, session.words.groups),
    el(
      "ul",
      { class: "cards" },
      groups.map((group) => el("li", {}, el("a", { href: groupPath(group.ID) }, group.NAME))),
    ),
  );
}

async function start() {
  const session = await loadSession();
  document.documentElement.lang = session.lang;
  const place = el("main", {});
  const notices = el("div", { id: "notices" });
  if (session.inSlider) {
    document.body.classList.add("in-slider");
    document.body.append(notices, place);
  } else {
    document.body.append(header(session), el("div", { class: "columns" }, el("nav", {}), el("div", {}, notices, place)));
  }
  const groups = session.inSlider ? [] : await call("sonet_group.get", { ORDER: { ID: "ASC" } });
  if (!session.inSlider) menu(document.querySelector("nav"), session, groups);

  const route = parsePath(location.pathname, location.search);
  if (!route) place.append(el("h1", { id: "page-title" }, session.words.noPage));
  else await kPages[route.page](place, session, route, groups);
  document.title = document.querySelector("#page-title")?.textContent || document.title;
}

start()
  .catch((fault) => {
    document.body.append(el("p", { role: "alert", class: "notice bad" }, fault.message));
  })
  .finally(() => {
    document.body.dataset.ready = "yes";
  });
