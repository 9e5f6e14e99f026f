import { describe, expect, it } from "vitest";
import { boardFrom } from "./board_state";
import { columnsOf } from "./columns";
import { chipCounts, dependsOnTime, isFiltering, matcher, noFilters, toggled, type Filters } from "./filters";
import { snapshotOf, type RawCard } from "./made_up_card";
import { moveStarted } from "./board_state";

const viewer = { user: 17, nowMs: 1_000 };
const found = (filters: Filters, ...cards: readonly RawCard[]): number[] => {
  const state = boardFrom(snapshotOf(...cards));
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
    const state = boardFrom(snapshotOf(...cards));
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
    const state = boardFrom(
      snapshotOf(
        { ticket: 1, estimate_min: 90, created_ms: 10 },
        { ticket: 2, created_ms: 30 },
        { ticket: 3, estimate_min: 30, created_ms: 20 },
        { ticket: 4, stage: 504 },
      ),
    );
    const columns = columnsOf(state, (card) => card.ticket === 3);
    expect(columns.map((column) => column.stage.id)).toEqual([501, 503, 504]);
    expect(columns[0]).toMatchObject({ count: 3, estimateMin: 120, medianCreatedMs: 20 });
    expect(columns[0]?.cards.map((card) => card.ticket)).toEqual([3]);
    expect(columns[1]).toMatchObject({ count: 0, medianCreatedMs: null });
  });

  it("put incidents first, then what is due, then the oldest", () => {
    const state = boardFrom(
      snapshotOf(
        { ticket: 1, created_ms: 5 },
        { ticket: 2, created_ms: 1 },
        { ticket: 3, created_ms: 9, deadline_ms: 50 },
        { ticket: 4, created_ms: 9, class: "incident" },
      ),
    );
    expect(columnsOf(state, all)[0]?.cards.map((card) => card.ticket)).toEqual([4, 3, 2, 1]);
  });

  it("show a moving card where it goes, but one that is being closed where it was", () => {
    const state = boardFrom(snapshotOf({ ticket: 1 }, { ticket: 2 }));
    const moving = moveStarted(moveStarted(state, 1, 504) ?? state, 2, 505) ?? state;
    expect(columnsOf(moving, all).map((column) => column.cards.map((card) => card.ticket))).toEqual([[2], [], [1]]);
  });

  it("keep a card of an unknown stage in the first column", () => {
    const state = boardFrom(snapshotOf({ ticket: 1, stage: 999 }));
    expect(columnsOf(state, all)[0]?.count).toBe(1);
  });
});
