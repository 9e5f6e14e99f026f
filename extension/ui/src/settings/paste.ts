import { minutesOf } from "./sections";

/** A line of a spreadsheet: whose plan, how many hours, from when; or who is away, from when to when, and why. */
export interface PastedRow {
  readonly line: number;
  readonly id: number;
  readonly hours: string;
  readonly from: string;
  readonly to?: string;
  readonly note?: string;
}
export interface PastedFault {
  readonly line: number;
  readonly text: string;
  /** "name": nobody is called so; "names": several are; "hours", "date": not understood; "columns": too few. */
  readonly code: "name" | "names" | "hours" | "date" | "last_first" | "columns";
}
export interface Pasted {
  readonly rows: readonly PastedRow[];
  readonly faults: readonly PastedFault[];
}

export interface Named {
  readonly id: number;
  readonly name: string;
}

const folded = (text: string): string => text.toLowerCase().replaceAll("ё", "е").split(/\s+/).filter(Boolean).sort().join(" ");

/** 2026-01-31, 31.01.2026 or 1/31/2026 as a date of the calendar; null when it is none. */
export function dateOf(text: string): string | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed);
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(trimmed);
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(trimmed);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : dots ? [dots[3], dots[2], dots[1]] : slashes ? [slashes[3], slashes[1], slashes[2]] : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? date.toISOString().slice(0, 10) : null;
}

/** The cells of one line: tabs as a spreadsheet copies them, else semicolons. Quotes around a cell are taken off. */
function cellsOf(line: string): string[] {
  return line.split(line.includes("\t") ? "\t" : ";").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").replaceAll('""', '"'));
}

function idsByName(people: readonly Named[]): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (const person of people) byName.set(folded(person.name), [...(byName.get(folded(person.name)) ?? []), person.id]);
  return byName;
}

/**
 * Lines of name, first day, last day (the same one where it is left out) and a note. The heading and repeated lines as with
 * pasted().
 */
export function pastedAbsences(text: string, people: readonly Named[]): Pasted {
  const byName = idsByName(people);
  const rows = new Map<string, PastedRow>();
  const faults: PastedFault[] = [];
  text.split(/\r\n|\r|\n/).forEach((whole, at) => {
    if (whole.trim() === "") return;
    const line = at + 1;
    const [name, first, last, note] = cellsOf(whole);
    const fault = (code: PastedFault["code"]): void => void faults.push({ line, text: whole.trim(), code });
    if (name === undefined || first === undefined) return fault("columns");
    const from = dateOf(first);
    if (from === null && rows.size === 0 && faults.length === 0 && !/\d/.test(first)) return undefined;
    const found = byName.get(folded(name)) ?? [];
    const [id] = found;
    if (id === undefined) return fault("name");
    if (found.length > 1) return fault("names");
    const to = last === undefined || last === "" ? from : dateOf(last);
    if (from === null || to === null) return fault("date");
    if (to < from) return fault("last_first");
    rows.set(`${id} ${from}`, { line, id, hours: "", from, to, note: note ?? "" });
    return undefined;
  });
  return { rows: [...rows.values()], faults };
}

/**
 * Lines of name, hours and, where it differs from `today`, a date. Names match whatever the order of first and last name; a line
 * without a number (a heading) at the very top is left out. The same person on the same day: the last line counts.
 */
export function pasted(text: string, people: readonly Named[], today: string): Pasted {
  const byName = idsByName(people);
  const rows = new Map<string, PastedRow>();
  const faults: PastedFault[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  lines.forEach((whole, at) => {
    if (whole.trim() === "") return;
    const line = at + 1;
    const [name, hours, from] = cellsOf(whole);
    const fault = (code: PastedFault["code"]): void => void faults.push({ line, text: whole.trim(), code });
    if (name === undefined || hours === undefined) return fault("columns");
    const minutes = minutesOf(hours);
    if (minutes === null && rows.size === 0 && faults.length === 0 && !/\d/.test(hours)) return undefined;
    const found = byName.get(folded(name)) ?? [];
    const [id] = found;
    if (id === undefined) return fault("name");
    if (found.length > 1) return fault("names");
    if (minutes === null) return fault("hours");
    const date = from === undefined || from === "" ? today : dateOf(from);
    if (date === null) return fault("date");
    rows.set(`${id} ${date}`, { line, id, hours, from: date });
    return undefined;
  });
  return { rows: [...rows.values()], faults };
}
