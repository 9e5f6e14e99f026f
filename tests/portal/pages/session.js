// Who acts, in which portal, and what applications have put on its pages.
import { get, post } from "./rest.js";
import { wordsOf } from "./words.js";

/** Everything the pages need to know before they draw; read once for each page. */
export async function loadSession() {
  const state = await get("/_double/state");
  const users = (state.users ?? []).map((user) => ({ ...user, id: Number(user.id) }));
  const cookie = /(?:^|; )double_user=(\d+)/.exec(document.cookie);
  const id = Number(state.me?.id ?? cookie?.[1] ?? 1);
  const me = users.find((user) => user.id === id) ?? { id, name: `#${id}`, kind: "employee" };
  const apps = state.apps ?? [];
  const query = new URLSearchParams(location.search);
  return {
    state,
    me,
    users,
    apps,
    lang: state.lang ?? "ru",
    words: wordsOf(state.lang ?? "ru"),
    inSlider: query.get("IFRAME") === "Y",
    placements: (code) => (state.placements ?? []).filter((placement) => placement.placement === code),
    app: (clientId) => apps.find((app) => app.client_id === clientId) ?? null,
    userName: (userId) => users.find((user) => user.id === Number(userId))?.name ?? `#${userId}`,
    isAdmin: me.kind === "administrator",
  };
}

export function actAs(user) {
  return post("/_double/login", { user: Number(user) });
}

/** An instant of the portal in the reader's form; empty for none. */
export function moment(iso, lang) {
  if (!iso) return "";
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return String(iso);
  return at.toLocaleString(lang, { dateStyle: "short", timeStyle: "short" });
}
