import type { Answer } from "@shell/api";
import { describe, expect, it } from "vitest";
import { boardFrom, shownStage, type BoardState } from "./board_state";
import { cardOf, changeOf, snapshotOf } from "./made_up_card";
import { moveCard } from "./move_card";
import type { NewNotice } from "./notices";
import type { Change } from "./snapshot";

/** Moves ticket 1 to a stage with a scripted answer; tells what was seen on the way. */
async function moved(to: number, answer: Answer<Change>, meanwhile: (state: BoardState) => BoardState = (state) => state) {
  let state = boardFrom(snapshotOf({ ticket: 1, revision: 9 }));
  const seen = { said: [] as NewNotice[], asked: [] as number[][], whileAsking: 0, refreshed: 0, state: () => state };
  await moveCard(1, to, {
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

describe("moveCard", () => {
  it("shows the card there while it asks, and stays when the portal agrees", async () => {
    const seen = await moved(504, accepted(504));
    expect(seen.asked).toEqual([[1, 504, 9]]);
    expect(seen.whileAsking).toBe(504);
    expect(seen.state().moves.size).toBe(0);
    expect(seen.state().cards.get(1)?.stage).toBe(504);
    expect(seen.said[0]).toMatchObject({ tone: "status", key: "board.move.done" });
  });

  it("does not skip what others changed: the board's revision comes from the feed alone", async () => {
    expect((await moved(504, accepted(504))).state().revision).toBe(12);
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
