import { Words } from "@shell/words";
import { describe, expect, it } from "vitest";
import { cardOf } from "./made_up_card";
import { dayMs, hourMs, minuteMs, span } from "@shell/span";
import { dueOf, labour, lastUpdateMs, ServiceClock, stoppedMs, urgencyOf, workAgeMs } from "./timers";

const ru = new Words("ru");
const en = new Words("en");

describe("span", () => {
  it.each([
    [0, "<1 мин"],
    [-5 * minuteMs, "<1 мин"],
    [5 * minuteMs, "5 мин"],
    [hourMs - 1, "59 мин"],
    [3 * hourMs + 59 * minuteMs, "3 ч"],
    [dayMs, "1 д"],
    [2 * dayMs + 4 * hourMs, "2 д 4 ч"],
    [11 * dayMs + 7 * hourMs, "11 д"],
    [21 * dayMs, "3 нед"],
    [400 * dayMs, "57 нед"],
  ])("%d ms is %s", (ms, text) => expect(span(ms, ru)).toBe(text));

  it("speaks English", () => expect(span(2 * dayMs + 4 * hourMs, en)).toBe("2 d 4 h"));
});

describe("labour", () => {
  it.each([
    [0, "0 ч"],
    [45, "45 мин"],
    [60, "1 ч"],
    [150, "2,5 ч"],
    [80, "1,3 ч"],
  ])("%d minutes is %s", (minutes, text) => expect(labour(minutes, ru)).toBe(text));
});

describe("ages", () => {
  it("LU stands still when the card is done and is never negative", () => {
    expect(lastUpdateMs(cardOf({ lu_ms: 100 }), 350)).toBe(250);
    expect(lastUpdateMs(cardOf({ lu_ms: 100, done_ms: 200 }), 350)).toBe(100);
    expect(lastUpdateMs(cardOf({ lu_ms: 500 }), 350)).toBe(0);
  });

  it("WIA exists only once work began", () => {
    expect(workAgeMs(cardOf({}), 500)).toBeNull();
    expect(workAgeMs(cardOf({ wia_since_ms: 100 }), 500)).toBe(400);
    expect(workAgeMs(cardOf({ wia_since_ms: 100, done_ms: 300 }), 500)).toBe(200);
  });

  it("time under a stopper counts from the later of stopper and work", () => {
    const stopped = { wia_since_ms: 100, stopper: "Ждём клиента", stopped_before_ms: 30 };
    expect(stoppedMs(cardOf({ ...stopped, stopper_since_ms: 50 }), 500)).toBe(430);
    expect(stoppedMs(cardOf({ ...stopped, stopper_since_ms: 450 }), 500)).toBe(80);
    expect(stoppedMs(cardOf({ ...stopped, stopper: "", stopper_since_ms: null }), 500)).toBe(30);
    expect(stoppedMs(cardOf({ ...stopped, wia_since_ms: null, stopper_since_ms: 50 }), 500)).toBe(0);
  });

  it("thresholds are reached, not passed", () => {
    const threshold = { warnMs: 100, alarmMs: 300 };
    expect([99, 100, 299, 300].map((age) => urgencyOf(age, threshold))).toEqual(["calm", "warn", "warn", "alarm"]);
  });
});

describe("dueOf", () => {
  it("is alarm at the deadline, warn in the day before it, calm earlier", () => {
    const card = cardOf({ deadline_ms: 10 * dayMs });
    expect(dueOf(card, 10 * dayMs)).toEqual({ urgency: "alarm", leftMs: 0 });
    expect(dueOf(card, 9 * dayMs)?.urgency).toBe("warn");
    expect(dueOf(card, 8 * dayMs)?.urgency).toBe("calm");
    expect(dueOf(cardOf({}), 0)).toBeNull();
  });
});

describe("ServiceClock", () => {
  it("follows the service, whatever the browser's clock says", () => {
    let browser = 5_000;
    const clock = new ServiceClock(1_000_000, () => browser);
    browser += 30;
    expect(clock.now()).toBe(1_000_030);
    clock.setTo(2_000_000);
    browser += 1;
    expect(clock.now()).toBe(2_000_001);
  });
});
