import { Words } from "@shell/words";
import { describe, expect, test } from "vitest";
import { chartModel, tickText } from "./chart_model";
import type { Chart, Names, Table } from "./report";

const ru = new Words("ru");
const names: Names = { users: new Map([[7, "Анна"], [8, "Борис"]]), companies: new Map(), groups: new Map(), stages: new Map(), tickets: new Map([[104, "Принтер"]]) };
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");
const chart = (change: Partial<Chart>): Chart => ({ kind: "bars", key: "any", table: 0, x: 0, y: [1], lines: [], ...change });

const hours: Table = {
  key: "employees",
  columns: [{ key: "employee", unit: "user", total: false }, { key: "fact", unit: "minutes", total: true }],
  rows: [{ cells: [7, 750], behind: "" }, { cells: [8, null], behind: "" }],
  totals: [],
  previous: [],
};
const cycles: Table = {
  key: "times",
  columns: [{ key: "ticket", unit: "ticket", total: false }, { key: "done_day", unit: "day", total: false }, { key: "cycle", unit: "days", total: false }],
  rows: [{ cells: [104, 20_513, 1_500], behind: "" }, { cells: [105, 20_520, 4_000], behind: "" }],
  totals: [],
  previous: [],
};

describe("a chart before it is drawn", () => {
  test("bars stand over the names, in hours; a missing value is a gap", () => {
    const model = chartModel(chart({ lines: [{ key: "plan", at: 480 }] }), hours, names, ru);
    expect(model.labels).toEqual(["Анна", "Борис"]);
    expect(model.series[0]?.points.map((point) => point.y)).toEqual([12.5, null]);
    expect(model.lines[0]?.y).toBe(8);
    expect(model.left).toBe(0);
    expect(plain(model.summary)).toContain("12 ч 30 мин (Анна)");
  });
  test("of many bars the first are drawn, and it says how many are not", () => {
    const many = { ...hours, rows: Array.from({ length: 34 }, (_, n) => ({ cells: [n, n], behind: "" })) };
    const model = chartModel(chart({}), many, names, ru);
    expect(model.series[0]?.points).toHaveLength(30);
    expect(model.left).toBe(4);
    expect(chartModel(chart({ kind: "line" }), many, names, ru).left).toBe(0);
  });
  test("a scatter by time has its days along the axis and tells each request", () => {
    const model = chartModel(chart({ kind: "scatter", x: 1, y: [2], lines: [{ key: "p85", at: 3_500 }] }), cycles, names, ru);
    expect(model.labels).toEqual([]);
    expect(model.series[0]?.points[0]).toEqual({ x: 20_513, y: 1.5, said: "№ 104 Принтер: 1,5 д" });
    expect(model.summary).toContain("2 точки");
    expect(model.summary).toContain("3,5 д");
  });
  test("without rows it says that there is nothing", () => {
    const model = chartModel(chart({}), { ...hours, rows: [] }, names, ru);
    expect([model.summary, model.blank]).toEqual(["Данных для рисунка нет.", true]);
  });
  test("rows without a single value are nothing to draw either", () => {
    expect(chartModel(chart({}), { ...hours, rows: [{ cells: [8, null], behind: "" }] }, names, ru).blank).toBe(true);
    expect(chartModel(chart({}), hours, names, ru).blank).toBe(false);
  });
  test("the axis is read in people's units", () => {
    expect(tickText(12.5, "minutes", ru)).toBe("12,5 ч");
    expect(tickText(2, "days", ru)).toBe("2 д");
    expect(plain(tickText(80, "share", ru))).toBe("80 %");
    expect(tickText(7, "count", ru)).toBe("7");
  });
});
