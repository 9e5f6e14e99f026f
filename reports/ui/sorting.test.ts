import { Words } from "@shell/words";
import { expect, test } from "vitest";
import { madeUp } from "./made_up_report";
import { parseReport } from "./report";
import { nextSorting, sortedRows } from "./sorting";

const { tables, names } = parseReport(madeUp());
const table = tables[0]!;
const users = (column: number, down: boolean): readonly unknown[] => sortedRows(table, { column, down }, names, new Words("ru")).map((row) => row.cells[0]);

test("names sort as they are read, numbers by size, and what has no value stands last either way", () => {
  expect(users(0, false)).toEqual([7, 8, 9]);
  expect(users(0, true)).toEqual([9, 8, 7]);
  expect(users(2, true)).toEqual([7, 9, 8]);
  expect(users(1, false)).toEqual([7, 9, 8]);
  expect(users(1, true)).toEqual([7, 9, 8]);
  expect(sortedRows(table, null, names, new Words("ru"))).toBe(table.rows);
});

test("pressing a column turns it, and the third time gives the report's own order back", () => {
  const first = nextSorting(null, 2, true);
  expect(first).toEqual({ column: 2, down: true });
  const second = nextSorting(first, 2, true);
  expect(second).toEqual({ column: 2, down: false });
  expect(nextSorting(second, 2, true)).toBeNull();
  expect(nextSorting(second, 0, false)).toEqual({ column: 0, down: false });
});
