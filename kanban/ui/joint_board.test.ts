import { describe, expect, it } from "vitest";
import vectors from "../../tests/vectors/working_time.json";
import { boardOf, thresholdsFor, withChange, withNews, type BoardState } from "./board_state";
import { columnOf, columnsOf, shownStages, targetStage } from "./columns";
import { facetCounts, hasChip, matcher, noFilters } from "./filters";
import { cardOf, changeOf, rawBoard, rawRow, type RawCard } from "./made_up_card";
import { parseSnapshots, newsParser } from "./snapshot";
import { thresholdOf } from "./thresholds";

const others = [
  { id: 601, title: "Входящие", role: "intake", color: "2fc6f6", sort: 100, rules: { wip_limit: 4, over_limit: "warn", without_estimate: "none", under_stopper: "none", unagreed: "off" } },
  { id: 604, title: "В работе", role: "work", color: "2fe2c2", sort: 400 },
  { id: 606, title: "Ждут выпуска", role: "work", color: "2fe2c2", sort: 450 },
  { id: 605, title: "Готово", role: "done", color: "9dcf00", sort: 500 },
];
/** Groups 77 (made_up_card.ts) and 78 as the service sends them together. */
const answer = (mine: readonly RawCard[], theirs: readonly RawCard[]): Record<string, unknown> => {
  const { now_ms: nowMs, can, ...home } = rawBoard(mine);
  const { now_ms: _, can: alsoCan, ...away } = rawBoard(theirs, { group: { id: 78, name: "Разработка", synced: true }, revision: 30, stages: others, companies: { "592": "ИП Громов" } });
  return { now_ms: nowMs, can: { "77": can, "78": { ...(alsoCan as object), override: true } }, boards: [home, away] };
};
const board = (mine: readonly RawCard[], theirs: readonly RawCard[]): BoardState => boardOf(parseSnapshots(answer(mine, theirs)));
const roleTitle = (role: string): string => `<${role}>`;
const columns = (state: BoardState) => columnsOf(state, () => true, "smart", roleTitle);

describe("boards of several groups", () => {
  it("are joined by the roles of their stages; counts and sums are of them all", () => {
    const state = board([{ ticket: 1, stage: 501, estimate_min: 60 }, { ticket: 2, stage: 503 }], [{ ticket: 3, stage: 601, estimate_min: 30 }, { ticket: 4, stage: 606 }, { ticket: 5, stage: 604 }]);
    expect(columns(state).map((column) => [column.stage.title, column.stage.role, column.count, column.estimateMin, column.cards.map((card) => card.ticket)])).toEqual([
      ["<intake>", "intake", 2, 90, [1, 3]],
      ["Запустить в работу", "queue", 1, 0, [2]],
      ["<work>", "work", 2, 0, [4, 5]],
    ]);
    expect([...state.cards.values()].map((card) => card.group)).toEqual([77, 77, 78, 78, 78]);
    expect(state.groups.map((group) => [group.name, group.can.override])).toEqual([["Поддержка", false], ["Разработка", true]]);
    expect([...state.companies.values()]).toEqual(["ООО «Северный путь»", "ИП Громов"]);
  });

  it("have a limit where every stage of the column has one", () => {
    const limits = shownStages(board([], []), roleTitle).map((stage) => [stage.role, stage.rules.wipLimit]);
    expect(limits).toEqual([["intake", 0], ["queue", 0], ["work", 0], ["done", 0]]);
    const rules = { wip_limit: 3, over_limit: "none", without_estimate: "none", under_stopper: "none", unagreed: "off" };
    const raw = answer([], []);
    const [home] = raw["boards"] as Record<string, unknown>[];
    home!["stages"] = (home!["stages"] as Record<string, unknown>[]).map((stage) => ({ ...stage, rules }));
    expect(shownStages(boardOf(parseSnapshots(raw)), roleTitle)[0]?.rules.wipLimit).toBe(7);
  });

  it("measure each card by its own group's thresholds and calendar", () => {
    const moscow = vectors[0]?.calendar;
    const raw = answer([{ ticket: 1, stage: 501, lu_ms: 1 }], [{ ticket: 3, stage: 601, lu_ms: 1 }]);
    const [, away] = raw["boards"] as Record<string, unknown>[];
    away!["thresholds"] = { lu: { warn_ms: 10, alarm_ms: 20 }, wia: { warn_ms: 30, alarm_ms: 40 }, own: [{ timer: "lu", role: "intake", class: null, warn_ms: 3, alarm_ms: 5 }], working: moscow };
    const state = boardOf(parseSnapshots(raw));
    const [mine, theirs] = [thresholdsFor(state, state.cards.get(1)!), thresholdsFor(state, state.cards.get(3)!)];
    expect([mine.working, mine.lu.alarmMs, thresholdOf(mine, "lu", state.cards.get(1)!).alarmMs]).toEqual([undefined, 300, 300]);
    expect([theirs.working?.dayMs, theirs.wia.alarmMs, thresholdOf(theirs, "lu", state.cards.get(3)!).alarmMs]).toEqual([moscow?.day_ms, 40, 5]);
    // The night before 1970's first working day is no time in Moscow: their card is calm, ours is forgotten.
    const forgotten = (ticket: number) => hasChip(state, state.cards.get(ticket)!, "forgotten", { user: 0, nowMs: 100_000 });
    expect([forgotten(1), forgotten(3)]).toEqual([true, false]);
  });

  it("lead a card to the first stage of the role in its own group, and leave it where it has the role already", () => {
    const state = board([{ ticket: 1, stage: 501 }], [{ ticket: 3, stage: 601 }, { ticket: 4, stage: 606 }]);
    const work = columns(state).find((column) => column.stage.role === "work")?.stage.id ?? 0;
    const queue = columns(state).find((column) => column.stage.role === "queue")?.stage.id ?? 0;
    const to = (ticket: number, column: number) => targetStage(state, state.cards.get(ticket)!, column);
    expect([to(1, work), to(3, work), to(4, work), to(3, queue), to(1, 503)]).toEqual([504, 604, 606, null, 503]);
    expect(columnOf(state, 606)).toBe(work);
  });

  it("take the news of each group, and the stages of one leave the others alone", () => {
    const state = board([{ ticket: 1, stage: 501 }], [{ ticket: 3, stage: 601 }]);
    const news = newsParser(parseSnapshots(answer([], []))[0]!.row, [77, 78]);
    const after = withNews(state, news({ now_ms: 5, boards: [{ group: 78, revision: 31, now_ms: 5, cards: [rawRow({ ticket: 3, stage: 604, revision: 31 })], gone: [], users: {}, companies: {}, stages: others.slice(1) }] }));
    expect([...after.revisions]).toEqual([[77, 12], [78, 31]]);
    expect(after.cards.get(3)).toMatchObject({ group: 78, stage: 604 });
    expect(after.stages.map((stage) => stage.id)).toEqual([501, 503, 504, 505, 604, 606, 605]);
    expect(withNews(after, news({ now_ms: 6, boards: [] }))).toBe(after);
  });

  it("are told apart by group, and found by what stands in a description", () => {
    const state = board([{ ticket: 1, tags: "vip,касса" }], [{ ticket: 3, stage: 601 }]);
    expect([...facetCounts(state, "group")]).toEqual([["77", 1], ["78", 1]]);
    expect([...facetCounts(state, "tags")]).toEqual([["", 1], ["vip", 1], ["касса", 1]]);
    const viewer = { user: 17, nowMs: 0 };
    const found = (filters: typeof noFilters, inTexts: ReadonlySet<number> = new Set()) => [...state.cards.values()].filter(matcher(state, filters, viewer, inTexts)).map((card) => card.ticket);
    expect(found({ ...noFilters, chosen: { ...noFilters.chosen, tags: new Set(["касса"]) } })).toEqual([1]);
    expect(found({ ...noFilters, text: "сервер" }, new Set([3]))).toEqual([3]);
  });
});

describe("order by hand", () => {
  it("puts a placed card where it was put, the others by their numbers", () => {
    const state = board([{ ticket: 1 }, { ticket: 2 }, { ticket: 3 }], []);
    const order = (places: ReadonlyMap<number, number>) => columnsOf({ ...state, places }, () => true, "hand", roleTitle)[0]?.cards.map((card) => card.ticket);
    expect(order(new Map())).toEqual([1, 2, 3]);
    expect(order(new Map([[3, 1.5 * 2 ** 20]]))).toEqual([1, 3, 2]);
    const told = withChange(state, changeOf({ cards: [cardOf({ ticket: 3, revision: 20 })], places: new Map([[3, 5]]) }));
    expect(order(told.places)).toEqual([3, 1, 2]);
  });
});
