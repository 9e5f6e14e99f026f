import { Words } from "@shell/words";
import { describe, expect, it } from "vitest";
import { boardOf } from "./board_state";
import { csv } from "./csv";
import { cellText, cellValue, sortedBy } from "./list_rows";
import { snapshotOf } from "./made_up_card";

const state = boardOf([
  snapshotOf(
    { ticket: 1, title: "б", deadline_ms: null, estimate_min: 90, company: 591 },
    { ticket: 2, title: "а", deadline_ms: 500, estimate_min: null },
    { ticket: 3, title: "в", deadline_ms: 100, spent_min: 80 },
  ),
]);
const cards = [...state.cards.values()];
const order = (column: Parameters<typeof sortedBy>[1], down: boolean): number[] => sortedBy(cards, column, down, state).map((card) => card.ticket);
const words = new Words("ru");

describe("the list", () => {
  it("sorts both ways, cards without a value last", () => {
    expect(order("title", false)).toEqual([2, 1, 3]);
    expect(order("deadline", false)).toEqual([3, 2, 1]);
    expect(order("deadline", true)).toEqual([2, 3, 1]);
    expect(order("company", true)).toEqual([1, 2, 3]);
  });

  it("says hours to people and writes them for programs", () => {
    const [one, two, three] = cards;
    if (one === undefined || two === undefined || three === undefined) throw new Error("no cards");
    expect(cellText("estimate", one, state, 0, words)).toBe("1,5 ч");
    expect(cellValue("estimate", one, state, 0, words)).toBe("1.5");
    expect(cellValue("spent", three, state, 0, words)).toBe("1.33");
    expect(cellValue("deadline", two, state, 0, words)).toBe("1970-01-01T00:00:00.500Z");
    expect(cellValue("deadline", one, state, 0, words)).toBe("");
    expect(cellText("company", one, state, 0, words)).toBe("ООО «Северный путь»");
  });
});

describe("csv", () => {
  it("quotes what needs it", () => expect(csv([["a;b", 'c"d', "e\nf", "г"]])).toBe('\uFEFF"a;b";"c""d";"e\nf";г\r\n'));

  it.each(["=1+1", "+7 900", "-2+3", "@SUM(A1)", "\t=1", "  =cmd", "\r=1"])("does not let a spreadsheet run %j", (text) => {
    expect(csv([[text]]).replace("\uFEFF", "").replace(/^"/, "")).toMatch(/^'/);
  });

  it.each(["-5", "+1.5", "-0,25", "12"])("leaves the number %j a number", (text) => expect(csv([[text]])).toBe(`\uFEFF${text}\r\n`));
});
