import { fields, list, oneOf, orNull } from "@shell/door";
import { classes, roles, type Card, type CardClass, type Stage } from "./card";
import type { Threshold, Thresholds } from "./snapshot";

const timers = ["lu", "wia"] as const;
export type Timer = (typeof timers)[number];

const place = (timer: Timer, stage: number, cardClass: CardClass): string => `${timer} ${stage} ${cardClass}`;

/** What administrators have set, for each stage and class; the service sends the narrowest first. Throws BadAnswer. */
export function ownThresholds(raw: unknown, stages: readonly Stage[]): ReadonlyMap<string, Threshold> {
  const own = new Map<string, Threshold>();
  for (const item of orNull(raw, "thresholds.own", list) ?? []) {
    const row = fields(item, "threshold");
    const timer = row.oneOf("timer", timers);
    const role = row.orNull("role", (value, where) => oneOf(value, where, roles));
    const only = row.orNull("class", (value, where) => oneOf(value, where, classes));
    const limits = { warnMs: row.number("warn_ms"), alarmMs: row.number("alarm_ms") };
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
