import { describe, expect, test } from "vitest";
import { chosen, fromLink, plainQuestion, toLink, toQuery, withoutFilters, type Question } from "./question";

const now = Date.parse("2026-03-15T12:00:00Z");
const full: Question = {
  name: "times",
  period: { from: "2026-01-01", to: "2026-04-01" },
  groups: ["77", "78"],
  user: "7",
  company: "0",
  class: "incident",
  type: "Первая линия",
  step: "week",
  compare: true,
  asOf: "2026-03-10",
};

describe("a question", () => {
  test("goes to the service with the filters the report has", () => {
    expect(toQuery(full, new Set(["group", "type"])).toString()).toBe(
      new URLSearchParams({ from: "2026-01-01", to: "2026-04-01", groups: "77,78", type: "Первая линия", compare: "1" }).toString(),
    );
    expect(toQuery(full, new Set(["step", "company"])).get("step")).toBe("week");
    expect(toQuery(full, new Set(["step", "company"])).get("company")).toBe("0");
    expect(toQuery(full, new Set(["as_of"])).get("as_of")).toBe("2026-03-10");
    expect(toQuery(plainQuestion("times", now), new Set(["group"])).toString()).toBe("from=2026-03-01&to=2026-04-01");
  });
  test("tells which of its filters are set", () => {
    expect(chosen(full, new Set(["group", "user", "step"]))).toEqual(["group", "user"]);
    expect(chosen(withoutFilters(full), new Set(["group", "user", "company", "class", "type"]))).toEqual([]);
  });
  test("comes back from its link as it was, in letters that are safe in an address", () => {
    const word = toLink(full);
    expect(word).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(fromLink("times", word, now)).toEqual(full);
    const plain = plainQuestion("flow", now);
    expect(fromLink("flow", toLink(plain), now)).toEqual(plain);
  });
  test.each([
    ["nothing", ""],
    ["no base64", "%%%"],
    ["no JSON", btoa("nonsense")],
    ["a list", btoa("[1]")],
    ["impossible values", btoa('{"from":"2026-04-01","to":"2026-03-01","groups":[7,"x"],"user":"-1","class":"other","type":7,"step":"year","compare":"yes","asOf":"yesterday"}')],
  ])("a link with %s is the plain question", (_, word) => {
    expect(fromLink("times", word, now)).toEqual(plainQuestion("times", now));
  });
});
