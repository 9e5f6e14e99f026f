import { BadAnswer, fields, list, number, oneOf, orNull, text } from "@shell/door";

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
  return { from: day(value["from"], `${where}.from`), to: day(value["to"], `${where}.to`) };
}

function column(raw: unknown): Column {
  const value = fields(raw, "column");
  return { key: text(value["key"], "column.key"), unit: oneOf(value["unit"], "column.unit", units), total: value["total"] === true };
}
function table(raw: unknown): Table {
  const value = fields(raw, "table");
  const columns = list(value["columns"], "table.columns").map(column);
  const edge = (name: string): readonly Cell[] => {
    const found = orNull(value[name], `table.${name}`, list) ?? [];
    return found.length === 0 ? [] : cells(found, `table.${name}`, columns);
  };
  return {
    key: text(value["key"], "table.key"),
    columns,
    rows: list(value["rows"], "table.rows").map((item) => {
      const row = fields(item, "row");
      return { cells: cells(row["cells"], "row", columns), behind: orNull(row["behind"], "row.behind", text) ?? "" };
    }),
    totals: edge("totals"),
    previous: edge("previous"),
  };
}
const plotted: ReadonlySet<Unit> = new Set<Unit>(["count", "minutes", "days", "share"]);

function chart(raw: unknown, tables: readonly Table[]): Chart {
  const value = fields(raw, "chart");
  const at = whole(value["table"], "chart.table", tables.length);
  const columns = tables[at]?.columns ?? [];
  return {
    kind: oneOf(value["kind"], "chart.kind", chartKinds),
    key: text(value["key"], "chart.key"),
    table: at,
    x: whole(value["x"], "chart.x", columns.length),
    y: list(value["y"], "chart.y").map((one) => {
      const place = whole(one, "chart.y", columns.length);
      if (!plotted.has(columns[place]?.unit ?? "text")) throw new BadAnswer("chart.y", "a column of numbers");
      return place;
    }),
    lines: (orNull(value["lines"], "chart.lines", list) ?? []).map((one) => {
      const line = fields(one, "line");
      return { key: text(line["key"], "line.key"), at: number(line["at"], "line.at") };
    }),
  };
}
function figure(raw: unknown): Figure {
  const value = fields(raw, "figure");
  const unit = oneOf(value["unit"], "figure.unit", units);
  return { key: text(value["key"], "figure.key"), unit, value: cell(value["value"] ?? null, "figure.value", unit), previous: cell(value["previous"] ?? null, "figure.previous", unit) };
}
function names(raw: unknown): Names {
  const value = orNull(raw, "names", fields) ?? {};
  const known = (kind: NameKind): ReadonlyMap<number, string> =>
    new Map(Object.entries(orNull(value[kind], `names.${kind}`, fields) ?? {}).map(([id, name]) => [Number(id), text(name, `names.${kind}`)]));
  return { users: known("users"), companies: known("companies"), groups: known("groups"), stages: known("stages"), tickets: known("tickets") };
}

/** Throws BadAnswer. */
export function parseReport(raw: unknown): Report {
  const root = fields(raw, "report");
  const tables = list(root["tables"], "tables").map(table);
  return {
    name: text(root["name"], "name"),
    period: period(raw, "report"),
    previous: orNull(root["previous"], "previous", period),
    computedMs: number(root["computed_ms"], "computed_ms"),
    asOf: orNull(root["as_of"], "as_of", day),
    figures: list(root["figures"], "figures").map(figure),
    tables,
    charts: list(root["charts"], "charts").map((one) => chart(one, tables)),
    notes: list(root["notes"], "notes").map((one) => text(one, "note")),
    names: names(root["names"]),
  };
}

/** Throws BadAnswer. */
export function parseBehind(raw: unknown): Behind {
  const root = fields(raw, "behind");
  return { tables: list(root["tables"], "tables").map(table), count: number(root["count"], "count"), names: names(root["names"]) };
}
