// Header with the switch of the acting person, and the left menu with what applications added to it.
import { button, el } from "./dom.js";
import { attempt } from "./notice.js";
import { post } from "./rest.js";
import { applicationPath, groupPath } from "./route.js";
import { actAs, moment } from "./session.js";

const kKinds = ["administrator", "employee", "extranet"];
const kHourMs = 3_600_000;

export function header(session) {
  const { words, me } = session;
  const people = el(
    "select",
    {
      data: { action: "act-as" },
      "aria-label": words.actAs,
      onchange: (event) => attempt(() => actAs(event.target.value)).then(() => location.reload()),
    },
    kKinds.map((kind) =>
      el(
        "optgroup",
        { label: words.kinds[kind] },
        session.users
          .filter((user) => user.kind === kind)
          .map((user) => el("option", { value: String(user.id), selected: user.id === me.id }, user.name)),
      ),
    ),
  );
  return el(
    "header",
    {},
    el("a", { href: "/", class: "portal-name" }, session.state.domain ?? "portal"),
    clock(session),
    el("label", { class: "act-as" }, `${words.actAs}: `, people),
  );
}

// The portal's clock, which a person may put forward to see what time does to a board.
function clock(session) {
  const forward = (label, ms) =>
    button(label, () => attempt(() => post("/_double/clock", { advance_ms: ms })).then(() => location.reload()), {
      data: { clock: String(ms) },
    });
  return el(
    "span",
    { class: "clock" },
    `${moment(session.state.now)} `,
    forward("+1 h", kHourMs),
    forward("+1 d", 24 * kHourMs),
  );
}

export function menu(place, session, groups) {
  const { words } = session;
  const item = (href, text, data = {}) =>
    el("a", { href, data, "aria-current": href.split("?")[0] === location.pathname ? "page" : undefined }, text);
  place.append(
    item("/", words.home),
    el("h2", {}, words.groups),
    ...groups.map((group) => item(groupPath(group.ID), group.NAME, { group: group.ID })),
    el("h2", {}, words.apps),
    ...session.apps.map((app) =>
      item(
        applicationPath(app.client_id, "DEFAULT"),
        app.installed ? app.title : `${words.install}: ${app.title}`,
        { app: app.client_id, installed: app.installed ? "yes" : "no" },
      ),
    ),
    ...session.placements("LEFT_MENU").map((placement) =>
      item(applicationPath(placement.client_id, "LEFT_MENU"), placement.title, { placement: "LEFT_MENU" }),
    ),
  );
}
