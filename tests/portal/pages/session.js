// Who acts, in which portal, and what applications have put on its pages.
import { get, post } from "./rest.js";
import { wordsOf } from "./words.js";

/** Everything the pages need to know before they draw; read once for each page. */
export async function loadSession() {
  const state = await get("/_double/state");
  const users = state.users.filter((user) => user.active);
  const me = users.find((user) => user.id === state.me.id) ?? users[0];
  const query = new URLSearchParams(location.search);
  return {
    state,
    me,
    users,
    apps: state.apps,
    lang: state.lang,
    words: wordsOf(state.lang),
    inSlider: query.get("IFRAME") === "Y",
    /** What installed applications have bound to a placement, or to several with a common beginning. */
    placements: (code) => state.placements.filter((placement) => placement.placement.startsWith(code)),
    app: (clientId) => state.apps.find((app) => app.client_id === clientId) ?? null,
    userName: (userId) => state.users.find((user) => user.id === Number(userId))?.name ?? `#${userId}`,
    isAdmin: me.kind === "administrator",
  };
}

export function actAs(user) {
  return post("/_double/login", { user: Number(user) });
}

/** An instant as the portal's clocks show it, in the zone the portal wrote it in; empty for none. */
export function moment(iso) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso ?? "");
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]} ${parts[4]}` : String(iso ?? "");
}
