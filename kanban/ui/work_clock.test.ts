import { describe, expect, it } from "vitest";
import vectors from "../../tests/vectors/working_time.json";
import { cardOf } from "./made_up_card";
import { lastUpdateMark, workAgeMark } from "./card_text";
import { Words } from "@shell/words";
import { parseWorkClock } from "./work_clock";
import { lastUpdateMs, urgencyOf, workAgeMs } from "./timers";
import { workingSpan } from "./working_span";

/** The same file as tests/unit/kanban_http/calendar_json_test.cpp reads. */
describe.each(vectors)("working time of $name", ({ calendar, cases }) => {
  const clock = parseWorkClock(calendar);

  it("is what the vectors say", () => {
    expect(cases.length).toBe(14);
    expect(cases.map(([from, to]) => clock.between(from ?? 0, to ?? 0))).toEqual(cases.map(([, , worked]) => worked));
  });

  it("is negative backwards", () => expect(cases.map(([from, to]) => clock.between(to ?? 0, from ?? 0))).toEqual(cases.map(([, , worked]) => 0 - (worked ?? 0))));
});

describe("timers in working time", () => {
  const moscow = parseWorkClock(vectors[0]?.calendar);
  const friday = Date.parse("2026-11-20T17:00:00+03:00");
  const monday = Date.parse("2026-11-23T16:00:00+03:00");
  const hour = 3_600_000;
  const words = new Words("ru");
  const thresholds = { lu: { warnMs: 8 * hour, alarmMs: 24 * hour }, wia: { warnMs: 40 * hour, alarmMs: 80 * hour }, working: moscow };

  it("stand still on days off", () => {
    const card = cardOf({ lu_ms: friday, wia_since_ms: friday - 24 * hour });
    expect(lastUpdateMs(card, monday, moscow)).toBe(7 * hour);
    expect(workAgeMs(card, monday, moscow)).toBe(15 * hour);
    expect(urgencyOf(lastUpdateMs(card, monday + hour, moscow), thresholds.lu)).toBe("warn");
    expect(lastUpdateMs(cardOf({ lu_ms: monday, done_ms: friday }), monday, moscow)).toBe(0);
  });

  it("are said in working days, with the calendar's beside them", () => {
    const mark = lastUpdateMark(cardOf({ lu_ms: friday - 24 * hour }), monday, thresholds, words);
    expect(mark.text).toBe("LU 1 р. д. 7 ч");
    expect(mark.hint).toBe("Изменялась 1 р. д. 7 ч рабочего времени назад; по календарю 3 д 23 ч — внимание");
    const work = workAgeMark(cardOf({ lu_ms: friday, wia_since_ms: friday, stopped_before_ms: 2 * hour }), monday, thresholds, words);
    expect(work?.hint).toBe("В работе 7 ч рабочего времени; по календарю 2 д 23 ч, из них стоит 2 ч");
  });

  it.each([
    [0, "<1 мин"],
    [7.9 * hour, "7 ч"],
    [8 * hour, "1 р. д."],
    [20.5 * hour, "2 р. д. 4 ч"],
    [60 * hour, "7 р. д."],
  ])("%d ms is %s", (ms, text) => expect(workingSpan(ms, 8 * hour, words)).toBe(text));
});
