import { Words } from "@shell/words";
import { describe, expect, it } from "vitest";
import { classText, dueMark, initials, lastUpdateMark, stopperLine, stopperMark, begunUnagreed, usageOf, workAgeMark } from "./card_text";
import { cardOf } from "./made_up_card";
import { dayMs, hourMs } from "@shell/span";

const words = new Words("ru");
const thresholds = { lu: { warnMs: dayMs, alarmMs: 3 * dayMs }, wia: { warnMs: 5 * dayMs, alarmMs: 10 * dayMs } };

describe("class", () => {
  it("says why", () => {
    expect(classText(cardOf({ class: "incident", reason: "important" }), words)).toBe("Инцидент: важная задача");
    expect(classText(cardOf({ class: "change", reason: "estimate", estimate_min: 240 }), words)).toBe("Запрос на изменение: оценка 4 ч");
    expect(classText(cardOf({ reason: "override", override_reason: "просил директор" }), words)).toContain("просил директор");
  });
});

describe("marks", () => {
  it("name the urgency in words, not by colour alone", () => {
    const mark = lastUpdateMark(cardOf({ lu_ms: 0 }), 3 * dayMs, thresholds, words);
    expect(mark).toMatchObject({ text: "LU 3 д", urgency: "alarm" });
    expect(mark.hint).toContain("тревога");
  });

  it("say how much of the work the card stood", () => {
    const card = cardOf({ wia_since_ms: 0, stopped_before_ms: 2 * dayMs });
    expect(workAgeMark(card, 6 * dayMs, thresholds, words)?.hint).toBe("В работе 6 д, из них стоит 2 д — внимание");
    expect(workAgeMark(cardOf({}), 0, thresholds, words)).toBeNull();
  });

  it("tell the stopper and since when", () => {
    const card = cardOf({ stopper: "Ждём клиента", stopper_since_ms: 0 });
    expect(stopperMark(card, 2 * dayMs, words)?.text).toBe("Ждём клиента · 2 д");
    expect(stopperMark(cardOf({ stopper: "Ждём чуда", stopper_known: 0 }), 0, words)?.hint).toContain("нет в справочнике");
    expect(stopperMark(cardOf({}), 0, words)).toBeNull();
  });

  it("tell everything about a stopper in one line", () => {
    const begun = new Date(2026, 4, 5, 9, 30).getTime();
    const line = (fields: object): string => stopperLine(cardOf(fields), begun + 2 * dayMs, words).replaceAll(/\s/g, " ");
    expect(line({ stopper: "Ждём клиента", stopper_since_ms: begun })).toBe("Стоппер: Ждём клиента, стоит 2 д, с 5 мая, 09:30");
    expect(line({ stopper: "Ждём чуда", stopper_known: 0, stopper_since_ms: begun })).toBe("Стоппер: Ждём чуда, стоит 2 д, с 5 мая, 09:30 — «Ждём чуда» нет в справочнике стопперов");
  });

  it("tell what is overdue by how much", () => {
    expect(dueMark(cardOf({ deadline_ms: 0 }), 6 * hourMs, words)).toMatchObject({ text: "просрочено 6 ч", urgency: "alarm" });
    expect(dueMark(cardOf({ deadline_ms: 6 * hourMs }), 0, words)).toMatchObject({ text: "срок через 6 ч", urgency: "warn" });
  });
});

describe("usage", () => {
  it.each([
    [{ estimate_min: 240, spent_min: 0 }, { text: "0 ч из 4 ч", share: 0, over: false }],
    [{ estimate_min: 600, spent_min: 720 }, { text: "12 ч из 10 ч", share: 1, over: true }],
    [{ estimate_min: 0, spent_min: 30 }, { text: "30 мин из 0 ч", share: 1, over: true }],
    [{ spent_min: 150 }, { text: "потрачено 2,5 ч", share: null, over: false }],
  ])("%o", (card, usage) => expect(usageOf(cardOf(card), words)).toEqual(usage));

  it("is nothing without estimate and labour", () => expect(usageOf(cardOf({}), words)).toBeNull());
});

describe("initials", () => {
  it.each([
    ["Анна Ковалёва", "АК"],
    ["anna maria de souza", "AS"],
    ["Игорь", "И"],
    ["  ", ""],
  ])("%s", (name, letters) => expect(initials(name)).toBe(letters));
});

describe("work without consent", () => {
  it("is a change request that was begun and not agreed to", () => {
    const begun = { class: "change", estimate_min: 240, wia_since_ms: 1 } as const;
    expect(begunUnagreed(cardOf({ ...begun }))).toBe(true);
    expect(begunUnagreed(cardOf({ ...begun, agreement: "asked" }))).toBe(true);
    expect(begunUnagreed(cardOf({ ...begun, agreement: "declined" }))).toBe(true);
    expect(begunUnagreed(cardOf({ ...begun, agreement: "agreed" }))).toBe(false);
    expect(begunUnagreed(cardOf({ ...begun, class: "service" }))).toBe(false);
    expect(begunUnagreed(cardOf({ ...begun, wia_since_ms: null }))).toBe(false);
    expect(begunUnagreed(cardOf({ ...begun, done_ms: 2 }))).toBe(false);
  });
});
