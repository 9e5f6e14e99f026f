import { fields, number } from "./door";

/** A card as one line of a list outside the board. */
export interface Line {
  readonly ticket: number;
  readonly group: number;
  readonly title: string;
  readonly class: "incident" | "change" | "service";
  readonly stage: string;
  readonly color: string;
  readonly company: string;
  readonly assignee: string;
  readonly stopper: string;
  readonly estimateMin: number | null;
  readonly spentMin: number;
  readonly deadlineMs: number | null;
  readonly luMs: number;
}

export function parseLine(raw: unknown): Line {
  const line = fields(raw, "card");
  const say = (name: string): string => line.text(name);
  const count = (name: string): number => line.number(name);
  const color = say("color");
  return {
    ticket: count("ticket"),
    group: count("group"),
    title: say("title"),
    class: line.oneOf("class", ["incident", "change", "service"] as const),
    stage: say("stage"),
    color: /^[0-9a-f]{6}$/i.test(color) ? color : "a8adb4",
    company: say("company"),
    assignee: say("assignee"),
    stopper: say("stopper"),
    estimateMin: line.orNull("estimate_min", number),
    spentMin: count("spent_min"),
    deadlineMs: line.orNull("deadline_ms", number),
    luMs: count("lu_ms"),
  };
}

export interface Mine {
  readonly nowMs: number;
  readonly cards: readonly Line[];
}

export function parseMine(raw: unknown): Mine {
  const root = fields(raw, "mine");
  return { nowMs: root.number("now_ms"), cards: root.list("cards", parseLine) };
}

export interface Company extends Mine {
  readonly name: string;
  /** "2026-03" */
  readonly month: string;
  readonly planMin: number | null;
  readonly usedMin: number;
  readonly estimatedMin: number;
}

export function parseCompany(raw: unknown): Company {
  const root = fields(raw, "company");
  return {
    ...parseMine(raw),
    name: root.text("name"),
    month: root.text("month"),
    planMin: root.orNull("plan_min", number),
    usedMin: root.number("used_min"),
    estimatedMin: root.number("estimated_min"),
  };
}

/** Used of planned as whole per cent, more than 100 when it is more; null without a plan (never infinite). */
export function usedPercent(company: Company): number | null {
  if (company.planMin === null || company.planMin === 0) return null;
  return Math.round((100 * company.usedMin) / company.planMin);
}
