import { Words } from "@shell/words";
import { describe, expect, test } from "vitest";
import type { Names } from "./report";
import { cellText, changeText, minutesText } from "./values";

const ru = new Words("ru");
const en = new Words("en");
const names: Names = { users: new Map([[7, "Анна"]]), companies: new Map(), groups: new Map(), stages: new Map(), tickets: new Map([[104, "Принтер"]]) };
/** Spaces that do not break are spaces to the reader. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("values in words", () => {
  test.each([
    [0, "0 мин", "0 min"],
    [45, "45 мин", "45 min"],
    [60, "1 ч", "1 h"],
    [750, "12 ч 30 мин", "12 h 30 min"],
    [-90, "−1 ч 30 мин", "−1 h 30 min"],
    [72_005, "1 200 ч 5 мин", "1,200 h 5 min"],
  ])("%d minutes", (minutes, russian, english) => {
    expect(plain(minutesText(minutes, ru))).toBe(russian);
    expect(minutesText(minutes, en)).toBe(english);
  });
  test.each([
    [870, "share", "87 %", "87%"],
    [875, "share", "87,5 %", "87.5%"],
    [4_250, "days", "4,3 д", "4.3 d"],
    [1_234, "count", "1 234", "1,234"],
    [20_513, "day", "1 мар. 2026 г.", "Mar 1, 2026"],
    [null, "share", "—", "—"],
    [7, "user", "Анна", "Анна"],
    [8, "user", "№ 8", "No. 8"],
    [0, "user", "Не назначен", "Nobody"],
    [0, "company", "Без компании", "No company"],
    [104, "ticket", "№ 104 Принтер", "No. 104 Принтер"],
    ["work", "role", "работа", "work"],
    ["incident", "class", "Инцидент", "Incident"],
    ["", "text", "не указано", "not said"],
    ["=1+1", "text", "=1+1", "=1+1"],
  ] as const)("%s as %s", (value, unit, russian, english) => {
    expect(plain(cellText(value, { unit, key: "any" }, names, ru))).toBe(russian);
    expect(plain(cellText(value, { unit, key: "any" }, names, en))).toBe(english);
  });
  test("a day that begins a month or a week is called by it", () => {
    expect(plain(cellText(20_513, { unit: "day", key: "month" }, names, ru))).toBe("март 2026 г.");
    expect(cellText(20_513, { unit: "day", key: "month" }, names, en)).toBe("March 2026");
    expect(plain(cellText(20_513, { unit: "day", key: "week" }, names, ru))).toBe("неделя с 1 мар. 2026 г.");
  });
  test("a change against the period before has a sign, and points where the measure is a share", () => {
    expect(plain(changeText(750, 690, "minutes", ru, names))).toBe("+1 ч");
    expect(plain(changeText(690, 750, "minutes", ru, names))).toBe("−1 ч");
    expect(plain(changeText(870, 905, "share", ru, names))).toBe("−3,5 п. п.");
    expect(changeText(5, 5, "count", en, names)).toBe("no change");
    expect(changeText(null, 5, "count", en, names)).toBe("");
    expect(changeText(5, null, "count", en, names)).toBe("");
  });
});
