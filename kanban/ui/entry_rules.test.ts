import { describe, expect, it } from "vitest";
import { boardOf } from "./board_state";
import { noRules, type StageRules } from "./card";
import { objections } from "./entry_rules";
import { snapshotOf } from "./made_up_card";

const state = boardOf([
  snapshotOf(
    { ticket: 1, stage: 501, estimate_min: null, stopper: "Ждём клиента" },
    { ticket: 2, stage: 501, estimate_min: 0 },
    { ticket: 3, stage: 504 },
    { ticket: 4, stage: 503, class: "change", estimate_min: 60, agreement: "asked" },
    { ticket: 5, stage: 503, class: "change", estimate_min: 60, agreement: "agreed" },
    { ticket: 6, stage: 504, class: "change", estimate_min: 60 },
  ),
]);
const work = state.stages.find((stage) => stage.id === 504);
const asked = (tickets: readonly number[], rules: Partial<StageRules>) => {
  if (work === undefined) throw new Error("no stage");
  return objections(state, tickets, { ...work, rules: { ...noRules, ...rules } });
};

describe("objections", () => {
  it("are none without rules", () => expect(asked([1, 2], {})).toEqual([]));

  it("count who would stand there, not who stands there already", () => {
    expect(asked([2], { wipLimit: 3, overLimit: "warn" })).toEqual([]);
    expect(asked([1, 2], { wipLimit: 3, overLimit: "warn" })).toEqual([{ rule: "over_limit", mode: "warn", tickets: [1, 2], would: 4, limit: 3 }]);
    expect(asked([3], { wipLimit: 1, overLimit: "forbid" })).toEqual([]);
    expect(asked([1], { wipLimit: 1, overLimit: "none" })).toEqual([]);
  });

  it("name the cards without an estimate and under a stopper, the strictest first; an estimate of 0 is one", () => {
    expect(asked([1, 2], { withoutEstimate: "warn", underStopper: "forbid" })).toMatchObject([
      { rule: "under_stopper", mode: "forbid", tickets: [1] },
      { rule: "without_estimate", mode: "warn", tickets: [1] },
    ]);
  });

  it("keep change requests nobody has agreed to from being pulled where the group forbids it", () => {
    expect(asked([1, 4, 5, 6], { unagreed: "forbid" })).toEqual([{ rule: "unagreed", mode: "forbid", tickets: [4], would: 0, limit: 0 }]);
    expect(asked([4], { unagreed: "flag" })).toEqual([]);
  });

  it("do not ask about cards nobody knows", () => expect(asked([99], { withoutEstimate: "forbid" })).toEqual([]));
});
