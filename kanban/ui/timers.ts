import { dayMs } from "@shell/span";
import type { Words } from "@shell/words";
import type { Card } from "./card";
import type { Threshold } from "./snapshot";
import type { WorkClock } from "./work_clock";

export type Urgency = "calm" | "warn" | "alarm";

/** `2,5 ч`, `45 мин`: labour is counted in hours once there is one. */
export function labour(minutes: number, words: Words): string {
  if (minutes !== 0 && Math.abs(minutes) < 60) return words.t("span.minutes", { n: minutes });
  return words.t("span.hours", { n: minutes / 60 });
}

const since = (fromMs: number, toMs: number, working: WorkClock | undefined): number => Math.max(0, working === undefined ? toMs - fromMs : working.between(fromMs, toMs));

/** LU: since the last meaningful change, in working time where `working` counts it; stands still when the card is done. */
export function lastUpdateMs(card: Card, nowMs: number, working?: WorkClock): number {
  return since(card.luMs, card.doneMs ?? nowMs, working);
}

/** WIA: since work began in this cycle, null when it never did; in working time where `working` counts it. */
export function workAgeMs(card: Card, nowMs: number, working?: WorkClock): number | null {
  if (card.wiaSinceMs === null) return null;
  return since(card.wiaSinceMs, card.doneMs ?? nowMs, working);
}

/** How much of the work's age the card stood under a stopper: the closed intervals and the open one. */
export function stoppedMs(card: Card, nowMs: number): number {
  if (card.wiaSinceMs === null) return 0;
  if (card.stopper === "" || card.stopperSinceMs === null) return card.stoppedBeforeMs;
  const open = (card.doneMs ?? nowMs) - Math.max(card.stopperSinceMs, card.wiaSinceMs);
  return card.stoppedBeforeMs + Math.max(0, open);
}

/** Thresholds are reached, not passed: at exactly `warnMs` the colour changes. */
export function urgencyOf(ageMs: number, threshold: Threshold): Urgency {
  if (ageMs >= threshold.alarmMs) return "alarm";
  return ageMs >= threshold.warnMs ? "warn" : "calm";
}

export interface Due {
  readonly urgency: Urgency;
  /** Time left; negative when overdue. */
  readonly leftMs: number;
}

/** `nowMs` is the service's clock, not the browser's: a wrong laptop clock must not raise alarms. */
export function dueOf(card: Card, nowMs: number, soonMs = dayMs): Due | null {
  if (card.deadlineMs === null) return null;
  const leftMs = card.deadlineMs - (card.doneMs ?? nowMs);
  if (leftMs <= 0) return { urgency: "alarm", leftMs };
  return { urgency: leftMs <= soonMs ? "warn" : "calm", leftMs };
}

/** The service's clock as this browser sees it: `serverMs` was true at `browserMs`. */
export class ServiceClock {
  #offsetMs: number;

  constructor(
    serverMs: number,
    private readonly browserNow: () => number,
  ) {
    this.#offsetMs = serverMs - browserNow();
  }

  setTo(serverMs: number): void {
    this.#offsetMs = serverMs - this.browserNow();
  }

  now(): number {
    return this.browserNow() + this.#offsetMs;
  }
}
