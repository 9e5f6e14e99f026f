import { fields, record, text } from "../door";

/** What people have set about working time, line by line, as the service keeps it (calendar_sheet.h says what a line holds). */
export type Lines = ReadonlyMap<string, string>;
/** Minutes of a day: from, to, from, to. Empty: nobody works. */
export type Hours = readonly number[];

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const officeDay: Hours = [540, 780, 840, 1080];

export interface Country {
  readonly code: string;
  readonly titles: Readonly<Record<string, unknown>>;
  readonly shortBy: number;
  readonly years: readonly { readonly year: number; readonly provisional: boolean; readonly source: string }[];
  readonly days: ReadonlyMap<string, string>;
}

/** What a calendar can be made of. */
export interface Choices {
  readonly zones: readonly string[];
  readonly countries: readonly Country[];
  readonly offsetMs: number;
  /** Nobody has edited the portal's calendar here. */
  readonly fromPortal: boolean;
}

/** Throws BadAnswer. */
export function parseChoices(raw: unknown): Choices {
  const root = fields(raw, "calendar");
  return {
    zones: root.list("zones", text),
    countries: root.each("countries", (country) => ({
      code: country.text("country"),
      titles: country.read("titles", record),
      shortBy: country.number("short_by_minutes"),
      years: country.each("years", (year) => ({ year: year.number("year"), provisional: year.flag("provisional"), source: year.text("source") })),
      days: new Map(Object.entries(country.read("days", record)).map(([day, kind]) => [day, text(kind, "day")])),
    })),
    offsetMs: root.number("offset_ms"),
    fromPortal: root.flag("from_portal"),
  };
}

/** "9:00", "09:00", "9", "24:00" as minutes; null when it is no time of a day. */
export function minuteOf(typed: string): number | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(typed.trim());
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return Number(match[2] ?? 0) > 59 || minutes > 1440 ? null : minutes;
}

export const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** As the service keeps hours: "09:00-13:00 14:00-18:00" or "off". */
export function written(hours: Hours): string {
  if (hours.length === 0) return "off";
  const parts: string[] = [];
  for (let at = 0; at < hours.length; at += 2) parts.push(`${clock(hours[at] ?? 0)}-${clock(hours[at + 1] ?? 0)}`);
  return parts.join(" ");
}

/** "9-13, 14:00–18:00", "09:00-13:00 14:00-18:00" or "off"; null when they are not ascending within one day. */
export function parseHours(typed: string): Hours | null {
  if (typed.trim() === "off") return [];
  const hours: number[] = [];
  for (const part of typed.trim().replaceAll(/\s*[-–—]\s*/g, "-").split(/[\s,;]+/)) {
    const [from, to, more] = part.split("-");
    const begin = minuteOf(from ?? "");
    const end = minuteOf(to ?? "");
    if (begin === null || end === null || more !== undefined || begin >= end || begin < (hours.at(-1) ?? 0)) return null;
    hours.push(begin, end);
  }
  return hours;
}

export function lengthOf(hours: Hours): number {
  let length = 0;
  for (let at = 0; at < hours.length; at += 2) length += (hours[at + 1] ?? 0) - (hours[at] ?? 0);
  return length;
}

/** Without the last `by` minutes of working time. */
export function shortened(hours: Hours, by: number): Hours {
  const left = [...hours];
  let cut = by;
  while (left.length > 0 && cut > 0) {
    const length = lengthOf(left.slice(-2));
    if (length > cut) {
      left[left.length - 1] = (left.at(-1) ?? 0) - cut;
      return left;
    }
    cut -= length;
    left.splice(-2);
  }
  return left;
}

/** The hours most working days of the week have in length; the longest of those equally frequent. */
export function normalHours(week: readonly Hours[]): Hours {
  const frequency = new Map<number, number>();
  for (const day of week) if (day.length > 0) frequency.set(lengthOf(day), (frequency.get(lengthOf(day)) ?? 0) + 1);
  const [normal] = [...frequency].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return week.find((day) => day.length > 0 && lengthOf(day) === normal?.[0]) ?? [];
}

/** A group's lines win over the portal's, one by one. */
export const together = (portal: Lines, own: Lines): Lines => new Map([...portal, ...own]);

export const weekOf = (lines: Lines): readonly Hours[] =>
  weekdays.map((name, at) => {
    const line = lines.get(name);
    return line === undefined ? (at < 5 ? officeDay : []) : (parseHours(line) ?? []);
  });

export interface Day {
  readonly hours: Hours;
  /** What says so: a line of its own, the country, the line of every year, the weekday. */
  readonly by: "own" | "country" | "every_year" | "weekday";
  /** "hours" for hours of its own. */
  readonly kind: "off" | "work" | "short" | "hours";
}

/** A calendar ready to be asked for days. */
export class Year {
  readonly #week: readonly Hours[];
  readonly #normal: Hours;
  readonly #country: Country | undefined;

  constructor(
    private readonly lines: Lines,
    choices: Choices,
  ) {
    this.#week = weekOf(lines);
    this.#normal = normalHours(this.#week);
    this.#country = choices.countries.find((country) => country.code === lines.get("country"));
  }

  /** `date`: "2026-05-04". */
  day(date: string): Day {
    const own = this.lines.get(date);
    if (own !== undefined) return this.#made(date, own, "own");
    const decreed = this.#country?.days.get(date);
    if (decreed !== undefined) return this.#made(date, decreed, "country");
    const every = this.lines.get(date.slice(5));
    if (every !== undefined) return this.#made(date, every, "every_year");
    const hours = this.#week[weekdayOf(date)] ?? [];
    return { hours, by: "weekday", kind: hours.length > 0 ? "work" : "off" };
  }

  /** Working days and minutes of a month. */
  month(year: number, month: number): { readonly days: number; readonly minutes: number } {
    let days = 0;
    let minutes = 0;
    for (const date of daysOf(year, month)) {
      const length = lengthOf(this.day(date).hours);
      if (length > 0) days += 1;
      minutes += length;
    }
    return { days, minutes };
  }

  #made(date: string, value: string, by: Day["by"]): Day {
    if (value === "off") return { hours: [], by, kind: "off" };
    if (value !== "work" && value !== "short") return { hours: parseHours(value) ?? [], by, kind: "hours" };
    const weekday = this.#week[weekdayOf(date)] ?? [];
    const hours = weekday.length > 0 ? weekday : this.#normal;
    return { hours: value === "short" ? shortened(hours, this.#country?.shortBy ?? 60) : hours, by, kind: value };
  }
}

const two = (number: number): string => String(number).padStart(2, "0");

/** Monday is 0. */
export const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** `month` from 0. */
export function daysOf(year: number, month: number): readonly string[] {
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Array.from({ length: count }, (_, at) => `${year}-${two(month + 1)}-${two(at + 1)}`);
}

export const shiftedDay = (date: string, by: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** Changes `own` so that `name` holds `value`; null takes the line away. What the portal says anyway is no line of a group. */
export function withLine(own: Lines, portal: Lines, name: string, value: string | null): Lines {
  const lines = new Map(own);
  if (value === null || (portal.get(name) === value && portal !== own)) lines.delete(name);
  else lines.set(name, value);
  return lines;
}

/** The code of what is wrong with a line as far as the page knows, "" when nothing is. */
export function wrongLine(name: string, value: string, choices: Choices): string {
  if (name === "zone") return choices.zones.includes(value) || /^Etc\/GMT[+-]\d+$/.test(value) ? "" : "calendar.zone";
  if ((weekdays as readonly string[]).includes(name)) return parseHours(value) === null ? "calendar.hours" : "";
  if (/^\d{4}-/.test(name)) return ["off", "work", "short"].includes(value) || parseHours(value) !== null ? "" : "calendar.hours";
  return "";
}

/** Mine on top of what was saved meanwhile: lines I have changed stay mine. */
export function mineOnTop(base: Lines, mine: Lines, theirs: Lines): Lines {
  const lines = new Map(theirs);
  for (const name of new Set([...base.keys(), ...mine.keys()])) {
    const value = mine.get(name);
    if (value === base.get(name)) continue;
    if (value === undefined) lines.delete(name);
    else lines.set(name, value);
  }
  return lines;
}

export const sameLines = (left: Lines, right: Lines): boolean => left.size === right.size && [...left].every(([name, value]) => right.get(name) === value);
