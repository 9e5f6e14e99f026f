import type { Words } from "@shell/words";
import type { Report, Table } from "./report";

const word = (key: string, otherwise: string, words: Words): string => (words.has(key) ? words.t(key) : otherwise);
const keyOf = (name: string): string => name.replaceAll("-", "_");

export const titleOf = (name: string, words: Words): string => word(`report.name.${keyOf(name)}`, name, words);
export const whatFor = (name: string, words: Words): string => word(`report.for.${keyOf(name)}`, "", words);
export const figureTitle = (key: string, words: Words): string => word(`report.figure.${key}`, key, words);
export const columnTitle = (key: string, words: Words): string => word(`report.column.${key}`, key, words);
export const tableTitle = (key: string, words: Words): string => word(`report.table.${key}`, key, words);
export const chartTitle = (key: string, words: Words): string => word(`report.chart.${key}`, key, words);
export const noteText = (key: string, words: Words): string => word(`report.note.${key}`, key, words);
/** What a number means, in plain words; "" when its name says it. */
export const meaning = (kind: "figure" | "column" | "line", key: string, words: Words): string => word(`report.${kind}.${key}.is`, "", words);

/** "1–31 мар. 2026 г.": one name of the month where both days share it. `last` is the last day itself. */
export function periodText(from: string, last: string, words: Words): string {
  const begin = new Date(`${from}T00:00:00Z`);
  const end = new Date(`${last}T00:00:00Z`);
  if (Number.isNaN(begin.getTime()) || Number.isNaN(end.getTime())) return "";
  return new Intl.DateTimeFormat(words.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).formatRange(begin, end);
}

export interface Meaning {
  readonly term: string;
  readonly text: string;
}

/** Every number of a report with what it means, each once, in the order of the page. */
export function meaningsOf(report: Pick<Report, "tables" | "charts">, words: Words): readonly Meaning[] {
  const found = new Map<string, string>();
  const add = (term: string, text: string): void => {
    if (text !== "" && !found.has(term)) found.set(term, text);
  };
  for (const table of report.tables) for (const column of table.columns) add(columnTitle(column.key, words), meaning("column", column.key, words));
  for (const chart of report.charts) for (const line of chart.lines) add(word(`report.line.${line.key}`, line.key, words), meaning("line", line.key, words));
  return [...found].map(([term, text]) => ({ term, text }));
}

export const isEmpty = (tables: readonly Table[]): boolean => tables.every((table) => table.rows.length === 0);
