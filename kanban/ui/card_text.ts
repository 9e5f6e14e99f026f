import { span } from "@shell/span";
import type { Words } from "@shell/words";
import type { Card } from "./card";
import { thresholdOf } from "./thresholds";
import { dueOf, labour, lastUpdateMs, stoppedMs, urgencyOf, workAgeMs, type Urgency } from "./timers";
import type { Thresholds } from "./snapshot";
import { timerSpan } from "./working_span";

/** A short text on the card, the whole of it for a hover and for those who listen, and how urgent it is. */
export interface Mark {
  readonly text: string;
  readonly hint: string;
  readonly urgency: Urgency;
}

function spoken(hint: string, urgency: Urgency, words: Words): string {
  return urgency === "calm" ? hint : `${hint} — ${words.t(`card.urgency.${urgency}`)}`;
}

/** "Инцидент: важная задача": the class and why. */
export function classText(card: Card, words: Words): string {
  const reason = words.t(`class.reason.${card.reason}`, {
    estimate: labour(card.estimateMin ?? 0, words),
    reason: card.overrideReason,
  });
  return `${words.t(`class.${card.class}`)}: ${reason}`;
}

export function lastUpdateMark(card: Card, nowMs: number, thresholds: Thresholds, words: Words): Mark {
  const age = lastUpdateMs(card, nowMs, thresholds.working);
  const urgency = urgencyOf(age, thresholdOf(thresholds, "lu", card));
  const text = timerSpan(age, thresholds.working, words);
  const hint = thresholds.working === undefined ? words.t("card.lu.hint", { span: text }) : words.t("card.lu.working", { span: text, calendar: span(lastUpdateMs(card, nowMs), words) });
  return { text: words.t("card.lu", { span: text }), hint: spoken(hint, urgency, words), urgency };
}

/** Null when the card was never in work. */
export function workAgeMark(card: Card, nowMs: number, thresholds: Thresholds, words: Words): Mark | null {
  const age = workAgeMs(card, nowMs, thresholds.working);
  if (age === null) return null;
  const urgency = urgencyOf(age, thresholdOf(thresholds, "wia", card));
  const text = timerSpan(age, thresholds.working, words);
  const stopped = stoppedMs(card, nowMs);
  const form = `card.wia.${thresholds.working === undefined ? (stopped > 0 ? "stopped" : "hint") : stopped > 0 ? "working.stopped" : "working"}`;
  const hint = words.t(form, { span: text, stopped: span(stopped, words), calendar: span(workAgeMs(card, nowMs) ?? 0, words) });
  return { text: words.t("card.wia", { span: text }), hint: spoken(hint, urgency, words), urgency };
}

/** Null without a deadline. */
export function dueMark(card: Card, nowMs: number, words: Words): Mark | null {
  const due = dueOf(card, nowMs);
  if (due === null || card.deadlineMs === null) return null;
  const hint = words.t("card.due.hint", { moment: words.moment(card.deadlineMs) });
  const length = span(Math.abs(due.leftMs), words);
  if (due.urgency === "alarm") return { text: words.t("card.due.over", { span: length }), hint, urgency: "alarm" };
  if (due.urgency === "warn") return { text: words.t("card.due.soon", { span: length }), hint, urgency: "warn" };
  return { text: words.t("card.due", { day: words.day(card.deadlineMs) }), hint, urgency: "calm" };
}

/** "Ждём клиента · 2 д" and the sentence behind it; null when nothing stops the card. */
export function stopperMark(card: Card, nowMs: number, words: Words): Mark | null {
  if (card.stopper === "") return null;
  const since = card.stopperSinceMs;
  const length = since === null ? "" : span((card.doneMs ?? nowMs) - since, words);
  const hint = words.t("card.stopper", { stopper: card.stopper, span: length });
  const unknown = card.stopperKnown ? "" : ` — ${words.t("card.stopper.unknown", { stopper: card.stopper })}`;
  return { text: length === "" ? card.stopper : `${card.stopper} · ${length}`, hint: hint + unknown, urgency: "alarm" };
}

/** Everything about the stopper in one line: for how long, since when, and whether it is one of the dictionary. */
export function stopperLine(card: Card, nowMs: number, words: Words): string {
  const since = card.stopperSinceMs;
  const length = since === null ? "" : span((card.doneMs ?? nowMs) - since, words);
  const begun = since === null ? "" : `, ${words.t("panel.since", { since: words.moment(since) })}`;
  const unknown = card.stopperKnown ? "" : ` — ${words.t("card.stopper.unknown", { stopper: card.stopper })}`;
  return words.t("card.stopper", { stopper: card.stopper, span: length }) + begun + unknown;
}

export interface Usage {
  readonly text: string;
  /** Share of the estimate that is spent, 0..1 for the bar; null without an estimate. */
  readonly share: number | null;
  readonly over: boolean;
}

/** Null when there is neither an estimate nor labour. An estimate of 0 is an estimate. */
export function usageOf(card: Card, words: Words): Usage | null {
  const spent = labour(card.spentMin, words);
  if (card.estimateMin === null) {
    return card.spentMin === 0 ? null : { text: words.t("card.spent", { spent }), share: null, over: false };
  }
  const share = card.estimateMin === 0 ? (card.spentMin > 0 ? 1 : 0) : Math.min(1, card.spentMin / card.estimateMin);
  const text = words.t("card.used", { spent, estimate: labour(card.estimateMin, words) });
  return { text, share, over: card.spentMin > card.estimateMin };
}

/** "Анна Ковалёва" → "АК"; one word gives one letter. */
export function initials(name: string): string {
  const letters = name
    .trim()
    .split(/\s+/)
    .map((word) => [...word][0] ?? "");
  return ((letters[0] ?? "") + (letters.length > 1 ? (letters.at(-1) ?? "") : "")).toLocaleUpperCase();
}

/** Comments this person has not read. A card he never opened counts when the client had the last word. */
export function unreadOf(card: Card, seen: number | undefined): number {
  if (seen === undefined) return card.speaker === "client" ? card.comments : 0;
  return Math.max(0, card.comments - seen);
}

/** Hours the client has to agree to, and has not. */
export function wantsAgreement(card: Card): boolean {
  return card.class === "change" && card.agreement !== "agreed";
}

/** Work that has begun without that agreement. Whether the card says so is its group's setting (board_state.ts). */
export function begunUnagreed(card: Card): boolean {
  return wantsAgreement(card) && card.wiaSinceMs !== null && card.doneMs === null;
}

/** A guess at a card's height, so that a long column scrolls true before its cards were ever drawn. */
export function likelyHeight(card: Card, compact = false, flagged = false): number {
  if (compact) return 58;
  const title = card.title.length > 34 ? 36 : 18;
  const chips = !card.historyRead || card.type !== "" || card.stopper !== "" || card.agreement !== "none" || flagged || card.awaitingCheck ? 30 : 0;
  const used = card.estimateMin !== null ? 32 : card.spentMin > 0 || card.deadlineMs !== null ? 24 : 0;
  return 20 + title + 24 + chips + used + 42;
}
