import type { Words } from "@shell/words";
import type { JournalRow } from "./details";

/** `1,5` for an hour and a half, as it may be typed back; "" when empty. Minutes that are no tenth of an hour as `1:20`. */
export function estimateText(minutes: number | null, words: Words): string {
  if (minutes === null) return "";
  if ((minutes * 10) % 60 === 0) return words.number(minutes / 60).replace(/[\s\u00a0\u202f]/g, "");
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** What `datetime-local` wants: the instant in this browser's zone, to the minute. */
export function localMinute(ms: number | null): string {
  if (ms === null) return "";
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of a `datetime-local` value; null for an empty or half-typed one. */
export function msOfLocal(value: string): number | null {
  const at = value === "" ? Number.NaN : new Date(value).getTime();
  return Number.isFinite(at) ? at : null;
}

/** The entries of a dictionary, and what the card has although it is none of them. */
export function withCurrent(titles: readonly string[], current: string): readonly string[] {
  return current === "" || titles.includes(current) ? titles : [current, ...titles];
}

/** The day on which somebody comes back to the stopper that stands now; null when none is set. */
export function followUpMs(journal: readonly JournalRow[], stopperSinceMs: number | null): number | null {
  const row = journal.filter((one) => one.fact === "follow_up" && one.atMs >= (stopperSinceMs ?? 0)).at(-1);
  return row === undefined || row.to === "" ? null : Number(row.to);
}
