import { describe, expect, it } from "vitest";
import russia from "../../../../manifests/calendars/ru.json";
import { lengthOf, mineOnTop, minuteOf, normalHours, parseChoices, parseHours, shortened, together, weekOf, withLine, written, wrongLine, Year, type Lines } from "./calendar_lines";

/** As the service sends it, from the same manifest. */
function choices() {
  const days: Record<string, string> = {};
  for (const year of russia.years) {
    for (const day of year.off) days[`${year.year}-${day}`] = "off";
    for (const day of year.working) days[`${year.year}-${day}`] = "work";
    for (const day of year.short) days[`${year.year}-${day}`] = "short";
  }
  const years = russia.years.map(({ year, provisional, source }) => ({ year, provisional, source }));
  return parseChoices({ zones: ["Europe/Moscow", "UTC"], countries: [{ country: "ru", titles: russia.title, short_by_minutes: 60, years, days }], offset_ms: 0, from_portal: true });
}
const lines = (...pairs: readonly (readonly [string, string])[]): Lines => new Map(pairs);

describe("hours", () => {
  it.each([
    ["off", []],
    ["09:00-13:00 14:00-18:00", [540, 780, 840, 1080]],
    ["9-13, 14:00 – 18:30", [540, 780, 840, 1110]],
    ["0:00-24:00", [0, 1440]],
  ])("%s is understood", (typed, hours) => expect(parseHours(typed)).toEqual(hours));

  it.each(["", "9", "18:00-9:00", "9-13 12-18", "9-25", "9:60-10:00", "9-24:01", "9-10-11", "x-y"])("%s is not", (typed) => expect(parseHours(typed)).toBeNull());

  it("are written as the service keeps them", () => {
    expect(written([540, 780, 840, 1440])).toBe("09:00-13:00 14:00-24:00");
    expect(written([])).toBe("off");
    expect(minuteOf("9.30")).toBe(570);
  });

  it("are shortened from their end", () => {
    expect(shortened([540, 780, 840, 1080], 60)).toEqual([540, 780, 840, 1020]);
    expect(shortened([540, 780, 840, 1080], 300)).toEqual([540, 720]);
    expect(shortened([540, 780], 240)).toEqual([]);
  });

  it("of the normal day are those most days have", () => {
    expect(lengthOf(normalHours(weekOf(lines())))).toBe(480);
    expect(normalHours([[540, 1020], [540, 1020], [600, 660], [], [], [], []])).toEqual([540, 1020]);
    expect(normalHours([[540, 1020], [600, 660], [], [], [], [], []])).toEqual([540, 1020]);
  });
});

describe("a year", () => {
  // The same figures as tests/unit/manifests/country_calendar_test.cpp.
  it.each([
    [2024, 248, 1979, [17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21]],
    [2025, 247, 1972, [17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22]],
    [2026, 247, 1972, [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]],
    [2027, 247, 1972, [15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22]],
  ])("of Russia: %d has %d days and %d hours", (year, days, hours, byMonth) => {
    const calendar = new Year(lines(["country", "ru"]), choices());
    const months = Array.from({ length: 12 }, (_, month) => calendar.month(year, month));
    expect(months.map((month) => month.days)).toEqual(byMonth);
    expect(months.reduce((sum, month) => sum + month.days, 0)).toBe(days);
    expect(months.reduce((sum, month) => sum + month.minutes, 0) / 60).toBe(hours);
  });

  it("asks a day's own line, the country, the line of every year, the weekday", () => {
    const all = choices();
    const day = (given: Lines, date: string) => new Year(given, all).day(date);
    expect(day(lines(), "2026-02-23")).toMatchObject({ kind: "work", by: "weekday" });
    expect(day(lines(["country", "ru"]), "2026-02-23")).toMatchObject({ kind: "off", by: "country" });
    expect(day(lines(["country", "ru"], ["2026-02-23", "work"]), "2026-02-23")).toMatchObject({ kind: "work", by: "own", hours: [540, 780, 840, 1080] });
    expect(day(lines(["02-24", "off"]), "2031-02-24")).toMatchObject({ kind: "off", by: "every_year" });
    expect(day(lines(["country", "ru"], ["04-30", "off"]), "2026-04-30")).toMatchObject({ kind: "short", hours: [540, 780, 840, 1020] });
    expect(day(lines(["2026-02-21", "10:00-12:00"]), "2026-02-21")).toMatchObject({ kind: "hours", hours: [600, 720] });
    expect(day(lines(["saturday", "10:00-14:00"]), "2026-02-21").hours).toEqual([600, 840]);
  });
});

describe("lines", () => {
  it("of a group win, and are none where they say the same", () => {
    const portal = lines(["monday", "off"], ["zone", "UTC"]);
    expect(together(portal, lines(["monday", "09:00-10:00"])).get("monday")).toBe("09:00-10:00");
    expect(withLine(lines(["monday", "09:00-10:00"]), portal, "monday", "off").size).toBe(0);
    expect(withLine(lines(), portal, "friday", "off").get("friday")).toBe("off");
    expect(withLine(lines(["friday", "off"]), portal, "friday", null).size).toBe(0);
  });

  it("I have changed stay mine on top of others'", () => {
    const base = lines(["a", "1"], ["b", "1"], ["c", "1"]);
    const mine = lines(["a", "2"], ["b", "1"]);
    const theirs = lines(["a", "3"], ["b", "3"], ["c", "1"], ["d", "3"]);
    expect([...mineOnTop(base, mine, theirs)]).toEqual([["a", "2"], ["b", "3"], ["d", "3"]]);
  });

  it("are checked as the service checks them", () => {
    expect(wrongLine("zone", "Europe/Moskow", choices())).toBe("calendar.zone");
    expect(wrongLine("zone", "Etc/GMT-3", choices())).toBe("");
    expect(wrongLine("monday", "18:00-09:00", choices())).toBe("calendar.hours");
    expect(wrongLine("2026-01-01", "short", choices())).toBe("");
  });
});
