import { Words } from "@shell/words";
import { describe, expect, it } from "vitest";
import { parseStage } from "./card";
import type { JournalRow } from "./details";
import { journalAuthor, journalText, plainText } from "./journal_text";
import { rawStages } from "./made_up_card";

const ru = new Words("ru");
const en = new Words("en");
const names = { stages: rawStages.map(parseStage), users: new Map([[17, "Анна Ковалёва"]]) };
const row = (fact: string, from: string, to: string, more: Partial<JournalRow> = {}): JournalRow => ({ atMs: 0, by: 17, source: "person", fact, from, to, note: "", ...more });

describe("a row of the journal", () => {
  it.each([
    [row("created", "", "501"), "Создана в «Новые заявки»"],
    [row("created", "", ""), "Создана"],
    [row("stage", "501", "504"), "Стадия: Новые заявки → В работе"],
    [row("stage", "?Старая", "999"), "Стадия: Старая → стадия, которой больше нет"],
    [row("status", "2", "3"), "Статус: ждёт → выполняется"],
    [row("estimate", "", "1.5"), "Оценка: 1,5 ч"],
    [row("estimate", "4", ""), "Оценка: снято «4 ч»"],
    [row("labour", "0", "5400"), "Трудозатраты всего: 0 ч → 1,5 ч"],
    [row("assignee", "18", "17"), "Исполнитель: Сотрудник № 18 → Анна Ковалёва"],
    [row("importance", "0", "1"), "Отмечена важной"],
    [row("class", "service", "incident"), "Класс: Запрос на обслуживание → Инцидент"],
    [row("agreement", "none", "asked", { note: "по телефону" }), "Согласование оценки: нет → запрошено — по телефону"],
    [row("comment", "", "1"), "Комментарий"],
    [row("entry", "", "504", { note: "клиент ждёт" }), "Перемещена в «В работе» вопреки правилам стадии — клиент ждёт"],
    [row("other", "", "MARK"), "Изменено другое поле"],
    [row("stopper", "Ждём клиента", ""), "Стоппер: снято «Ждём клиента»"],
  ])("%#", (one, text) => expect(journalText(one, names, ru)).toBe(text));

  it("is in the page's language", () => expect(journalText(row("stage", "501", "504"), names, en)).toBe("Stage: Новые заявки → В работе"));

  it("says who it was", () => {
    expect(journalAuthor(row("stage", "", ""), names, ru)).toBe("Анна Ковалёва");
    expect(journalAuthor(row("stage", "", "", { by: 18 }), names, ru)).toBe("Сотрудник № 18");
    expect(journalAuthor(row("stage", "", "", { by: 0 }), names, ru)).toBe("Робот");
    expect(journalAuthor(row("class", "", "", { source: "extension", by: 0 }), names, ru)).toBe("Сервис-деск");
  });
});

describe("plainText", () => {
  it.each([
    ["[B]Room 12[/B]", "Room 12"],
    ["[USER=503 REPLACE]Анна[/USER], смотрите", "Анна, смотрите"],
    ["[url=https://a.test/?x=1]сайт[/url]", "сайт"],
    ["[list][*]раз[*]два[/list]", "• раз• два"],
    ["массив a[0] и [DISK FILE ID=n12]", "массив a[0] и"],
    ["[img]https://a.test/1.png[/img]текст", "текст"],
    ["раз[br]два", "раз\nдва"],
  ])("%j", (markup, text) => expect(plainText(markup)).toBe(text));
});
