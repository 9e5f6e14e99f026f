import { dayOf, presetPeriod } from "./period";
import type { Period } from "./report";
import type { FilterName } from "./report_list";

export const steps = ["", "day", "week", "month"] as const;
export type Step = (typeof steps)[number];

/** One report as it is asked for: all that a link of it carries. */
export interface Question {
  readonly name: string;
  readonly period: Period;
  /** Groups may be several; "" or nothing means all. */
  readonly groups: readonly string[];
  readonly user: string;
  readonly company: string;
  readonly class: string;
  readonly type: string;
  readonly step: Step;
  readonly compare: boolean;
  /** As it stood at the end of this day; "": as it stands. */
  readonly asOf: string;
}

export function plainQuestion(name: string, nowMs: number): Question {
  return { name, period: presetPeriod("month", dayOf(nowMs)), groups: [], user: "", company: "", class: "", type: "", step: "", compare: false, asOf: "" };
}

export const withoutFilters = (question: Question): Question => ({ ...question, groups: [], user: "", company: "", class: "", type: "" });

/** Filters that are set and that the report knows. */
export function chosen(question: Question, known: ReadonlySet<string>): readonly FilterName[] {
  const set: Record<FilterName, boolean> = {
    group: question.groups.length > 0,
    user: question.user !== "",
    company: question.company !== "",
    class: question.class !== "",
    type: question.type !== "",
    step: false,
  };
  return (Object.keys(set) as FilterName[]).filter((name) => set[name] && known.has(name));
}

/** What the service is asked: filters the report does not know are left out, so that they can stay set for the next one. */
export function toQuery(question: Question, known: ReadonlySet<string>): URLSearchParams {
  const out = new URLSearchParams({ from: question.period.from, to: question.period.to });
  for (const name of chosen(question, known)) {
    if (name === "group") out.set("groups", question.groups.join(","));
    else out.set(name, question[name]);
  }
  if (question.step !== "" && known.has("step")) out.set("step", question.step);
  if (question.compare) out.set("compare", "1");
  if (question.asOf !== "" && known.has("as_of")) out.set("as_of", question.asOf);
  return out;
}

/** The question without its name as one word for a link: base64 of JSON, safe in an address. */
export function toLink(question: Question): string {
  const { name: _, period, ...rest } = question;
  const kept = Object.fromEntries(Object.entries({ ...period, ...rest }).filter(([, value]) => value !== "" && value !== false && !(Array.isArray(value) && value.length === 0)));
  const bytes = new TextEncoder().encode(JSON.stringify(kept));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Whatever a link brings: what does not fit is left out, and the rest is as nobody had asked. */
export function fromLink(name: string, word: string, nowMs: number): Question {
  const plain = plainQuestion(name, nowMs);
  let raw: unknown;
  try {
    const bytes = Uint8Array.from(atob(word.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    raw = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return plain;
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return plain;
  const kept = raw as Record<string, unknown>;
  const say = (key: string, fits: RegExp): string => {
    const value = kept[key];
    return typeof value === "string" && value.length <= 250 && fits.test(value) ? value : "";
  };
  const day = /^\d{4}-\d{2}-\d{2}$/;
  const id = /^\d{1,15}$/;
  const from = say("from", day);
  const to = say("to", day);
  const groups = Array.isArray(kept["groups"]) ? kept["groups"].filter((one): one is string => typeof one === "string" && id.test(one)) : [];
  return {
    name,
    period: from !== "" && to > from ? { from, to } : plain.period,
    groups: [...new Set(groups)].slice(0, 200),
    user: say("user", id),
    company: say("company", id),
    class: say("class", /^(incident|change|service)$/),
    type: say("type", /./u),
    step: steps.find((one) => one === kept["step"]) ?? "",
    compare: kept["compare"] === true,
    asOf: say("asOf", day),
  };
}
