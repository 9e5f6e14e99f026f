import type { Words } from "@shell/words";
import { groupPart, thresholdsFor, type BoardState } from "./board_state";
import type { Card } from "./card";
import { lastUpdateMs, labour, workAgeMs } from "./timers";
import { timerSpan } from "./working_span";
import type { ListColumn } from "./view";

const none = Number.POSITIVE_INFINITY;

/** What a column is sorted by; cards without a value go last, whichever way. */
function sortKey(column: ListColumn, card: Card, state: BoardState): string | number {
  switch (column) {
    case "number":
      return card.ticket;
    case "title":
      return card.title;
    case "stage":
      return state.stages.findIndex((stage) => stage.id === card.stage);
    case "class":
      return ["incident", "change", "service"].indexOf(card.class);
    case "type":
      return card.type;
    case "stopper":
      return card.stopper;
    case "company":
      return state.companies.get(card.company) ?? "";
    case "assignee":
      return state.users.get(card.assignee)?.name ?? "";
    case "estimate":
      return card.estimateMin ?? none;
    case "spent":
      return card.spentMin;
    case "deadline":
      return card.deadlineMs ?? none;
    case "lu":
      return card.luMs;
    case "wia":
      return card.wiaSinceMs ?? none;
    case "created":
      return card.createdMs;
    case "tags":
      return card.tags.join(", ");
    case "group":
      return groupPart(state, card.group)?.name ?? "";
  }
}

export function sortedBy(cards: readonly Card[], column: ListColumn, down: boolean, state: BoardState): readonly Card[] {
  const keyed = cards.map((card) => ({ card, key: sortKey(column, card, state) }));
  const turn = down ? -1 : 1;
  const missing = (key: string | number): boolean => key === "" || key === none;
  keyed.sort((a, b) => {
    if (missing(a.key) || missing(b.key)) return Number(missing(a.key)) - Number(missing(b.key)) || a.card.ticket - b.card.ticket;
    const order = typeof a.key === "string" ? a.key.localeCompare(String(b.key)) : a.key - Number(b.key);
    return turn * order || a.card.ticket - b.card.ticket;
  });
  return keyed.map(({ card }) => card);
}

/** A cell in words. */
export function cellText(column: ListColumn, card: Card, state: BoardState, nowMs: number, words: Words): string {
  switch (column) {
    case "number":
      return String(card.ticket);
    case "title":
      return card.title;
    case "stage":
      return state.stages.find((stage) => stage.id === card.stage)?.title ?? "";
    case "class":
      return words.t(`class.${card.class}`);
    case "type":
      return card.type;
    case "stopper":
      return card.stopper;
    case "company":
      return state.companies.get(card.company) ?? "";
    case "assignee":
      return state.users.get(card.assignee)?.name ?? "";
    case "estimate":
      return card.estimateMin === null ? "" : labour(card.estimateMin, words);
    case "spent":
      return card.spentMin === 0 ? "" : labour(card.spentMin, words);
    case "deadline":
      return card.deadlineMs === null ? "" : words.moment(card.deadlineMs);
    case "lu": {
      const { working } = thresholdsFor(state, card);
      return timerSpan(lastUpdateMs(card, nowMs, working), working, words);
    }
    case "wia": {
      const { working } = thresholdsFor(state, card);
      const age = workAgeMs(card, nowMs, working);
      return age === null ? "" : timerSpan(age, working, words);
    }
    case "created":
      return words.moment(card.createdMs);
    case "tags":
      return card.tags.join(", ");
    case "group":
      return groupPart(state, card.group)?.name ?? "";
  }
}

/** A cell as a program reads it: hours with a point, instants in ISO 8601. */
export function cellValue(column: ListColumn, card: Card, state: BoardState, nowMs: number, words: Words): string {
  const iso = (ms: number | null): string => (ms === null ? "" : new Date(ms).toISOString());
  const hours = (minutes: number): string => String(Math.round((minutes / 60) * 100) / 100);
  switch (column) {
    case "estimate":
      return card.estimateMin === null ? "" : hours(card.estimateMin);
    case "spent":
      return hours(card.spentMin);
    case "deadline":
      return iso(card.deadlineMs);
    case "created":
      return iso(card.createdMs);
    case "lu":
      return iso(card.luMs);
    case "wia":
      return iso(card.wiaSinceMs);
    default:
      return cellText(column, card, state, nowMs, words);
  }
}
