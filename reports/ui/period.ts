import type { Period } from "./report";

export const presets = ["month", "last_month", "quarter", "last_quarter", "year", "custom"] as const;
export type Preset = (typeof presets)[number];

const iso = (year: number, month: number, date: number): string => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** The day of an instant in the browser's zone. */
export function dayOf(ms: number): string {
  const at = new Date(ms);
  return iso(at.getFullYear(), at.getMonth(), at.getDate());
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole calendar months, quarters and years around `today`, the coming days of the present one included. */
export function presetPeriod(preset: Exclude<Preset, "custom">, today: string): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  const months = (from: number, count: number): Period => ({ from: iso(year, from, 1), to: iso(year, from + count, 1) });
  const quarter = month - (month % 3);
  switch (preset) {
    case "month":
      return months(month, 1);
    case "last_month":
      return months(month - 1, 1);
    case "quarter":
      return months(quarter, 3);
    case "last_quarter":
      return months(quarter - 3, 3);
    case "year":
      return months(0, 12);
  }
}

/** The preset that is exactly this period, so that a link of this month reads "this month" while it lasts. */
export function presetOf(period: Period, today: string): Preset {
  return presets.find((one) => one !== "custom" && same(presetPeriod(one, today), period)) ?? "custom";
}

export const same = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;

const longestDays = 366 * 5;

/** Why the service would refuse it: a word of `reports.period.*`, or "". `last` is the last day itself. */
export function periodFault(from: string, last: string): string {
  const begin = Date.parse(`${from}T00:00:00Z`);
  const end = Date.parse(`${last}T00:00:00Z`);
  if (Number.isNaN(begin) || Number.isNaN(end)) return "incomplete";
  if (end < begin) return "backwards";
  return (end - begin) / 86_400_000 >= longestDays ? "too_long" : "";
}
