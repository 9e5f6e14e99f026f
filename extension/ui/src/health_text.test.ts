import { describe, expect, it } from "vitest";
import { parseHealth } from "./health_state";
import { ago, asideReason, asideTitle, concernAdvice, concernText, lines, phaseText } from "./health_text";
import { dayMs } from "./span";
import { Words } from "./words";

const ru = new Words("ru");
const en = new Words("en");
const now = Date.UTC(2026, 4, 1, 9, 40);
const concern = (code: string, more: object = {}) => ({ code, level: "attention", sinceMs: null, count: 0, ...more }) as const;

/** Every code of extension/health/rules/concerns.cpp. */
const codes = [
  "installing", "service.silent", "outage.unreachable", "outage.not_json", "outage.token", "outage.licence", "outage.deleted",
  "outage.too_fast", "outage.other", "token.none", "token.revoked", "token.spare", "token.single", "token.old", "inbox.set_aside",
  "inbox.late", "queue.silent", "queue.late", "queue.cleared_at_once", "reconcile.late", "sweep.late", "backfill.running", "portal.renamed",
];

describe("concerns", () => {
  it.each(codes)("%s has its sentence in both languages", (code) => {
    for (const words of [ru, en]) {
      const text = concernText(concern(code, { sinceMs: now, count: 3 }), now, words);
      expect(text).not.toContain("{");
      expect(text).not.toContain("health.");
      expect(text).not.toBe(words.t("health.concern.other", { code }));
    }
  });

  it("count in the language's form", () => {
    expect(concernText(concern("inbox.set_aside", { count: 1 }), now, ru)).toBe("1 событие не удалось обработать, оно отложено.");
    expect(concernText(concern("inbox.set_aside", { count: 3 }), now, ru)).toBe("3 события не удалось обработать, они отложены.");
    expect(concernText(concern("inbox.set_aside", { count: 11 }), now, ru)).toBe("11 событий не удалось обработать, они отложены.");
  });

  it("say since when the portal is away", () => {
    const away = concern("outage.unreachable", { sinceMs: now });
    const clock = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" }).format(now);
    expect(concernText(away, now + 60_000, ru)).toBe(`Портал не отвечает с ${clock}, доски показывают последнее состояние.`);
    expect(concernText(away, now + 3 * dayMs, ru)).toBe(`Портал не отвечает с ${ru.moment(now)}, доски показывают последнее состояние.`);
  });

  it("show a code of a later version as it is", () => {
    expect(concernText(concern("of.tomorrow"), now, ru)).toContain("of.tomorrow");
    expect(concernAdvice(concern("of.tomorrow"), ru)).toBe("");
  });
});

describe("ago", () => {
  it("is a span within a day, a date beyond it, and never for nothing", () => {
    expect(ago(now - 5 * 60_000, now, ru)).toBe("5 мин назад");
    expect(ago(now - 2 * dayMs, now, ru)).toBe(ru.moment(now - 2 * dayMs));
    expect(ago(null, now, ru)).toBe("ещё не было");
    expect(ago(0, now, ru)).toBe("ещё не было");
  });
});

describe("asideTitle", () => {
  it("names the object, whatever it is", () => {
    const row = { id: 1, object: 8121, reason: "", attempts: 1, receivedMs: 0 };
    expect(asideTitle({ ...row, kind: "ticket" }, ru)).toBe("Задача № 8121");
    expect(asideTitle({ ...row, kind: "later" }, ru)).toBe("Событие портала");
  });
});

describe("asideReason", () => {
  const row = { id: 1, kind: "ticket", object: 8121, attempts: 1, receivedMs: 0 };

  it("says why in words, without the hole where the portal's own would stand", () => {
    expect(asideReason({ ...row, reason: "portal.refused" }, ru)).toBe("Портал отказал");
  });

  it("names the code where there are no words", () => expect(asideReason({ ...row, reason: "of.tomorrow" }, en)).toBe("The service's log has the details, by the code of.tomorrow"));
});

describe("phaseText", () => {
  const phases = [{ phase: "open", planned: 0, done: 0 }, { phase: "closed", planned: 98_000, done: 31_250 }, { phase: "labour", planned: 0, done: 0 }];
  const fill = { phase: "closed", running: true, requests: 0, startedMs: null, finishedMs: null, leftMs: null, planned: 0, done: 0, phases, groups: [] };

  it("tells a phase that was empty from one to come", () => {
    expect(phases.map((phase) => phaseText(fill, phase, en))).toEqual(["nothing to read", "31,250 of 98,000", "to come"]);
    expect(phaseText({ ...fill, phase: "labour" }, phases[2]!, en)).toBe("beginning");
  });
});

describe("lines", () => {
  const health = (figures: Record<string, number>, inbox: object = {}) =>
    parseHealth({
      now_ms: now, healthy: true, concerns: [], figures, aside: [], tokens: [],
      inbox: { waiting: 0, oldest_waiting_ms: null, set_aside: 0, last_done_ms: null, ...inbox },
      backfill: { phase: "none", running: false, requests: 0, started_ms: null, finished_ms: null, left_ms: null, planned: 0, done: 0, phases: [], groups: [] },
    });
  const shown = (figures: Record<string, number>, inbox = {}) => lines(health(figures, inbox), ru).map((line) => `${line.name}: ${line.value}${line.warn ? " !" : ""}`);

  it("leave out what was never recorded", () => {
    expect(shown({})).toEqual(["Принятые события: все обработаны", "Последнее событие портала: ещё не было", "Обращений к порталу за минуту: 0"]);
  });

  it("say lag, repairs and the rate against the limit", () => {
    const minute = 60_000;
    expect(
      shown(
        {
          "queue.polled_at": now - 10_000, "queue.oldest_waiting": now - 3 * minute, "event.at": now - 2 * minute, "reconcile.at": now - 4 * minute,
          "reconcile.repaired": 2, "sweep.at": now - 60 * minute, "labour.polled_at": now - minute, "limit.minute": 120, "limit.requests_minute": 34,
        },
        { waiting: 5, oldest_waiting_ms: now - minute },
      ),
    ).toEqual([
      "Принятые события: 5 ждут, старшее — 1 мин назад",
      "Очередь портала: опрошена <1 мин назад, старшее изменение — 3 мин назад",
      "Последнее событие портала: 2 мин назад",
      "Сверка изменений: 4 мин назад, исправлено: 2 !",
      "Ночная сверка: 1 ч назад, исправлено: 0",
      "Учёт времени: 1 мин назад, исправлено: 0",
      "Обращений к порталу за минуту: 34 из 120",
    ]);
  });
});
