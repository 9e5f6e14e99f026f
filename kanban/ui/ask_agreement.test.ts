import type { Answer } from "@shell/api";
import { describe, expect, it } from "vitest";
import { askAgreement, canAsk } from "./ask_agreement";
import { boardOf } from "./board_state";
import { cardOf, changeOf, snapshotOf } from "./made_up_card";
import type { NewNotice } from "./notices";
import type { Change } from "./snapshot";

async function asked(answer: Answer<Change>) {
  let state = boardOf([snapshotOf({ ticket: 1, revision: 9, estimate_min: 240 })]);
  const seen = { said: [] as NewNotice[], asked: [] as number[][], refreshed: 0, state: () => state };
  await askAgreement(1, {
    state: () => state,
    show: (next) => (state = next),
    say: (notice) => void seen.said.push(notice),
    refresh: () => void (seen.refreshed += 1),
    ask: async (...what) => {
      seen.asked.push(what);
      return answer;
    },
  });
  return seen;
}

describe("canAsk", () => {
  it("needs an estimate above zero that is neither asked nor agreed", () => {
    expect(canAsk(undefined)).toBe(false);
    expect(canAsk(cardOf({ estimate_min: null }))).toBe(false);
    expect(canAsk(cardOf({ estimate_min: 0 }))).toBe(false);
    expect(canAsk(cardOf({ estimate_min: 240 }))).toBe(true);
    expect(canAsk(cardOf({ estimate_min: 240, agreement: "declined" }))).toBe(true);
    expect(canAsk(cardOf({ estimate_min: 240, agreement: "asked" }))).toBe(false);
    expect(canAsk(cardOf({ estimate_min: 240, agreement: "agreed" }))).toBe(false);
  });
});

describe("askAgreement", () => {
  it("asks about the estimate that is shown and shows the answer", async () => {
    const card = cardOf({ ticket: 1, revision: 40, estimate_min: 240, agreement: "asked" });
    const seen = await asked({ ok: true, value: changeOf({ revision: 40, cards: [card] }) });
    expect(seen.asked).toEqual([[1, 240]]);
    expect(seen.state().cards.get(1)?.agreement).toBe("asked");
    expect(seen.state().revisions.get(77)).not.toBe(40);
    expect(seen.said).toEqual([{ tone: "status", key: "board.agreement.asked", args: { ticket: "1" } }]);
  });

  it("says why not, and looks again when the estimate is another one by now", async () => {
    const seen = await asked({ ok: false, status: 409, code: "agreement.changed", detail: "" });
    expect(seen.said).toMatchObject([{ tone: "alert", key: "board.agreement.failed", code: "agreement.changed" }]);
    expect(seen.refreshed).toBe(1);
  });
});
