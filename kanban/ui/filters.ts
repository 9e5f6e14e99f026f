import type { BoardState } from "./board_state";
import type { Card } from "./card";
import { dueOf, lastUpdateMs, urgencyOf } from "./timers";

export const chips = ["mine", "unassigned", "forgotten", "stopped", "overdue"] as const;
export type Chip = (typeof chips)[number];

export interface Filters {
  readonly text: string;
  readonly chips: ReadonlySet<Chip>;
}

export const noFilters: Filters = { text: "", chips: new Set() };

export interface Viewer {
  readonly user: number;
  readonly nowMs: number;
}

export function isFiltering(filters: Filters): boolean {
  return filters.chips.size > 0 || wordsOf(filters.text).length > 0;
}

/** True when time alone can change what the filters show. */
export function dependsOnTime(filters: Filters): boolean {
  return filters.chips.has("forgotten") || filters.chips.has("overdue");
}

export function toggled(filters: Filters, chip: Chip): Filters {
  const chosen = new Set(filters.chips);
  if (!chosen.delete(chip)) chosen.add(chip);
  return { ...filters, chips: chosen };
}

function folded(text: string): string {
  return text.toLocaleLowerCase().replaceAll("ё", "е");
}

function wordsOf(text: string): readonly string[] {
  return folded(text)
    .replaceAll("№", " ")
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** The words a card is found by; kept, because a search asks all cards at every key. */
const remembered = new WeakMap<Card, { readonly companies: BoardState["companies"]; readonly text: string }>();

function searchText(state: BoardState, card: Card): string {
  const known = remembered.get(card);
  if (known !== undefined && known.companies === state.companies) return known.text;
  const text = folded(`${card.ticket} ${card.title} ${state.companies.get(card.company) ?? ""} ${card.type}`);
  remembered.set(card, { companies: state.companies, text });
  return text;
}

export function hasChip(state: BoardState, card: Card, chip: Chip, viewer: Viewer): boolean {
  switch (chip) {
    case "mine":
      return card.assignee === viewer.user;
    case "unassigned":
      return card.assignee === 0;
    case "forgotten":
      return urgencyOf(lastUpdateMs(card, viewer.nowMs), state.thresholds.lu) === "alarm";
    case "stopped":
      return card.stopper !== "";
    case "overdue":
      return dueOf(card, viewer.nowMs)?.urgency === "alarm";
  }
}

/** True when every typed word is found in number, title, company or Type, and every pressed chip fits. */
export function matcher(state: BoardState, filters: Filters, viewer: Viewer): (card: Card) => boolean {
  const words = wordsOf(filters.text);
  const pressed = [...filters.chips];
  return (card) =>
    pressed.every((chip) => hasChip(state, card, chip, viewer)) &&
    (words.length === 0 || words.every((word) => searchText(state, card).includes(word)));
}

/** How many open cards each chip stands for, whatever is filtered now. */
export function chipCounts(state: BoardState, viewer: Viewer): Readonly<Record<Chip, number>> {
  const counts: Record<Chip, number> = { mine: 0, unassigned: 0, forgotten: 0, stopped: 0, overdue: 0 };
  for (const card of state.cards.values()) {
    for (const chip of chips) if (hasChip(state, card, chip, viewer)) counts[chip] += 1;
  }
  return counts;
}
