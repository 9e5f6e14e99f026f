import { expect, test } from "vitest";
import { byPurpose, parseReportList } from "./report_list";

const entry = (name: string) => ({ name, filters: new Set<string>() });

test("the list is read; names to choose from may be left out", () => {
  const list = parseReportList({ now_ms: 5, groups: [{ id: 77, name: "Поддержка" }], reports: [{ name: "flow", filters: ["group", "type"] }], types: ["Аналитика"] });
  expect(list.groups).toEqual([{ value: "77", title: "Поддержка" }]);
  expect(list.reports[0]?.filters.has("type")).toBe(true);
  expect(list.types).toEqual([{ value: "Аналитика", title: "Аналитика" }]);
  expect(list.companies).toEqual([]);
  expect(() => parseReportList({ now_ms: 5, reports: [{ name: "flow" }] })).toThrow("filters");
});

test("reports stand under their purpose in a fixed order, unknown ones last, purposes without any nowhere", () => {
  const found = byPurpose(["new-one", "flow", "load", "plan-employees"].map(entry));
  expect(found.map((purpose) => [purpose.key, purpose.reports.map((one) => one.name)])).toEqual([
    ["plan", ["plan-employees", "load"]],
    ["flow", ["flow"]],
    ["other", ["new-one"]],
  ]);
});
