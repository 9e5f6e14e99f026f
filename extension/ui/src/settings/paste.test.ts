import { describe, expect, it } from "vitest";
import { dateOf, pasted, pastedAbsences } from "./paste";
import { hoursText, minutesOf } from "./sections";

const people = [
  { id: 1, name: "Анна Ковалёва" },
  { id: 2, name: "Пётр Сидоров" },
  { id: 3, name: "Ivan Smith" },
  { id: 4, name: "Smith Ivan" },
];

describe("a pasted table", () => {
  it("is read with its heading, in any order of names, with and without dates", () => {
    const { rows, faults } = pasted("Сотрудник\tЧасы\tС даты\r\nКовалева Анна\t7,5\t01.02.2026\n\nпётр сидоров\t8:15\n", people, "2026-01-15");
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { line: 2, id: 1, hours: "7,5", from: "2026-02-01" },
      { line: 4, id: 2, hours: "8:15", from: "2026-01-15" },
    ]);
  });

  it("says of each line why it cannot be taken", () => {
    const text = "Анна Ковалёва;восемь 8 часов;\nНикто;8\nIvan Smith;8\nПётр Сидоров;8;31.02.2026\nПётр";
    expect(pasted(text, people, "2026-01-15").faults.map(({ line, code }) => [line, code])).toEqual([
      [1, "hours"],
      [2, "name"],
      [3, "names"],
      [4, "date"],
      [5, "columns"],
    ]);
  });

  it("takes the last of two lines about one day", () => {
    expect(pasted("Анна Ковалёва\t8\nАнна Ковалёва\t6", people, "2026-01-15").rows).toEqual([{ line: 2, id: 1, hours: "6", from: "2026-01-15" }]);
  });
});

describe("dates and hours", () => {
  it.each([
    ["2026-1-5", "2026-01-05"],
    ["5.1.2026", "2026-01-05"],
    ["1/31/2026", "2026-01-31"],
    ["30.02.2026", null],
    ["вчера", null],
  ])("%s", (text, date) => expect(dateOf(text)).toBe(date));

  it.each([
    ["8", 480],
    ["7,5", 450],
    ["7.25 ч", 435],
    ["0:20", 20],
    ["-1", null],
    ["8:75", null],
    ["", null],
  ])("%s hours", (text, minutes) => expect(minutesOf(text)).toBe(minutes));

  it.each([
    [480, "8"],
    [450, "7,5"],
    [435, "7:15"],
    [440, "7:20"],
  ])("%d minutes", (minutes, text) => expect(hoursText(minutes, "ru")).toBe(text));
});

describe("pastedAbsences", () => {
  const people = [{ id: 1, name: "Анна Ковалёва" }];
  const read = (text: string) => pastedAbsences(text, people);

  it("reads a person, the days and a note; one day where the last is left out", () => {
    const { rows, faults } = read("Кто;С;По;Почему\nКовалева Анна;01.07.2026;14.07.2026;отпуск\nАнна Ковалёва;2026-08-03");
    expect(faults).toEqual([]);
    expect(rows.map(({ id, from, to, note }) => [id, from, to, note])).toEqual([
      [1, "2026-07-01", "2026-07-14", "отпуск"],
      [1, "2026-08-03", "2026-08-03", ""],
    ]);
  });

  it.each([
    ["Никто;2026-07-01", "name"],
    ["Анна Ковалёва;2026-07-01;2026-06-30", "last_first"],
    ["Анна Ковалёва;31.02.2026", "date"],
    ["Анна Ковалёва", "columns"],
  ])("%s: %s", (text, code) => expect(read(text).faults.map((fault) => fault.code)).toEqual([code]));
});
