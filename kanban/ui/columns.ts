import { shownStage, type BoardState } from "./board_state";
import type { Card, Stage } from "./card";

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

const byClass: Record<Card["class"], number> = { incident: 0, change: 1, service: 1 };
const never = Number.MAX_SAFE_INTEGER;

/** Incidents first, then what is due first, then the oldest: an order that does not jump when a card is touched. */
export function inOrder(a: Card, b: Card): number {
  return (
    byClass[a.class] - byClass[b.class] ||
    (a.deadlineMs ?? never) - (b.deadlineMs ?? never) ||
    a.createdMs - b.createdMs ||
    a.ticket - b.ticket
  );
}

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
export function columnsOf(state: BoardState, shows: (card: Card) => boolean): readonly Column[] {
  const open = state.stages.filter((stage) => stage.role !== "done");
  const first = open[0];
  if (first === undefined) return [];
  const held = new Map<number, Card[]>(open.map((stage) => [stage.id, []]));
  for (const card of state.cards.values()) held.get(columnFor(state, card, held, first.id))?.push(card);
  return open.map((stage) => {
    const cards = held.get(stage.id) ?? [];
    return {
      stage,
      count: cards.length,
      estimateMin: cards.reduce((sum, card) => sum + (card.estimateMin ?? 0), 0),
      medianCreatedMs: median(cards.map((card) => card.createdMs)),
      cards: cards.filter(shows).sort(inOrder),
    };
  });
}
