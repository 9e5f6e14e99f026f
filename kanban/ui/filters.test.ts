import { describe, expect, it } from "vitest";
import { boardOf, openCount } from "./board_state";
import { columnsOf, lanesOf } from "./columns";
import { chipCounts, chosenToggled, dependsOnTime, facetCounts, isFiltering, matcher, noFilters, toggled, type Filters } from "./filters";
import { snapshotOf, type RawCard } from "./made_up_card";
import { moveStarted } from "./board_state";

const viewer = { user: 17, nowMs: 1_000 };
const found = (filters: Filters, ...cards: readonly RawCard[]): number[] => {
  const state = boardOf([snapshotOf(...cards)]);
  return [...state.cards.values()].filter(matcher(state, filters, viewer)).map((card) => card.ticket);
};
const byText = (text: string): Filters => ({ ...noFilters, text });

describe("search", () => {
  const cards = [
    { ticket: 8121, title: "Ёлка на портале", company: 591, type: "Аналитика" },
    { ticket: 8122, title: "Принтер", company: 0, type: "Первая линия" },
  ];
  it.each([
    ["8121", [8121]],
    ["№ 8122", [8122]],
    ["812", [8121, 8122]],
    ["елка", [8121]],
    ["северный елка", [8121]],
    ["первая ЛИНИЯ", [8122]],
    ["  ", [8121, 8122]],
    ["принтер северный", []],
  ])("%s", (text, tickets) => expect(found(byText(text), ...cards)).toEqual(tickets));

  it("blank text is no filter", () => {
    expect(isFiltering(byText("  № "))).toBe(false);
    expect(isFiltering(byText("а"))).toBe(true);
  });
});

describe("chips", () => {
  const cards = [
    { ticket: 1, assignee: 17, lu_ms: 990 },
    { ticket: 2, assignee: 0, lu_ms: 700 },
    { ticket: 3, assignee: 18, lu_ms: 990, stopper: "Ждём клиента", deadline_ms: 1_000 },
  ];
  it("count the whole board", () => {
    const state = boardOf([snapshotOf(...cards)]);
    expect(chipCounts(state, viewer)).toEqual({ mine: 1, unassigned: 1, forgotten: 1, stopped: 1, overdue: 1 });
  });

  it("say whether time alone changes what they show", () => {
    expect([noFilters, toggled(noFilters, "mine"), toggled(noFilters, "overdue")].map(dependsOnTime)).toEqual([false, false, true]);
  });

  it("narrow together and toggle back", () => {
    const mine = toggled(noFilters, "mine");
    expect(found(mine, ...cards)).toEqual([1]);
    expect(found(toggled(mine, "stopped"), ...cards)).toEqual([]);
    expect(toggled(mine, "mine").chips.size).toBe(0);
  });
});

describe("columns", () => {
  const all = (): boolean => true;
  it("follow the stages without done, count everything, sum estimates, take the median age", () => {
    const state = boardOf([
      snapshotOf(
        { ticket: 1, estimate_min: 90, created_ms: 10 },
        { ticket: 2, created_ms: 30 },
        { ticket: 3, estimate_min: 30, created_ms: 20 },
        { ticket: 4, stage: 504 },
      ),
    ]);
    const columns = columnsOf(state, (card) => card.ticket === 3);
    expect(columns.map((column) => column.stage.id)).toEqual([501, 503, 504]);
    expect(columns[0]).toMatchObject({ count: 3, estimateMin: 120, medianCreatedMs: 20 });
    expect(columns[0]?.cards.map((card) => card.ticket)).toEqual([3]);
    expect(columns[1]).toMatchObject({ count: 0, medianCreatedMs: null });
  });

  it("put incidents first, then what is due, then the oldest", () => {
    const state = boardOf([
      snapshotOf(
        { ticket: 1, created_ms: 5 },
        { ticket: 2, created_ms: 1 },
        { ticket: 3, created_ms: 9, deadline_ms: 50 },
        { ticket: 4, created_ms: 9, class: "incident" },
      ),
    ]);
    expect(columnsOf(state, all)[0]?.cards.map((card) => card.ticket)).toEqual([4, 3, 2, 1]);
  });

  it("show a moving card where it goes, but one that is being closed where it was", () => {
    const state = boardOf([snapshotOf({ ticket: 1 }, { ticket: 2 })]);
    const moving = moveStarted(moveStarted(state, 1, 504) ?? state, 2, 505) ?? state;
    expect(columnsOf(moving, all).map((column) => column.cards.map((card) => card.ticket))).toEqual([[2], [], [1]]);
  });

  it("keep a card of an unknown stage in the first column", () => {
    const state = boardOf([snapshotOf({ ticket: 1, stage: 999 })]);
    expect(columnsOf(state, all)[0]?.count).toBe(1);
  });
});

describe("choices", () => {
  const cards = [
    { ticket: 1, type: "Аналитика", company: 591, class: "incident" },
    { ticket: 2, type: "Аналитика", company: 0, class: "service" },
    { ticket: 3, type: "", company: 591, class: "service" },
  ];
  const type = (...values: readonly string[]): Filters => values.reduce((filters, value) => chosenToggled(filters, "type", value), noFilters);

  it("join within one kind and narrow across kinds", () => {
    expect(found(type("Аналитика"), ...cards)).toEqual([1, 2]);
    expect(found(type("Аналитика", ""), ...cards)).toEqual([1, 2, 3]);
    expect(found(chosenToggled(type("Аналитика"), "company", "591"), ...cards)).toEqual([1]);
    expect(found(chosenToggled(noFilters, "company", ""), ...cards)).toEqual([2]);
    expect(found(chosenToggled(chosenToggled(noFilters, "class", "incident"), "class", "incident"), ...cards)).toEqual([1, 2, 3]);
  });

  it("are filters, and counted by frequency", () => {
    expect(isFiltering(type(""))).toBe(true);
    expect([...facetCounts(boardOf([snapshotOf(...cards)]), "type")]).toEqual([["Аналитика", 2], ["", 1]]);
  });
});

describe("lanes", () => {
  it("hold the columns' cards by stage, those without a value last", () => {
    const state = boardOf([snapshotOf({ ticket: 1, stage: 501, type: "" }, { ticket: 2, stage: 501, type: "Б" }, { ticket: 3, stage: 504, type: "А" })]);
    const lanes = lanesOf(columnsOf(state, () => true), "type", (value) => value);
    expect(lanes.map((lane) => [lane.value, lane.count])).toEqual([["А", 1], ["Б", 1], ["", 1]]);
    expect(lanes[0]?.cards.get(504)?.map((card) => card.ticket)).toEqual([3]);
  });
});

describe("order", () => {
  it.each([
    ["lu", [2, 1, 3]],
    ["deadline", [3, 1, 2]],
    ["wia", [2, 1, 3]],
    ["priority", [3, 1, 2]],
  ] as const)("by %s", (order, tickets) => {
    const state = boardOf([
      snapshotOf(
        { ticket: 1, lu_ms: 5, deadline_ms: 9, created_ms: 1 },
        { ticket: 2, lu_ms: 3, wia_since_ms: 4, created_ms: 2 },
        { ticket: 3, lu_ms: 8, deadline_ms: 2, class: "incident", created_ms: 3 },
      ),
    ]);
    expect(columnsOf(state, () => true, order)[0]?.cards.map((card) => card.ticket)).toEqual(tickets);
  });
});

describe("the first cards of a big board", () => {
  it("stand under the numbers of all", () => {
    const whole = snapshotOf({ ticket: 1, stage: 501, estimate_min: 60, created_ms: 5 });
    const state = boardOf([{ ...whole, window: new Map([[501, { count: 900, estimateMin: 6000, medianCreatedMs: 3 }], [505, { count: 7, estimateMin: 0, medianCreatedMs: 1 }]]) }]);
    const [first, second] = columnsOf(state, () => true);
    expect(first).toMatchObject({ count: 900, estimateMin: 6000, medianCreatedMs: 3 });
    expect(first?.cards).toHaveLength(1);
    expect(second).toMatchObject({ count: 0, estimateMin: 0, medianCreatedMs: null });
    expect(openCount(state)).toBe(900);
    expect(openCount(boardOf([whole]))).toBe(1);
  });
});
