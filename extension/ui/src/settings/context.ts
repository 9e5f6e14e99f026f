import type { Api } from "../api";
import { fields, flag, list, number, text } from "../door";
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

export const contextParser = (api: Api) => (raw: unknown): Context => {
  const root = fields(raw, "settings");
  const done = fields(root["done"], "done");
  return {
    nowMs: number(root["now_ms"], "now_ms"),
    administrator: flag(root["administrator"], "administrator"),
    groups: list(root["groups"], "groups").map((item) => {
      const group = fields(item, "group");
      return { id: number(group["id"], "group.id"), name: text(group["name"], "group.name") };
    }),
    people: list(root["people"], "people").map((item) => {
      const person = fields(item, "person");
      return {
        id: number(person["id"], "person.id"),
        name: text(person["name"], "person.name"),
        active: flag(person["active"], "person.active"),
        external: flag(person["external"], "person.external"),
      };
    }),
    companies: list(root["companies"], "companies").map((item) => {
      const company = fields(item, "company");
      return { id: number(company["id"], "company.id"), name: text(company["title"], "company.title") };
    }),
    names: new Names(api),
    many: { people: flag(root["people_more"], "people_more"), companies: flag(root["companies_more"], "companies_more") },
    types: list(root["types"], "types").map((type) => text(type, "type")),
    team: new Set(list(root["team"], "team").map((user) => number(user, "team"))),
    done: { group: flag(done["group"], "done.group"), stage: flag(done["stage"], "done.stage"), type: flag(done["type"], "done.type"), plan: flag(done["plan"], "done.plan") },
  };
};

export const personName = (context: Context, id: number): string => context.people.find((person) => person.id === id)?.name ?? (context.many.people ? context.names.of("people", id) : `№ ${id}`);
export const companyName = (context: Context, id: number): string => context.companies.find((company) => company.id === id)?.name ?? (context.many.companies ? context.names.of("companies", id) : `№ ${id}`);
export const groupName = (context: Context, id: number): string => context.groups.find((group) => group.id === id)?.name ?? `№ ${id}`;

/** Today, by the service's clock, as a date field holds it. */
export const todayOf = (context: Context): string => new Date(context.nowMs).toISOString().slice(0, 10);
