import { failureText } from "./failure";
import { figure, placeOf, type AsideRow, type Backfill, type Concern, type Health, type Phase } from "./health_state";
import { dayMs, span } from "./span";
import type { Words } from "./words";

/** "5 мин назад"; an instant of another day with its date; a dash for never. */
export function ago(ms: number | null, nowMs: number, words: Words): string {
  if (ms === null || ms === 0) return words.t("health.never");
  const passed = nowMs - ms;
  if (passed < dayMs) return words.t("health.ago", { span: span(passed, words) });
  return words.moment(ms);
}

/** What is wrong, in a sentence with its numbers. */
export function concernText(concern: Concern, nowMs: number, words: Words): string {
  const key = `health.concern.${concern.code}`;
  if (!words.has(key) && !words.has(`${key}.other`)) return words.t("health.concern.other", { code: concern.code });
  const since = concern.sinceMs === null ? "" : words.time(concern.sinceMs, nowMs);
  return words.has(key) ? words.t(key, { since, count: concern.count }) : words.count(key, concern.count, { since });
}

/** What to do about it; "" when there is nothing to do. */
export function concernAdvice(concern: Concern, words: Words): string {
  const key = `health.advice.${concern.code}`;
  return words.has(key) ? words.t(key) : "";
}

/** "Задача № 8121". */
export function asideTitle(row: AsideRow, words: Words): string {
  const key = `health.aside.${row.kind}`;
  return words.t(words.has(key) ? key : "health.aside.other", { id: String(row.object) });
}

/** Why it was given up: the sentence of its code, or where to look. */
export function asideReason(row: AsideRow, words: Words): string {
  return words.has(`error.${row.reason}`) ? failureText(words, row.reason) : words.t("health.aside.reason", { code: row.reason });
}

/** "31 250 из 98 000"; "впереди" for a phase to come, "нечего читать" for one that was empty. */
export function phaseText(backfill: Backfill, phase: Phase, words: Words): string {
  if (phase.planned > 0) return words.t("health.phase.count", { done: phase.done, planned: phase.planned });
  const place = placeOf(backfill, phase.phase);
  return words.t(place === "done" ? "health.phase.none" : place === "now" ? "health.phase.begins" : "health.phase.waiting");
}

export interface Line {
  readonly name: string;
  readonly value: string;
  /** Worth a second look: shown in amber. */
  readonly warn: boolean;
}

/** The figures as the page lists them. What was never recorded is left out, so that nothing looks broken before it has begun. */
export function lines(health: Health, words: Words): readonly Line[] {
  const now = health.nowMs;
  const out: Line[] = [];
  const add = (key: string, value: string, warn = false): void => void out.push({ name: words.t(key), value, warn });
  const repaired = (count: number): string => words.count("health.repaired", count);

  add("health.line.inbox", health.inbox.waiting === 0 ? words.t("health.inbox.empty") : words.count("health.inbox.waiting", health.inbox.waiting, { since: ago(health.inbox.oldestMs, now, words) }), false);
  const polled = figure(health, "queue.polled_at");
  if (polled > 0) {
    const oldest = figure(health, "queue.oldest_waiting");
    add("health.line.queue", oldest > 0 ? words.t("health.queue.waiting", { at: ago(polled, now, words), since: ago(oldest, now, words) }) : words.t("health.queue.empty", { at: ago(polled, now, words) }));
  }
  add("health.line.event", ago(Math.max(figure(health, "event.at"), figure(health, "queue.row_at")), now, words));
  if (figure(health, "reconcile.at") > 0) {
    const count = figure(health, "reconcile.repaired");
    add("health.line.reconcile", `${ago(figure(health, "reconcile.at"), now, words)}, ${repaired(count)}`, count > 0);
  }
  if (figure(health, "sweep.at") > 0) {
    const count = figure(health, "sweep.gone") + figure(health, "sweep.missed") + figure(health, "sweep.moved");
    add("health.line.sweep", `${ago(figure(health, "sweep.at"), now, words)}, ${repaired(count)}`, count > 0);
  }
  if (figure(health, "labour.polled_at") > 0) {
    const count = figure(health, "labour.repaired");
    add("health.line.labour", `${ago(figure(health, "labour.polled_at"), now, words)}, ${repaired(count)}`, count > 0);
  }
  if (figure(health, "people.refreshed_at") > 0) add("health.line.people", ago(figure(health, "people.refreshed_at"), now, words));
  if (figure(health, "stages.refreshed_at") > 0) add("health.line.stages", ago(figure(health, "stages.refreshed_at"), now, words));
  const limit = figure(health, "limit.minute");
  const used = figure(health, "limit.requests_minute");
  add("health.line.requests", limit > 0 ? words.t("health.requests.of", { used, limit }) : words.t("health.requests", { used }), limit > 0 && used > limit);
  return out;
}
