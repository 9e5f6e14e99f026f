import { describe, expect, test } from "vitest";
import { madeUp } from "./made_up_report";
import { parseBehind, parseReport } from "./report";

describe("a report from the service", () => {
  test("is read with its names, totals and charts", () => {
    const report = parseReport(madeUp());
    expect(report.tables[0]?.rows[0]?.cells).toEqual([7, 9600, 8700, 906]);
    expect(report.tables[0]?.totals).toEqual([null, 9600, 9100, 948]);
    expect(report.names.users.get(7)).toBe("Анна");
    expect(report.charts[0]?.y).toEqual([1, 2]);
    expect(report.previous).toBeNull();
    expect(report.asOf).toBeNull();
    expect(parseReport({ ...(madeUp() as Raw), as_of: "2026-03-10" }).asOf).toBe("2026-03-10");
  });
  test.each([
    ["a row that is shorter than the table", (raw: Raw) => (raw.tables[0].rows[0].cells = [7])],
    ["totals that are shorter than the table", (raw: Raw) => (raw.tables[0].totals = [1])],
    ["a text where a number belongs", (raw: Raw) => (raw.tables[0].rows[0].cells[1] = "many")],
    ["a number where a text belongs", (raw: Raw) => (raw.tables[0].columns[0].unit = "text")],
    ["a unit nobody knows", (raw: Raw) => (raw.tables[0].columns[0].unit = "furlong")],
    ["a chart of a table that is not there", (raw: Raw) => (raw.charts[0].table = 1)],
    ["a chart of a column that is not there", (raw: Raw) => (raw.charts[0].y = [4])],
    ["a chart of names", (raw: Raw) => (raw.charts[0].y = [0])],
    ["a chart nobody can draw", (raw: Raw) => (raw.charts[0].kind = "pie")],
    ["a day that does not exist", (raw: Raw) => (raw.from = "2026-13-01")],
    ["a past that is no day", (raw: Raw) => (raw.as_of = "March")],
    ["no computing time", (raw: Raw) => (raw.computed_ms = null)],
  ])("is refused with %s", (_, spoil) => {
    const raw = madeUp() as Raw;
    spoil(raw);
    expect(() => parseReport(raw)).toThrow("expected");
  });
  test("what stands behind a row says how many there are in all", () => {
    const { tables, names } = madeUp() as Raw;
    expect(parseBehind({ tables, names, count: 1420 }).count).toBe(1420);
    expect(() => parseBehind({ tables, names })).toThrow("count");
  });
});

type Raw = any;
