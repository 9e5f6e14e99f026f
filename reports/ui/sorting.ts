import type { Words } from "@shell/words";
import type { Names, Row, Table } from "./report";
import { cellText } from "./values";

export interface Sorting {
  readonly column: number;
  readonly down: boolean;
}

/** Pressed again it turns; the third time the report's own order is back. Measures begin with the largest. */
export function nextSorting(now: Sorting | null, column: number, measured: boolean): Sorting | null {
  if (now === null || now.column !== column) return { column, down: measured };
  return now.down === measured ? { column, down: !measured } : null;
}

const byName = new Set(["user", "company", "group", "stage", "role", "class", "text"]);

/** A copy in order; rows without a value stand last either way, equal ones as the report has them. */
export function sortedRows(table: Table, sorting: Sorting | null, names: Names, words: Words): readonly Row[] {
  const column = sorting === null ? undefined : table.columns[sorting.column];
  if (sorting === null || column === undefined) return table.rows;
  const collator = new Intl.Collator(words.lang, { numeric: true, sensitivity: "base" });
  const texts = byName.has(column.unit);
  const keyed = table.rows.map((row) => {
    const value = row.cells[sorting.column] ?? null;
    return { row, value, text: texts && value !== null ? cellText(value, column, names, words) : "" };
  });
  const turn = sorting.down ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      if (texts) return turn * collator.compare(a.text, b.text);
      return turn * (Number(a.value) - Number(b.value));
    })
    .map(({ row }) => row);
}
