import { hourMs, span } from "@shell/span";
import type { Words } from "@shell/words";
import type { WorkClock } from "./work_clock";

/** `5 мин`, `3 ч`, `2 р. д. 4 ч`, `11 р. д.`: as span() says it, a day being a working day of `dayMs`. */
export function workingSpan(ms: number, dayMs: number, words: Words): string {
  if (ms < dayMs) return span(Math.min(ms, 24 * hourMs - 1), words);
  const days = Math.floor(ms / dayMs);
  const hours = Math.floor((ms % dayMs) / hourMs);
  if (days < 5 && hours > 0) return words.t("span.working.days_hours", { d: days, h: hours });
  return words.t("span.working.days", { n: days });
}

/** A timer's span in whichever time it was counted. */
export const timerSpan = (ms: number, working: WorkClock | undefined, words: Words): string => (working === undefined ? span(ms, words) : workingSpan(ms, working.dayMs, words));
