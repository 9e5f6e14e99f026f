import { shownStage, type BoardState } from "./board_state";
import type { Card, Stage } from "./card";
import { facetOf } from "./filters";
import type { Lanes, Order } from "./view";

export interface Column {
  readonly stage: Stage;
  /** Cards of the stage, whether the filters show them or not. */
  readonly count: number;
  readonly estimateMin: number;
  /** When the card in the middle by age was created; null in an empty column. */
  readonly medianCreatedMs: number | null;
  /** What the filters leave, in order. */
  readonly cards: readonly Card[];
}

export interface Lane {
  /** As facetOf() says; "" for cards that have none. */
  readonly value: string;
  readonly count: number;
  /** The lane's cards by stage. */
  readonly cards: ReadonlyMap<number, readonly Card[]>;
}

const byClass: Record<Card["class"], number> = { incident: 0, change: 1, service: 1 };
const never = Number.MAX_SAFE_INTEGER;
const due = (card: Card): number => card.deadlineMs ?? never;
const steady = (a: Card, b: Card): number => a.createdMs - b.createdMs || a.ticket - b.ticket;

/** Each ends in the age, so that equal cards do not change places. */
export const comparisons: Readonly<Record<Order, (a: Card, b: Card) => number>> = {
  // Incidents first, then what is due first, then the oldest: an order that does not jump when a card is touched.
  smart: (a, b) => byClass[a.class] - byClass[b.class] || due(a) - due(b) || steady(a, b),
  priority: (a, b) => byClass[a.class] - byClass[b.class] || steady(a, b),
  lu: (a, b) => a.luMs - b.luMs || steady(a, b),
  wia: (a, b) => (a.wiaSinceMs ?? never) - (b.wiaSinceMs ?? never) || steady(a, b),
  deadline: (a, b) => due(a) - due(b) || steady(a, b),
};

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** Where a card stands among the open stages: on its way to done it waits in the column it leaves; unknown stages fall to the first. */
function columnFor(state: BoardState, card: Card, open: ReadonlyMap<number, unknown>, first: number): number {
  const shown = shownStage(state, card);
  if (open.has(shown)) return shown;
  return open.has(card.stage) ? card.stage : first;
}

/** The columns from left to right; done stages have none. */
export function columnsOf(state: BoardState, shows: (card: Card) => boolean, order: Order = "smart"): readonly Column[] {
  const open = state.stages.filter((stage) => stage.role !== "done");
  const first = open[0];
  if (first === undefined) return [];
  const held = new Map<number, Card[]>(open.map((stage) => [stage.id, []]));
  for (const card of state.cards.values()) held.get(columnFor(state, card, held, first.id))?.push(card);
  return open.map((stage) => {
    const cards = held.get(stage.id) ?? [];
    const totals = state.window?.get(stage.id) ?? {
      count: cards.length,
      estimateMin: cards.reduce((sum, card) => sum + (card.estimateMin ?? 0), 0),
      medianCreatedMs: median(cards.map((card) => card.createdMs)),
    };
    return {
      stage,
      ...totals,
      cards: cards.filter(shows).sort(comparisons[order]),
    };
  });
}

/** The columns' cards once more, cut into lanes: by name as `title` says it, those without a value last. */
export function lanesOf(columns: readonly Column[], by: Exclude<Lanes, "none">, title: (value: string) => string): readonly Lane[] {
  const found = new Map<string, Map<number, Card[]>>();
  for (const column of columns) {
    for (const card of column.cards) {
      const value = facetOf(card, by);
      const lane = found.get(value) ?? new Map<number, Card[]>();
      found.set(value, lane);
      const cell = lane.get(column.stage.id);
      if (cell === undefined) lane.set(column.stage.id, [card]);
      else cell.push(card);
    }
  }
  const sorted = [...found].sort(([a], [b]) => Number(a === "") - Number(b === "") || title(a).localeCompare(title(b)));
  return sorted.map(([value, cards]) => ({ value, cards, count: [...cards.values()].reduce((sum, cell) => sum + cell.length, 0) }));
}
