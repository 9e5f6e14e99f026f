import type { Answer } from "@shell/api";
import { describe, expect, it } from "vitest";
import { boardOf, shownStage, type BoardState } from "./board_state";
import { cardOf, changeOf, snapshotOf } from "./made_up_card";
import { moveBack, moveCards, type Back } from "./move_card";
import type { NewNotice } from "./notices";
import type { Change } from "./snapshot";

/** Moves ticket 1 to a stage with a scripted answer; tells what was seen on the way. */
async function moved(to: number, answer: Answer<Change>, meanwhile: (state: BoardState) => BoardState = (state) => state) {
  let state = boardOf([snapshotOf({ ticket: 1, revision: 9 })]);
  const seen = { said: [] as NewNotice[], asked: [] as unknown[][], whileAsking: 0, refreshed: 0, state: () => state };
  await moveCards([1], to, {
    state: () => state,
    show: (next) => (state = next),
    say: (notice) => void seen.said.push(notice),
    refresh: () => void (seen.refreshed += 1),
    move: async (...asked) => {
      seen.asked.push(asked);
      const card = state.cards.get(1);
      seen.whileAsking = card === undefined ? 0 : shownStage(state, card);
      state = meanwhile(state);
      return answer;
    },
  });
  return seen;
}
const accepted = (stage: number): Answer<Change> => ({
  ok: true,
  value: changeOf({ revision: 40, cards: [cardOf({ ticket: 1, stage, revision: 40 })] }),
});
const refused = (code: string, detail = ""): Answer<Change> => ({ ok: false, status: 409, code, detail });

describe("moveCards, of one card", () => {
  it("shows the card there while it asks, and stays when the portal agrees", async () => {
    const seen = await moved(504, accepted(504));
    expect(seen.asked).toEqual([[1, 504, 9]]);
    expect(seen.whileAsking).toBe(504);
    expect(seen.state().moves.size).toBe(0);
    expect(seen.state().cards.get(1)?.stage).toBe(504);
    expect(seen.said[0]).toMatchObject({ tone: "status", key: "board.move.done" });
  });

  it("does not skip what others changed: the board's revision comes from the feed alone", async () => {
    expect((await moved(504, accepted(504))).state().revisions.get(77)).toBe(12);
  });

  it("puts the card back with the portal's own reason", async () => {
    const seen = await moved(504, refused("portal.refused", "Недостаточно прав"));
    expect(seen.state().moves.size).toBe(0);
    expect(seen.state().cards.get(1)?.stage).toBe(501);
    expect(seen.said[0]).toMatchObject({ tone: "alert", key: "board.move.refused", detail: "Недостаточно прав" });
  });

  it("gives the code when nobody gave words", async () => {
    expect((await moved(504, refused("card.stage_unknown"))).said[0]).toMatchObject({ key: "board.move.failed", code: "card.stage_unknown", detail: "" });
  });

  it("asks for the fresh card when somebody was faster", async () => {
    const seen = await moved(504, refused("card.stale"));
    expect(seen.refreshed).toBe(1);
    expect(seen.said[0]?.key).toBe("board.move.stale");
  });

  it("follows the portal when it put the card elsewhere", async () => {
    expect((await moved(504, accepted(503))).state().cards.get(1)?.stage).toBe(503);
  });

  it("lets a closed card leave", async () => {
    const seen = await moved(505, accepted(505));
    expect(seen.state().cards.has(1)).toBe(false);
    expect(seen.said[0]?.key).toBe("board.move.closed");
  });

  it("says that a card put into done waits for its check, wherever it stands now", async () => {
    for (const stage of [501, 504]) {
      const handed = cardOf({ ticket: 1, stage, awaiting_check: 1, revision: 40 });
      const seen = await moved(505, { ok: true, value: changeOf({ revision: 40, cards: [handed] }) });
      expect(seen.state().cards.get(1)?.stage).toBe(stage);
      expect(seen.said).toMatchObject([{ tone: "status", key: "board.move.handed", args: { ticket: "1" } }]);
    }
  });

  it("keeps changes that arrived while it asked", async () => {
    const seen = await moved(504, refused("network"), (state) => ({
      ...state,
      cards: new Map(state.cards).set(2, cardOf({ ticket: 2 })),
    }));
    expect(seen.state().cards.has(2)).toBe(true);
    expect(seen.said[0]?.key).toBe("board.move.offline");
  });

  it("asks nothing when the card is there already", async () => {
    expect((await moved(501, accepted(501))).asked).toEqual([]);
  });
});

describe("several cards", () => {
  const two = () => boardOf([snapshotOf({ ticket: 1, revision: 9 }, { ticket: 2, revision: 8 }, { ticket: 3, stage: 504 })]);
  const ports = (state: { now: BoardState }, said: NewNotice[], answers: Record<number, Answer<Change>>) => ({
    state: () => state.now,
    show: (next: BoardState) => void (state.now = next),
    say: (notice: NewNotice) => void said.push(notice),
    refresh: () => undefined,
    move: async (ticket: number) => answers[ticket] as Answer<Change>,
    moved: (back: readonly Back[]) => () => void said.push({ tone: "status", key: `undo ${back.map((one) => `${one.ticket}>${one.stage}@${one.revision}`).join(" ")}` }),
  });

  it("move together, and what is refused stays alone", async () => {
    const state = { now: two() };
    const said: NewNotice[] = [];
    const here = (ticket: number): Answer<Change> => ({ ok: true, value: changeOf({ revision: 40, cards: [cardOf({ ticket, stage: 504, revision: 40 })] }) });
    await moveCards([1, 2, 3], 504, ports(state, said, { 1: here(1), 2: refused("portal.refused", "нет прав") }));
    expect(state.now.cards.get(1)?.stage).toBe(504);
    expect(state.now.cards.get(2)?.stage).toBe(501);
    expect(state.now.moves.size).toBe(0);
    expect(said.map((notice) => notice.key)).toEqual(["board.move.refused", "board.move.done"]);
    said[1]?.undo?.();
    expect(said[2]?.key).toBe("undo 1>501@40");
  });

  it("comes back from done by its new revision", async () => {
    const state = { now: two() };
    const asked: unknown[] = [];
    await moveBack([{ ticket: 77, stage: 501, revision: 41 }], {
      ...ports(state, [], {}),
      move: async (...what: unknown[]) => {
        asked.push(what);
        return { ok: true, value: changeOf({ revision: 42, cards: [cardOf({ ticket: 77, stage: 501, revision: 42 })] }) };
      },
    });
    expect(asked).toEqual([[77, 501, 41]]);
    expect(state.now.cards.get(77)?.stage).toBe(501);
  });

  it("says by whom a card was changed before us", async () => {
    const state = { now: two() };
    const said: NewNotice[] = [];
    await moveCards([1], 504, ports(state, said, { 1: refused("card.stale", "Мария Волкова") }));
    expect(said).toMatchObject([{ key: "board.move.stale.by", args: { ticket: "1", name: "Мария Волкова" } }]);
  });
});
