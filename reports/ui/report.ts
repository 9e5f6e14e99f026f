import { BadAnswer, byNumber, fields, list, listOf, number, text, type Read } from "@shell/door";

/** What a column's values are: reports/rules/report.h says each one's measure. */
export const units = ["text", "user", "company", "group", "ticket", "role", "class", "stage", "day", "instant", "count", "minutes", "days", "share"] as const;
export type Unit = (typeof units)[number];
/** null: there is no value, which is not 0. */
export type Cell = null | number | string;

export interface Column {
  readonly key: string;
  readonly unit: Unit;
  readonly total: boolean;
}
export interface Row {
  readonly cells: readonly Cell[];
  /** What to ask for to see what the row stands for; "" when there is nothing to see. */
  readonly behind: string;
}
export interface Table {
  readonly key: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** One for each column, or none at all. */
  readonly totals: readonly Cell[];
  readonly previous: readonly Cell[];
}
export const chartKinds = ["bars", "line", "stacked_area", "scatter"] as const;
export interface Chart {
  readonly kind: (typeof chartKinds)[number];
  readonly key: string;
  readonly table: number;
  readonly x: number;
  readonly y: readonly number[];
  readonly lines: readonly { readonly key: string; readonly at: number }[];
}
export interface Figure {
  readonly key: string;
  readonly unit: Unit;
  readonly value: Cell;
  readonly previous: Cell;
}
/** Days as "2026-03-01"; `to` is the day after the last one. */
export interface Period {
  readonly from: string;
  readonly to: string;
}
export const nameKinds = ["users", "companies", "groups", "stages", "tickets"] as const;
export type NameKind = (typeof nameKinds)[number];
export type Names = Readonly<Record<NameKind, ReadonlyMap<number, string>>>;

export interface Report {
  readonly name: string;
  readonly period: Period;
  readonly previous: Period | null;
  readonly computedMs: number;
  /** Told as it stood at the end of this day; null: as it stands. */
  readonly asOf: string | null;
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
  readonly notes: readonly string[];
  readonly names: Names;
}
/** The cards or labour records one row stands for. */
export interface Behind {
  readonly tables: readonly Table[];
  /** How many there are in all; the tables hold the first ones. */
  readonly count: number;
  readonly names: Names;
}

const textual: ReadonlySet<Unit> = new Set<Unit>(["text", "role", "class"]);

function cell(raw: unknown, where: string, unit: Unit): Cell {
  if (raw === null) return null;
  return textual.has(unit) ? text(raw, where) : number(raw, where);
}
function cells(raw: unknown, where: string, columns: readonly Column[]): readonly Cell[] {
  const values = list(raw, where);
  if (values.length !== columns.length) throw new BadAnswer(where, `${columns.length} cells`);
  return columns.map((column, at) => cell(values[at], `${where}.${column.key}`, column.unit));
}
function whole(raw: unknown, where: string, below: number): number {
  const value = number(raw, where);
  if (!Number.isInteger(value) || value < 0 || value >= below) throw new BadAnswer(where, `index below ${below}`);
  return value;
}
export function day(raw: unknown, where: string): string {
  const value = text(raw, where);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(`${value}T00:00:00Z`))) throw new BadAnswer(where, "day");
  return value;
}
function period(raw: unknown, where: string): Period {
  const value = fields(raw, where);
  return { from: value.read("from", day), to: value.read("to", day) };
}

function column(raw: unknown): Column {
  const value = fields(raw, "column");
  return { key: value.text("key"), unit: value.oneOf("unit", units), total: value.raw("total") === true };
}
function table(raw: unknown): Table {
  const value = fields(raw, "table");
  const columns = value.list("columns", column);
  const edge = (name: string): readonly Cell[] => {
    const found = value.orNull(name, list) ?? [];
    return found.length === 0 ? [] : cells(found, `table.${name}`, columns);
  };
  return {
    key: value.text("key"),
    columns,
    rows: value.each("rows", (row) => ({ cells: row.read("cells", (raw, where) => cells(raw, where, columns)), behind: row.orNull("behind", text) ?? "" })),
    totals: edge("totals"),
    previous: edge("previous"),
  };
}
const plotted: ReadonlySet<Unit> = new Set<Unit>(["count", "minutes", "days", "share"]);

function chartLine(raw: unknown): Chart["lines"][number] {
  const line = fields(raw, "line");
  return { key: line.text("key"), at: line.number("at") };
}
function chart(raw: unknown, tables: readonly Table[]): Chart {
  const value = fields(raw, "chart");
  const at = value.read("table", (raw, where) => whole(raw, where, tables.length));
  const columns = tables[at]?.columns ?? [];
  return {
    kind: value.oneOf("kind", chartKinds),
    key: value.text("key"),
    table: at,
    x: value.read("x", (raw, where) => whole(raw, where, columns.length)),
    y: value.list("y", (raw, where) => {
      const place = whole(raw, where, columns.length);
      if (!plotted.has(columns[place]?.unit ?? "text")) throw new BadAnswer(where, "a column of numbers");
      return place;
    }),
    lines: value.orNull("lines", listOf(chartLine)) ?? [],
  };
}
function figure(raw: unknown): Figure {
  const value = fields(raw, "figure");
  const unit = value.oneOf("unit", units);
  const of: Read<Cell> = (raw, where) => cell(raw, where, unit);
  return { key: value.text("key"), unit, value: value.orNull("value", of), previous: value.orNull("previous", of) };
}
function names(raw: unknown): Names {
  const value = fields(raw ?? {}, "names");
  const known = (kind: NameKind): ReadonlyMap<number, string> => value.orNull(kind, byNumber(text)) ?? new Map();
  return { users: known("users"), companies: known("companies"), groups: known("groups"), stages: known("stages"), tickets: known("tickets") };
}

/** Throws BadAnswer. */
export function parseReport(raw: unknown): Report {
  const root = fields(raw, "report");
  const tables = root.list("tables", table);
  return {
    name: root.text("name"),
    period: period(raw, "report"),
    previous: root.orNull("previous", period),
    computedMs: root.number("computed_ms"),
    asOf: root.orNull("as_of", day),
    figures: root.list("figures", figure),
    tables,
    charts: root.list("charts", (one) => chart(one, tables)),
    notes: root.list("notes", text),
    names: root.read("names", names),
  };
}

/** Throws BadAnswer. */
export function parseBehind(raw: unknown): Behind {
  const root = fields(raw, "behind");
  return { tables: root.list("tables", table), count: root.number("count"), names: root.read("names", names) };
}
