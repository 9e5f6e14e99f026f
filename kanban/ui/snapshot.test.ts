import { BadAnswer } from "@shell/door";
import { describe, expect, it } from "vitest";
import { columnNames, rawBoard, rawRow } from "./made_up_card";
import { changeParser, parseSnapshot } from "./snapshot";

describe("parseSnapshot", () => {
  it("reads cards by the order of the columns, ignoring columns it does not know", () => {
    const columns = ["future", ...[...columnNames].reverse()];
    const row = ["?", ...rawRow({ ticket: 9, title: "t" }).reverse()];
    const board = parseSnapshot({ ...rawBoard([]), columns, cards: [row] });
    expect(board.cards[0]).toMatchObject({ ticket: 9, title: "t", typeKnown: true });
  });

  it("sorts stages and lets no foreign text into a colour", () => {
    const stages = [
      { id: 2, title: "b", role: "work", color: "red;background:url(x)", sort: 200 },
      { id: 1, title: "a", role: "intake", color: "2FC6F6", sort: 100 },
    ];
    expect(parseSnapshot(rawBoard([], { stages })).stages.map((stage) => stage.color)).toEqual(["2FC6F6", "a8adb4"]);
  });

  it("takes an empty list where an object of names is meant", () => {
    expect(parseSnapshot(rawBoard([], { users: [], companies: [] })).users.size).toBe(0);
  });

  it.each([
    ["null", null],
    ["no columns", { ...rawBoard([]), columns: undefined }],
    ["a missing column", rawBoard([], { columns: columnNames.filter((name) => name !== "lu_ms") })],
    ["an unknown role", rawBoard([], { stages: [{ id: 1, title: "a", role: "pause", color: "", sort: 1 }] })],
    ["an unknown class", rawBoard([{ class: "riddle" }])],
    ["text for a number", rawBoard([{ ticket: "8121" }])],
    ["a card that is no row", { ...rawBoard([]), cards: [{}] }],
  ])("refuses %s", (_, raw) => expect(() => parseSnapshot(raw)).toThrow(BadAnswer));
});

describe("changeParser", () => {
  const parse = changeParser(parseSnapshot(rawBoard([])).row, 77);

  it("reads a feed answer", () => {
    const change = parse({ revision: 14, now_ms: 5, cards: [rawRow({ ticket: 3 })], gone: [4], users: {}, companies: {}, stages: null });
    expect(change).toMatchObject({ revision: 14, gone: [4], stages: null });
    expect(change.cards[0]?.ticket).toBe(3);
  });

  it("reads the answer of a move", () => {
    const change = parse({ card: rawRow({ ticket: 3 }), revision: 15, now_ms: 5 });
    expect(change.cards.map((card) => card.ticket)).toEqual([3]);
    expect(change.gone).toEqual([]);
  });

  it("refuses what is neither", () => {
    expect(() => parse("<html>")).toThrow(BadAnswer);
    expect(() => parse({ revision: 1 })).toThrow(BadAnswer);
  });
});
