import { describe, expect, it } from "vitest";
import { boardOf, moveEnded, moveStarted, shownStage, withChange } from "./board_state";
import { cardOf, changeOf, snapshotOf, type RawCard } from "./made_up_card";

const board = (...cards: readonly RawCard[]) => boardOf([snapshotOf(...cards)]);

describe("boardOf", () => {
  it("leaves done cards out", () => {
    expect([...board({ ticket: 1 }, { ticket: 2, stage: 505 }).cards.keys()]).toEqual([1]);
  });
});

describe("withChange", () => {
  it("takes a newer card and keeps the old state as it was", () => {
    const before = board({ ticket: 1, title: "old", revision: 5 });
    const after = withChange(before, changeOf({ cards: [cardOf({ ticket: 1, title: "new", revision: 6 })] }));
    expect(after.cards.get(1)?.title).toBe("new");
    expect(before.cards.get(1)?.title).toBe("old");
    expect(after.revisions.get(77)).toBe(13);
  });

  it("takes a note about the board alone, and redraws nothing when it says the same", () => {
    const before = board({ ticket: 1 });
    const outage = { outageMs: 5, asOfMs: 4, filling: null, done: 0, planned: 0 };
    const away = withChange(before, changeOf({ revision: 12, sync: outage }));
    expect(away.sync).toEqual(outage);
    expect(withChange(away, changeOf({ revision: 12, sync: { ...outage } }))).toBe(away);
    expect(withChange(away, changeOf({ revision: 12, sync: null }))).toBe(away);
    expect(withChange(away, changeOf({ revision: 12, sync: { ...outage, outageMs: null, asOfMs: 9 } })).sync.outageMs).toBeNull();
  });

  it("ignores an older or equal revision of a card", () => {
    const state = board({ ticket: 1, title: "shown", revision: 6 });
    const late = withChange(state, changeOf({ cards: [cardOf({ ticket: 1, title: "late", revision: 6 })] }));
    expect(late.cards.get(1)?.title).toBe("shown");
  });

  it("lets a card leave that is done or gone", () => {
    const state = board({ ticket: 1 }, { ticket: 2 }, { ticket: 3 });
    const after = withChange(state, changeOf({ cards: [cardOf({ ticket: 1, stage: 505, revision: 2 })], gone: [2] }));
    expect([...after.cards.keys()]).toEqual([3]);
  });

  it("of one card alone keeps it when it is done, and takes no other", () => {
    const alone = boardOf([snapshotOf({ ticket: 1, stage: 505 })], 1);
    expect([...alone.cards.keys()]).toEqual([1]);
    const after = withChange(alone, changeOf({ cards: [cardOf({ ticket: 2, revision: 20 }), cardOf({ ticket: 1, stage: 505, title: "again", revision: 21 })] }));
    expect([...after.cards.values()].map((card) => card.title)).toEqual(["again"]);
  });

  it("never counts the revision back", () => {
    expect(withChange(board(), changeOf({ revision: 3 })).revisions.get(77)).toBe(12);
  });

  it("is the same state when nothing changed", () => {
    const state = board({ ticket: 1 });
    expect(withChange(state, changeOf({ revision: 12 }))).toBe(state);
  });

  it("adds names it did not know and keeps the others", () => {
    const state = board({ ticket: 1 });
    const after = withChange(state, changeOf({ gone: [9], users: new Map([[18, { name: "Игорь Панин", photo: "" }]]) }));
    expect([...after.users.keys()]).toEqual([17, 18]);
    expect(after.companies).toBe(state.companies);
  });

  it("takes new stages and drops the cards of one that became done", () => {
    const state = board({ ticket: 1, stage: 504 }, { ticket: 2, stage: 501 });
    const stages = state.stages.map((stage) => (stage.id === 504 ? { ...stage, role: "done" as const } : stage));
    expect([...withChange(state, changeOf({ stages })).cards.keys()]).toEqual([2]);
  });
});

describe("moves", () => {
  it("show the card in its new stage until they end", () => {
    const state = board({ ticket: 1 });
    const moving = moveStarted(state, 1, 504);
    expect(moving).not.toBeNull();
    const card = state.cards.get(1);
    if (moving === null || card === undefined) return;
    expect(shownStage(moving, card)).toBe(504);
    expect(shownStage(moveEnded(moving, 1), card)).toBe(501);
  });

  it("do not start to the same stage, an unknown one, or twice", () => {
    const state = board({ ticket: 1 });
    expect(moveStarted(state, 1, 501)).toBeNull();
    expect(moveStarted(state, 1, 999)).toBeNull();
    expect(moveStarted(state, 2, 504)).toBeNull();
    const moving = moveStarted(state, 1, 504);
    expect(moving === null ? null : moveStarted(moving, 1, 503)).toBeNull();
  });

  it("are forgotten when the card leaves the board", () => {
    const moving = moveStarted(board({ ticket: 1 }), 1, 504);
    expect(moving === null ? null : withChange(moving, changeOf({ gone: [1] })).moves.size).toBe(0);
  });
});
