import { shallowRef, type ShallowRef } from "vue";
import { stageOf } from "./board_state";
import type { Stage } from "./card";
import { targetStage } from "./columns";
import type { Beside } from "./hand_order";
import { objections, type Objection } from "./entry_rules";
import type { Board } from "./use_board";

/** Cards on their way into a stage that has something to say about it. */
export interface Question {
  readonly tickets: readonly number[];
  readonly stage: Stage;
  readonly objections: readonly Objection[];
  readonly beside: Beside | null;
}

export interface Hands {
  readonly selected: Readonly<ShallowRef<ReadonlySet<number>>>;
  readonly question: Readonly<ShallowRef<Question | null>>;
  select(ticket: number): void;
  clear(): void;
  /** The card that was taken, or all selected ones when it is among them. */
  withSelected(ticket: number): readonly number[];
  /** Into a column: moves at once, or asks first. `beside`: where in it. */
  drop(tickets: readonly number[], column: number, beside?: Beside | null): void;
  answer(reason: string | null): void;
}

/** What a person's hands do with cards: pick several, drop them, answer what a stage asks. */
export function useHands(board: Board): Hands {
  const selected = shallowRef<ReadonlySet<number>>(new Set());
  const question = shallowRef<Question | null>(null);

  const select = (ticket: number): void => {
    const next = new Set(selected.value);
    if (!next.delete(ticket)) next.add(ticket);
    selected.value = next;
  };
  const clear = (): void => {
    if (selected.value.size > 0) selected.value = new Set();
  };
  const withSelected = (ticket: number): readonly number[] => (selected.value.has(ticket) ? [...selected.value] : [ticket]);
  /** Stages that have something to say, one after the other; several groups on one board have one each. */
  let waiting: Question[] = [];
  const askNext = (): void => {
    question.value = waiting.shift() ?? null;
  };
  const drop = (tickets: readonly number[], column: number, beside: Beside | null = null): void => {
    const state = board.state.value;
    if (state === null) return;
    const byStage = new Map<number, number[]>();
    for (const ticket of tickets) {
      const card = state.cards.get(ticket);
      const to = card === undefined ? null : targetStage(state, card, column);
      if (to === null) board.say({ tone: "alert", key: "board.move.no_stage", args: { ticket: String(ticket) } });
      else byStage.set(to, [...(byStage.get(to) ?? []), ticket]);
    }
    waiting = [];
    for (const [to, some] of byStage) {
      const stage = stageOf(state, to);
      if (stage === undefined) continue;
      const neighbour = beside === null ? undefined : state.cards.get(beside.ticket);
      // A place is one among the cards of a stage: beside a card of another group it means nothing.
      const spot = neighbour?.stage === to ? beside : null;
      const found = objections(state, some, stage);
      if (found.length > 0) waiting.push({ tickets: some, stage, objections: found, beside: spot });
      else board.move(some, to, "", spot);
    }
    if (waiting.length > 0) askNext();
    else clear();
  };
  const answer = (reason: string | null): void => {
    const asked = question.value;
    askNext();
    if (asked === null || reason === null) return;
    clear();
    board.move(asked.tickets, asked.stage.id, reason, asked.beside);
  };
  return { selected, question, select, clear, withSelected, drop, answer };
}
