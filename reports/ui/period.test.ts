import { describe, expect, test } from "vitest";
import { addDays, periodFault, presetOf, presetPeriod } from "./period";

describe("periods", () => {
  test.each([
    ["month", "2026-03-15", "2026-03-01", "2026-04-01"],
    ["month", "2026-12-31", "2026-12-01", "2027-01-01"],
    ["last_month", "2026-03-31", "2026-02-01", "2026-03-01"],
    ["last_month", "2026-01-01", "2025-12-01", "2026-01-01"],
    ["quarter", "2026-05-02", "2026-04-01", "2026-07-01"],
    ["last_quarter", "2026-02-28", "2025-10-01", "2026-01-01"],
    ["year", "2024-02-29", "2024-01-01", "2025-01-01"],
  ] as const)("%s of %s", (preset, today, from, to) => {
    expect(presetPeriod(preset, today)).toEqual({ from, to });
  });
  test("a period that is a preset is called so while it lasts", () => {
    expect(presetOf({ from: "2026-03-01", to: "2026-04-01" }, "2026-03-15")).toBe("month");
    expect(presetOf({ from: "2026-03-01", to: "2026-04-01" }, "2026-04-01")).toBe("last_month");
    expect(presetOf({ from: "2026-03-01", to: "2026-04-01" }, "2026-06-01")).toBe("custom");
    expect(presetOf({ from: "2026-03-02", to: "2026-04-01" }, "2026-03-15")).toBe("custom");
  });
  test("days are counted over ends of months", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  });
  test("what makes no sense is named before it is sent", () => {
    expect(periodFault("2026-03-01", "2026-03-01")).toBe("");
    expect(periodFault("2026-03-02", "2026-03-01")).toBe("backwards");
    expect(periodFault("", "2026-03-01")).toBe("incomplete");
    expect(periodFault("2020-01-01", "2026-03-01")).toBe("too_long");
  });
});
