import { thresholdsFor, type BoardState } from "./board_state";
import type { Card } from "./card";
import { thresholdOf } from "./thresholds";
import { dueOf, lastUpdateMs, urgencyOf } from "./timers";

export const chips = ["mine", "unassigned", "forgotten", "stopped", "overdue"] as const;
export type Chip = (typeof chips)[number];

/** What cards are told apart by; values are ids or titles as text, "" where a card has none. */
export const facets = ["class", "type", "stopper", "company", "assignee", "tags", "group"] as const;
export type Facet = (typeof facets)[number];
export type Chosen = Readonly<Record<Facet, ReadonlySet<string>>>;

export interface Filters {
  readonly text: string;
  readonly chips: ReadonlySet<Chip>;
  readonly chosen: Chosen;
}

const nothingChosen: Chosen = { class: new Set(), type: new Set(), stopper: new Set(), company: new Set(), assignee: new Set(), tags: new Set(), group: new Set() };
export const noFilters: Filters = { text: "", chips: new Set(), chosen: nothingChosen };

export interface Viewer {
  readonly user: number;
  readonly nowMs: number;
}

export function isFiltering(filters: Filters): boolean {
  return filters.chips.size > 0 || wordsOf(filters.text).length > 0 || facets.some((facet) => filters.chosen[facet].size > 0);
}

/** True when time alone can change what the filters show. */
export function dependsOnTime(filters: Filters): boolean {
  return filters.chips.has("forgotten") || filters.chips.has("overdue");
}

export function toggled(filters: Filters, chip: Chip): Filters {
  const pressed = new Set(filters.chips);
  if (!pressed.delete(chip)) pressed.add(chip);
  return { ...filters, chips: pressed };
}

export function chosenToggled(filters: Filters, facet: Facet, value: string): Filters {
  const values = new Set(filters.chosen[facet]);
  if (!values.delete(value)) values.add(value);
  return { ...filters, chosen: { ...filters.chosen, [facet]: values } };
}

/** Of what a card has one of. */
export function facetOf(card: Card, facet: Exclude<Facet, "tags">): string {
  switch (facet) {
    case "class":
      return card.class;
    case "type":
      return card.type;
    case "stopper":
      return card.stopper;
    case "company":
      return card.company === 0 ? "" : String(card.company);
    case "assignee":
      return card.assignee === 0 ? "" : String(card.assignee);
    case "group":
      return String(card.group);
  }
}

const untagged: readonly string[] = [""];

function facetValues(card: Card, facet: Facet): readonly string[] {
  if (facet !== "tags") return [facetOf(card, facet)];
  return card.tags.length === 0 ? untagged : card.tags;
}

function folded(text: string): string {
  return text.toLocaleLowerCase().replaceAll("ё", "е");
}

export function wordsOf(text: string): readonly string[] {
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
  const text = folded(`${card.ticket} ${card.title} ${state.companies.get(card.company) ?? ""} ${card.type} ${card.stopper} ${card.tags.join(" ")}`);
  remembered.set(card, { companies: state.companies, text });
  return text;
}

export function hasChip(state: BoardState, card: Card, chip: Chip, viewer: Viewer): boolean {
  switch (chip) {
    case "mine":
      return card.assignee === viewer.user;
    case "unassigned":
      return card.assignee === 0;
    case "forgotten": {
      const thresholds = thresholdsFor(state, card);
      return urgencyOf(lastUpdateMs(card, viewer.nowMs, thresholds.working), thresholdOf(thresholds, "lu", card)) === "alarm";
    }
    case "stopped":
      return card.stopper !== "";
    case "overdue":
      return dueOf(card, viewer.nowMs)?.urgency === "alarm";
  }
}

/**
 * True when every typed word is found in number, title, company, Type, stopper or tags, and every chip and choice fits. `inTexts`: the
 * cards in whose descriptions the portal has found the words.
 */
export function matcher(state: BoardState, filters: Filters, viewer: Viewer, inTexts: ReadonlySet<number> = new Set()): (card: Card) => boolean {
  const words = wordsOf(filters.text);
  const pressed = [...filters.chips];
  const chosen = facets.filter((facet) => filters.chosen[facet].size > 0);
  return (card) =>
    pressed.every((chip) => hasChip(state, card, chip, viewer)) &&
    chosen.every((facet) => facetValues(card, facet).some((value) => filters.chosen[facet].has(value))) &&
    (words.length === 0 || words.every((word) => searchText(state, card).includes(word)) || inTexts.has(card.ticket));
}

/** How many open cards each chip stands for, whatever is filtered now. */
export function chipCounts(state: BoardState, viewer: Viewer): Readonly<Record<Chip, number>> {
  const counts: Record<Chip, number> = { mine: 0, unassigned: 0, forgotten: 0, stopped: 0, overdue: 0 };
  for (const card of state.cards.values()) {
    for (const chip of chips) if (hasChip(state, card, chip, viewer)) counts[chip] += 1;
  }
  return counts;
}

/** The values a facet has on the board, the most frequent first, with how many cards each. */
export function facetCounts(state: BoardState, facet: Facet): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const card of state.cards.values()) {
    for (const value of facetValues(card, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return new Map([...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])));
}
