import type { Words } from "./words";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/** `5 мин`, `3 ч`, `2 д 4 ч`, `11 д`, `3 нед` (domain.md 5). Only whole units that have passed are said. */
export function span(ms: number, words: Words): string {
  const passed = Math.max(0, ms);
  if (passed < minuteMs) return words.t("span.moment");
  if (passed < hourMs) return words.t("span.minutes", { n: Math.floor(passed / minuteMs) });
  if (passed < dayMs) return words.t("span.hours", { n: Math.floor(passed / hourMs) });
  const days = Math.floor(passed / dayMs);
  const hours = Math.floor((passed % dayMs) / hourMs);
  if (days < 7 && hours > 0) return words.t("span.days_hours", { d: days, h: hours });
  if (days < 21) return words.t("span.days", { n: days });
  return words.t("span.weeks", { n: Math.floor(passed / weekMs) });
}
