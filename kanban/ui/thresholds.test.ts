import { describe, expect, it } from "vitest";
import { noRules, type Card, type Stage } from "./card";
import { ownThresholds, thresholdOf } from "./thresholds";

const stage = (id: number, role: Stage["role"]): Stage => ({ id, group: 77, title: "", role, color: "", sort: id, rules: noRules });
const stages = [stage(1, "intake"), stage(2, "work")];
const row = (timer: string, role: string | null, only: string | null, warn: number) => ({ timer, role, class: only, warn_ms: warn, alarm_ms: warn * 2 });
const card = (at: number, cardClass: Card["class"]): Card => ({ stage: at, class: cardClass }) as Card;

describe("thresholds", () => {
  const own = ownThresholds([row("lu", "work", "incident", 1), row("lu", "work", null, 5), row("lu", null, null, 9)], stages);
  const all = { lu: { warnMs: 100, alarmMs: 200 }, wia: { warnMs: 300, alarmMs: 400 }, own };

  it.each([
    [2, "incident", 1],
    [2, "change", 5],
    [1, "incident", 9],
  ] as const)("of stage %d and class %s: the narrowest wins", (at, cardClass, warn) => expect(thresholdOf(all, "lu", card(at, cardClass)).warnMs).toBe(warn));

  it("are the usual ones where nobody has set any", () => {
    expect(thresholdOf(all, "wia", card(2, "change")).warnMs).toBe(300);
    expect(thresholdOf({ lu: all.lu, wia: all.wia }, "lu", card(2, "change")).warnMs).toBe(100);
  });

  it("that are broken are refused by name", () => expect(() => ownThresholds([row("xx", null, null, 1)], stages)).toThrow("threshold.timer"));
});
