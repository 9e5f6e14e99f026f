import { describe, expect, it } from "vitest";
import { parseCompany, parseLine, usedPercent, type Company } from "./lines";

const line = { ticket: 5, group: 77, title: "T", class: "change", stage: "Work", color: "zz", company: "", assignee: "A", stopper: "", estimate_min: null, spent_min: 3, deadline_ms: null, lu_ms: 9, done_ms: null };
const company = (plan: number | null, used: number): Company => parseCompany({ now_ms: 1, name: "N", month: "2026-03", plan_min: plan, used_min: used, estimated_min: 0, cards: [line] });

describe("lines", () => {
  it("are read, and a colour that is none is grey", () => expect(parseLine(line)).toMatchObject({ ticket: 5, class: "change", color: "a8adb4", estimateMin: null }));
  it("that are broken are refused by name", () => expect(() => parseLine({ ...line, class: "x" })).toThrow("card.class"));
});

describe("a company", () => {
  it("has no percentage without a plan", () => expect([usedPercent(company(null, 60)), usedPercent(company(0, 60))]).toEqual([null, null]));
  it("may have used more than was planned", () => expect([usedPercent(company(120, 30)), usedPercent(company(60, 90))]).toEqual([25, 150]));
});
