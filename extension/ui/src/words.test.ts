import en from "@translations/en.json";
import ru from "@translations/ru.json";
import { describe, expect, it } from "vitest";
import { Words } from "./words";

describe("Words", () => {
  it.each([
    [1, "1 заявка"],
    [3, "3 заявки"],
    [11, "11 заявок"],
    [121, "121 заявка"],
    [12_345, "12\u00a0345 заявок"],
  ])("%d in Russian", (count, text) => expect(new Words("ru").count("board.column.count", count)).toBe(text));

  it("writes a date by the language", () => {
    expect([new Words("ru").date("2026-01-31"), new Words("en").date("2026-01-31"), new Words("en").date("x")]).toEqual(["31 янв. 2026 г.", "Jan 31, 2026", "x"]);
  });

  it("writes the time of the day by the language", () => {
    const morning = new Date(2026, 0, 31, 9, 5).getTime();
    const texts = (["ru", "en"] as const).flatMap((lang) => [new Words(lang).moment(morning), new Words(lang).time(morning, morning)]);
    expect(texts.map((text) => text.replaceAll(/\s/g, " "))).toEqual(["31 янв., 09:05", "09:05", "Jan 31, 9:05 AM", "9:05 AM"]);
  });

  it("counts in English", () => {
    expect([1, 2].map((n) => new Words("en").count("board.column.count", n))).toEqual(["1 request", "2 requests"]);
  });

  it("fills in what is given and shows a missing key", () => {
    const words = new Words("ru", { a: "{x} и {y}" });
    expect(words.t("a", { x: 1 })).toBe("1 и {y}");
    expect(words.t("nope")).toBe("nope");
    expect(words.t("toString")).toBe("toString");
  });

  it("does not read a person's text as a pattern", () => {
    expect(new Words("ru", { a: "«{x}»" }).t("a", { x: "$& {y}" })).toBe("«$& {y}»");
  });
});

describe("translations", () => {
  it("hold the same keys in both languages", () => expect(Object.keys(en).sort()).toEqual(Object.keys(ru).sort()));
});
