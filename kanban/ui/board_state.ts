import type { Card, Stage } from "./card";
import type { Change, Entry, Person, Snapshot, StageTotals, Thresholds } from "./snapshot";
import type { SyncNote } from "./sync_note";

/** A card on its way to another stage: shown there at once, true only when the portal has agreed. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** Everything the board shows. Never changed in place: each step returns a new state. */
export interface BoardState {
  readonly group: Snapshot["group"];
  readonly can: Snapshot["can"];
  readonly sync: SyncNote;
  readonly revision: number;
  readonly stages: readonly Stage[];
  readonly cards: ReadonlyMap<number, Card>;
  readonly moves: ReadonlyMap<number, Move>;
  readonly users: ReadonlyMap<number, Person>;
  readonly companies: ReadonlyMap<number, string>;
  readonly thresholds: Thresholds;
  /** The ticket this is the board of, where it is the board of one; null: of the whole group. */
  readonly only: number | null;
  readonly types: readonly Entry[];
  readonly stoppers: readonly Entry[];
  /** What the columns say while only the first cards are there; null on a whole board. */
  readonly window: ReadonlyMap<number, StageTotals> | null;
}

/** `only`: the board of that card alone; it stays when it is done. */
export function boardFrom(snapshot: Snapshot, only: number | null = null): BoardState {
  const done = doneStages(snapshot.stages);
  return {
    group: snapshot.group,
    can: snapshot.can,
    sync: snapshot.sync,
    revision: snapshot.revision,
    stages: snapshot.stages,
    cards: new Map(snapshot.cards.filter((card) => card.ticket === only || !done.has(card.stage)).map((card) => [card.ticket, card])),
    only,
    moves: new Map(),
    users: snapshot.users,
    companies: snapshot.companies,
    thresholds: snapshot.thresholds,
    types: snapshot.types,
    stoppers: snapshot.stoppers,
    window: snapshot.window,
  };
}

function doneStages(stages: readonly Stage[]): ReadonlySet<number> {
  return new Set(stages.filter((stage) => stage.role === "done").map((stage) => stage.id));
}

/** A board whose note did not change is not drawn anew. */
function sameNote(one: SyncNote, other: SyncNote): boolean {
  return (
    one.outageMs === other.outageMs &&
    (one.outageMs === null || one.asOfMs === other.asOfMs) &&
    one.filling === other.filling &&
    one.done === other.done &&
    one.planned === other.planned
  );
}

/** Takes what the service says. An older revision of a card than the one shown is ignored; a card that is done leaves. */
export function withChange(state: BoardState, change: Change): BoardState {
  const stages = change.stages ?? state.stages;
  const done = doneStages(stages);
  const revision = Math.max(state.revision, change.revision);
  const touched = change.cards.length > 0 || change.gone.length > 0 || change.stages !== null;
  const sync = change.sync !== null && !sameNote(state.sync, change.sync) ? change.sync : state.sync;
  if (!touched) return revision === state.revision && sync === state.sync ? state : { ...state, revision, sync };

  const cards = new Map(state.cards);
  for (const card of change.cards) {
    const shown = cards.get(card.ticket);
    if (shown !== undefined && shown.revision >= card.revision) continue;
    if (state.only !== null && card.ticket !== state.only) continue;
    if (done.has(card.stage) && state.only === null) cards.delete(card.ticket);
    else cards.set(card.ticket, card);
  }
  for (const ticket of change.gone) cards.delete(ticket);
  if (change.stages !== null) {
    for (const card of cards.values()) if (done.has(card.stage) && state.only === null) cards.delete(card.ticket);
  }
  const moves = new Map([...state.moves].filter(([ticket]) => cards.has(ticket)));
  return {
    ...state,
    revision,
    sync,
    stages,
    cards,
    moves,
    users: change.users.size > 0 ? new Map([...state.users, ...change.users]) : state.users,
    companies: change.companies.size > 0 ? new Map([...state.companies, ...change.companies]) : state.companies,
  };
}

/** How many open cards the board has, whether they are all there already or not. */
export function openCount(state: BoardState): number {
  if (state.window === null) return state.cards.size;
  return state.stages.reduce((sum, stage) => sum + (stage.role === "done" ? 0 : (state.window?.get(stage.id)?.count ?? 0)), 0);
}

/** The stage a card is shown in. */
export function shownStage(state: BoardState, card: Card): number {
  return state.moves.get(card.ticket)?.to ?? card.stage;
}

/** Null when there is nothing to move: unknown card or stage, the same stage, or a move already under way. */
export function moveStarted(state: BoardState, ticket: number, to: number): BoardState | null {
  const card = state.cards.get(ticket);
  if (card === undefined || card.stage === to || state.moves.has(ticket)) return null;
  if (!state.stages.some((stage) => stage.id === to)) return null;
  return { ...state, moves: new Map(state.moves).set(ticket, { from: card.stage, to }) };
}

/** The move is over, whichever way: the card stands where the service says it stands. */
export function moveEnded(state: BoardState, ticket: number): BoardState {
  if (!state.moves.has(ticket)) return state;
  const moves = new Map(state.moves);
  moves.delete(ticket);
  return { ...state, moves };
}

export function stageOf(state: BoardState, id: number): Stage | undefined {
  return state.stages.find((stage) => stage.id === id);
}
