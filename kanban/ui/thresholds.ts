import { list, fields, number, oneOf, orNull } from "@shell/door";
import { roles, type Card, type CardClass, type Stage } from "./card";
import type { Threshold, Thresholds } from "./snapshot";

const classes = ["incident", "change", "service"] as const;
const timers = ["lu", "wia"] as const;
export type Timer = (typeof timers)[number];

const place = (timer: Timer, stage: number, cardClass: CardClass): string => `${timer} ${stage} ${cardClass}`;

/** What administrators have set, for each stage and class; the service sends the narrowest first. Throws BadAnswer. */
export function ownThresholds(raw: unknown, stages: readonly Stage[]): ReadonlyMap<string, Threshold> {
  const own = new Map<string, Threshold>();
  for (const item of orNull(raw, "thresholds.own", list) ?? []) {
    const row = fields(item, "threshold");
    const timer = oneOf(row["timer"], "threshold.timer", timers);
    const role = orNull(row["role"], "threshold.role", (value, where) => oneOf(value, where, roles));
    const only = orNull(row["class"], "threshold.class", (value, where) => oneOf(value, where, classes));
    const limits = { warnMs: number(row["warn_ms"], "threshold.warn_ms"), alarmMs: number(row["alarm_ms"], "threshold.alarm_ms") };
    for (const stage of stages) {
      if (role !== null && stage.role !== role) continue;
      for (const cardClass of only === null ? classes : [only]) {
        const key = place(timer, stage.id, cardClass);
        if (!own.has(key)) own.set(key, limits);
      }
    }
  }
  return own;
}

export function thresholdOf(thresholds: Thresholds, timer: Timer, card: Card): Threshold {
  return thresholds.own?.get(place(timer, card.stage, card.class)) ?? thresholds[timer];
}
