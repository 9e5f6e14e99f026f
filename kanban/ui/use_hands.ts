import { shallowRef, type ShallowRef } from "vue";
import type { Stage } from "./card";
import { objections, type Objection } from "./entry_rules";
import type { Board } from "./use_board";

/** Cards on their way into a stage that has something to say about it. */
export interface Question {
  readonly tickets: readonly number[];
  readonly stage: Stage;
  readonly objections: readonly Objection[];
}

export interface Hands {
  readonly selected: Readonly<ShallowRef<ReadonlySet<number>>>;
  readonly question: Readonly<ShallowRef<Question | null>>;
  select(ticket: number): void;
  clear(): void;
  /** The card that was taken, or all selected ones when it is among them. */
  withSelected(ticket: number): readonly number[];
  /** Moves at once, or asks first. */
  drop(tickets: readonly number[], stage: number): void;
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
  const drop = (tickets: readonly number[], to: number): void => {
    const state = board.state.value;
    const stage = state?.stages.find((one) => one.id === to);
    if (state === null || stage === undefined) return;
    const found = objections(state, tickets, stage);
    if (found.length > 0) {
      question.value = { tickets, stage, objections: found };
      return;
    }
    clear();
    board.move(tickets, to, "");
  };
  const answer = (reason: string | null): void => {
    const asked = question.value;
    question.value = null;
    if (asked === null || reason === null) return;
    clear();
    board.move(asked.tickets, asked.stage.id, reason);
  };
  return { selected, question, select, clear, withSelected, drop, answer };
}
