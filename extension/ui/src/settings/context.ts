import type { Api } from "../api";
import { fields, number, text } from "../door";
import type { Words } from "../words";
import { Names } from "./names";

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly external: boolean;
}

/** Who asks, and the names the settings speak of. A portal of many people or companies has them in `names` instead. */
export interface Context {
  readonly nowMs: number;
  readonly administrator: boolean;
  readonly groups: readonly { readonly id: number; readonly name: string }[];
  readonly people: readonly Person[];
  readonly companies: readonly { readonly id: number; readonly name: string }[];
  readonly names: Names;
  /** There are too many to be listed: `people` or `companies` is empty, they are found with `names`. */
  readonly many: { readonly people: boolean; readonly companies: boolean };
  readonly types: readonly string[];
  readonly team: ReadonlySet<number>;
  readonly done: { readonly group: boolean; readonly stage: boolean; readonly type: boolean; readonly plan: boolean };
}

export const contextParser = (api: Api, words: Words) => (raw: unknown): Context => {
  const root = fields(raw, "settings");
  const done = root.fields("done");
  return {
    nowMs: root.number("now_ms"),
    administrator: root.flag("administrator"),
    groups: root.each("groups", (group) => ({ id: group.number("id"), name: group.text("name") })),
    people: root.each("people", (person) => ({
      id: person.number("id"),
      name: person.text("name"),
      active: person.flag("active"),
      external: person.flag("external"),
    })),
    companies: root.each("companies", (company) => ({ id: company.number("id"), name: company.text("title") })),
    names: new Names(api, (id) => words.t("card.number", { ticket: String(id) })),
    many: { people: root.flag("people_more"), companies: root.flag("companies_more") },
    types: root.list("types", text),
    team: new Set(root.list("team", number)),
    done: { group: done.flag("group"), stage: done.flag("stage"), type: done.flag("type"), plan: done.flag("plan") },
  };
};

export const personName = (context: Context, id: number): string => context.people.find((person) => person.id === id)?.name ?? (context.many.people ? context.names.of("people", id) : context.names.unnamed(id));
export const companyName = (context: Context, id: number): string => context.companies.find((company) => company.id === id)?.name ?? (context.many.companies ? context.names.of("companies", id) : context.names.unnamed(id));
export const groupName = (context: Context, id: number): string => context.groups.find((group) => group.id === id)?.name ?? context.names.unnamed(id);

/** Today, by the service's clock, as a date field holds it. */
export const todayOf = (context: Context): string => new Date(context.nowMs).toISOString().slice(0, 10);
