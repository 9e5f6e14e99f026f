import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import en from "@translations/en.json";
import ru from "@translations/ru.json";
import { Words } from "@shell/words";
import { describe, expect, test } from "vitest";
import { madeUp } from "./made_up_report";
import { parseReport } from "./report";
import { purposes } from "./report_list";
import { meaningsOf, periodText } from "./report_words";

const reports = fileURLToPath(new URL("..", import.meta.url));
const sources = ["rules", "."].flatMap((folder) => readdirSync(`${reports}/${folder}`).filter((file) => file.endsWith(".cpp")).map((file) => readFileSync(`${reports}/${folder}/${file}`, "utf8")));
const all = (pattern: RegExp): readonly string[] => [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map((found) => found[1] ?? "")))].sort();
const lacking = (kind: string, keys: readonly string[]): readonly string[] => keys.filter((key) => !Object.hasOwn(ru, `report.${kind}.${key}`) || !Object.hasOwn(en, `report.${kind}.${key}`));

/** Names of people and things say themselves what they are. */
const plain = new Set(["employee", "company", "ticket", "group", "stage", "class", "type", "day", "month", "from", "to", "by"]);

describe("whatever the rules call by a key has words in both languages", () => {
  // A column ends with whether it has a total, and of which columns; a figure goes on with its value.
  test("columns, with what they mean", () => {
    const columns = all(/\{\s*"([a-z][a-z0-9_]*)",\s*Unit::k\w+(?:,\s*(?:true|false)(?:,\s*Ratio\{\d+, \d+\})?)?\s*\}/g);
    expect(lacking("column", columns)).toEqual([]);
    expect(columns.filter((key) => !plain.has(key) && !Object.hasOwn(ru, `report.column.${key}.is`))).toEqual([]);
  });
  test("figures, with what they mean", () => {
    const figures = all(/\{\s*"([a-z][a-z0-9_]*)",\s*Unit::k\w+,(?!\s*(?:true|false)\b)/g);
    expect(lacking("figure", figures)).toEqual([]);
    expect(lacking("figure", figures.map((key) => `${key}.is`))).toEqual([]);
  });
  test("tables", () => expect(lacking("table", all(/\.key = "([a-z0-9_]+)"|table_of\("([a-z0-9_]+)"/g).filter((key) => key !== ""))).toEqual([]));
  test("charts", () => expect(lacking("chart", all(/ChartKind::k\w+,\s*"([a-z0-9_]+)"/g))).toEqual([]));
  test("notes", () => expect(lacking("note", all(/notes\.(?:emplace_back|push_back)\("([a-z0-9_]+)"\)/g))).toEqual([]));
  test("reports of this page", () => {
    const names = purposes.flatMap((purpose) => [...purpose.reports]).map((name) => name.replaceAll("-", "_"));
    expect(lacking("name", names)).toEqual([]);
    expect(lacking("for", names)).toEqual([]);
  });
  test("and every meaning belongs to something that is named", () => {
    const orphans = Object.keys(ru).filter((key) => key.startsWith("report.") && key.endsWith(".is") && !Object.hasOwn(ru, key.slice(0, -3)));
    expect(orphans).toEqual([]);
  });
});

test("meanings stand once for each number, in the order of the page", () => {
  const words = new Words("ru");
  const found = meaningsOf(parseReport(madeUp()), words);
  expect(found.map((one) => one.term)).toEqual(["План", "Факт", "Выполнение", "план"]);
  expect(found[2]?.text).toContain("Факт, делённый на план");
});

test("a period is said with the last day as people count it", () => {
  expect(periodText("2026-03-01", "2026-03-31", new Words("ru"))).toMatch(/^1–31 марта 2026\sг\.$/);
  expect(periodText("2026-01-01", "2026-03-31", new Words("en"))).toMatch(/^January 1\s–\sMarch 31, 2026$/);
  expect(periodText("", "2026-03-31", new Words("en"))).toBe("");
});
