import type { Words } from "@shell/words";
import type { Cell, Chart, Column, Names, Table, Unit } from "./report";
import { cellText, shortDay } from "./values";

export interface Point {
  /** Place on the axis: the label's index, or for a scatter by time the day. */
  readonly x: number;
  readonly y: number | null;
  /** The values in words. */
  readonly said: string;
}
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}
/** A chart in numbers and words, before anybody draws it. */
export interface ChartModel {
  readonly kind: Chart["kind"];
  readonly unit: Unit;
  /** Under the axis, one for each place; empty for a scatter by time. */
  readonly labels: readonly string[];
  /** The same as short as an axis needs them. */
  readonly ticks: readonly string[];
  readonly series: readonly Series[];
  readonly lines: readonly { readonly name: string; readonly y: number; readonly said: string }[];
  /** Rows that are not drawn because nobody could tell them apart. */
  readonly left: number;
  readonly summary: string;
  /** There is not one value to draw. */
  readonly blank: boolean;
}

const mostBars = 30;
const longestLabel = 22;
const timed: ReadonlySet<Unit> = new Set<Unit>(["day", "instant"]);
const factor: Partial<Record<Unit, number>> = { minutes: 1 / 60, days: 1 / 1_000, share: 1 / 10 };

/** What stands on the axis: hours, days, per cent. */
export const plotted = (value: number, unit: Unit): number => value * (factor[unit] ?? 1);

/** A number of the axis in words. */
export function tickText(value: number, unit: Unit, words: Words): string {
  const raw = value / (factor[unit] ?? 1);
  if (unit === "minutes") return words.t("span.hours", { n: value });
  return cellText(Math.round(raw), { unit, key: "" }, emptyNames, words);
}
const emptyNames: Names = { users: new Map(), companies: new Map(), groups: new Map(), stages: new Map(), tickets: new Map() };

const wordOf = (key: string, words: Words): string => (words.has(key) ? words.t(key) : (key.split(".").at(-1) ?? key));

export function chartModel(chart: Chart, table: Table, names: Names, words: Words): ChartModel {
  const xColumn = table.columns[chart.x];
  const byTime = chart.kind === "scatter" && xColumn !== undefined && timed.has(xColumn.unit);
  // Bars of days are a course and drawn whole; those of names are only told apart while they are few.
  const rows = chart.kind === "bars" && !(xColumn !== undefined && timed.has(xColumn.unit)) ? table.rows.slice(0, mostBars) : table.rows;
  const labelOf = (index: number): string => (xColumn === undefined ? "" : cellText(rows[index]?.cells[chart.x] ?? null, xColumn, names, words));
  const groupLabels = chart.kind === "scatter" && !byTime ? [...new Set(rows.map((_, index) => labelOf(index)))] : null;
  const place = (index: number): number => {
    if (byTime) {
      const value = Number(rows[index]?.cells[chart.x] ?? 0);
      return xColumn?.unit === "instant" ? value / 86_400_000 : value;
    }
    return groupLabels === null ? index : groupLabels.indexOf(labelOf(index));
  };
  const first = table.columns[chart.y[0] ?? 0];
  const unit = first?.unit ?? "count";
  const series = chart.y.flatMap((at) => {
    const column = table.columns[at];
    if (column === undefined) return [];
    const points = rows.map((row, index): Point => {
      const value = row.cells[at] ?? null;
      const ticket = table.columns.findIndex((one) => one.unit === "ticket");
      const whose = chart.kind === "scatter" && ticket >= 0 ? cellText(row.cells[ticket] ?? null, { unit: "ticket", key: "" }, names, words) : labelOf(index);
      return { x: place(index), y: typeof value === "number" ? plotted(value, column.unit) : null, said: `${whose}: ${cellText(value, column, names, words)}` };
    });
    return [{ name: wordOf(`report.column.${column.key}`, words), points }];
  });
  const lines = chart.lines.map((line) => ({
    name: wordOf(`report.line.${line.key}`, words),
    y: plotted(line.at, unit),
    said: cellText(line.at, { unit, key: "" }, names, words),
  }));
  return {
    kind: chart.kind,
    unit,
    labels: byTime ? [] : (groupLabels ?? rows.map((_, index) => labelOf(index))),
    ticks: byTime ? [] : (groupLabels ?? rows.map((row, index) => tickOf(row.cells[chart.x] ?? null, labelOf(index), xColumn, words))).map(shortened),
    series,
    lines,
    left: table.rows.length - rows.length,
    summary: summaryOf(chart, table, names, words, lines),
    blank: series.every((one) => one.points.every((point) => point.y === null)),
  };
}

const shortened = (label: string): string => (label.length > longestLabel ? `${label.slice(0, longestLabel - 1).trimEnd()}…` : label);

/** A day without its year, which the report's period tells. */
function tickOf(value: Cell, label: string, column: Column | undefined, words: Words): string {
  return typeof value === "number" && column?.unit === "day" && column.key !== "month" ? shortDay(value, words) : label;
}

function summaryOf(chart: Chart, table: Table, names: Names, words: Words, lines: ChartModel["lines"]): string {
  const xColumn = table.columns[chart.x];
  if (xColumn === undefined || table.rows.length === 0) return words.t("reports.chart.empty");
  if (chart.kind === "stacked_area") return areaSummary(chart, table, xColumn, names, words);
  const parts = chart.y.flatMap((at) => {
    const column = table.columns[at];
    if (column === undefined) return [];
    const known = table.rows.flatMap((row) => {
      const value = row.cells[at];
      return typeof value === "number" ? [{ value, x: cellText(row.cells[chart.x] ?? null, xColumn, names, words) }] : [];
    });
    const name = wordOf(`report.column.${column.key}`, words);
    const [one] = known;
    if (one === undefined) return [words.t("reports.chart.none", { name })];
    const say = (value: number): string => cellText(value, column, names, words);
    const most = known.reduce((best, next) => (next.value > best.value ? next : best), one);
    if (chart.kind === "scatter") return [words.count("reports.chart.points", known.length, { name, most: say(most.value) })];
    const least = known.reduce((best, next) => (next.value < best.value ? next : best), one);
    const last = known.at(-1) ?? one;
    if (chart.kind === "bars") return [words.t("reports.chart.bars", { name, most: say(most.value), at: most.x })];
    return [words.t("reports.chart.line", { name, least: say(least.value), most: say(most.value), last: say(last.value), at: last.x })];
  });
  return [...parts, ...lines.map((line) => words.t("reports.chart.level", { name: line.name, value: line.said }))].join(" ");
}

/** Of bands that lie on one another the last day tells most: what stands where now. */
function areaSummary(chart: Chart, table: Table, xColumn: Column, names: Names, words: Words): string {
  const last = table.rows.at(-1);
  if (last === undefined) return "";
  const values = [...chart.y].reverse().flatMap((at) => {
    const column = table.columns[at];
    return column === undefined ? [] : [`${wordOf(`report.column.${column.key}`, words)} — ${cellText(last.cells[at] ?? null, column, names, words)}`];
  });
  return words.t("reports.chart.area", { at: cellText(last.cells[chart.x] ?? null, xColumn, names, words), values: values.join(", ") });
}
