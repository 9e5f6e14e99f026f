import { fields, listOf, number, text } from "./door";

export const pages = ["board", "unbound", "home", "reports", "install", "settings", "task", "company", "client", "link", "error"] as const;
export type Page = (typeof pages)[number];
export type Lang = "ru" | "en";
/** In the group the page is about; on pages about none: what he is where he is most. "nobody": no member of any. */
export type UserRole = "administrator" | "manager" | "agent" | "client" | "nobody";

export interface GroupName {
  readonly id: number;
  readonly name: string;
}

/** What the service knows about this visit when it sends the page. */
export interface Bootstrap {
  readonly page: Page;
  readonly session: string;
  readonly lang: Lang;
  readonly user: { readonly id: number; readonly name: string; readonly admin: boolean; readonly role: UserRole };
  readonly group: number | null;
  readonly groupName: string;
  /** The task, or the company, in whose card the page is a tab; of a client's page: the request that is opened first. */
  readonly ticket: number | null;
  readonly company: number | null;
  readonly nowMs: number;
  readonly errorCode: string | null;
  readonly groups: readonly GroupName[];
  /** The view of a shared link (kanban/ui/view.ts); "" when the page was opened without one. */
  readonly view: string;
  /** The report of a shared link with the word of reports/ui/question.ts; null when the page was opened without one. */
  readonly report: { readonly name: string; readonly view: string } | null;
  /** The portal's address under which a link opens this application; "" when it is not known. */
  readonly link: string;
}

const roles = ["administrator", "manager", "agent", "client", "nobody"] as const;

function parseUser(raw: unknown): Bootstrap["user"] {
  if (raw === null || raw === undefined) return { id: 0, name: "", admin: false, role: "agent" };
  const user = fields(raw, "user");
  return {
    id: user.number("id"),
    name: user.orNull("name", text) ?? "",
    admin: user.flag("admin"),
    role: user.oneOf("role", roles),
  };
}

function parseGroup(raw: unknown): Bootstrap["groups"][number] {
  const group = fields(raw, "group");
  return { id: group.number("id"), name: group.text("name") };
}

/** Throws BadAnswer. */
export function parseBootstrap(raw: unknown): Bootstrap {
  const root = fields(raw, "bootstrap");
  const error = root.orNull("error", fields);
  return {
    page: root.oneOf("page", pages),
    session: root.orNull("session", text) ?? "",
    lang: root.raw("lang") === "en" ? "en" : "ru",
    user: root.read("user", parseUser),
    group: root.orNull("group", number),
    ticket: root.orNull("ticket", number),
    company: root.orNull("company", number),
    groupName: root.orNull("group_name", text) ?? "",
    nowMs: root.orNull("now_ms", number) ?? Date.now(),
    errorCode: error === null ? null : error.text("code"),
    groups: root.orNull("groups", listOf(parseGroup)) ?? [],
    view: root.orNull("view", text) ?? "",
    report: root.orNull("report", (raw, where) => {
      const report = fields(raw, where);
      return { name: report.text("name"), view: report.orNull("view", text) ?? "" };
    }),
    link: root.orNull("link", text) ?? "",
  };
}

/** A page that was opened without the service's block, or with a broken one, is an error page: never a blank one. */
export function readBootstrap(block: string | null | undefined, browserLang: string): Bootstrap {
  const lang: Lang = browserLang.startsWith("ru") ? "ru" : "en";
  try {
    const bootstrap = parseBootstrap(JSON.parse(block ?? "null"));
    // Whoever follows a personal link has no portal whose language he has chosen.
    return bootstrap.page === "link" ? { ...bootstrap, lang } : bootstrap;
  } catch {
    return parseBootstrap({ page: "error", lang, error: { code: "bootstrap.missing" } });
  }
}
