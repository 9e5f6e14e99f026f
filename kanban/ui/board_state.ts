import type { Card, Stage } from "./card";
import { begunUnagreed } from "./card_text";
import { shownBeside, type Beside } from "./hand_order";
import type { Change, Entry, News, Person, Places, Snapshot, StageTotals, Thresholds } from "./snapshot";
import type { SyncNote } from "./sync_note";

/** A card on its way to another stage: shown there at once, true only when the portal has agreed. */
export interface Move {
  readonly from: number;
  readonly to: number;
}

/** One of the groups on the board, and what this person may do in it. */
export interface GroupPart {
  readonly id: number;
  readonly name: string;
  readonly synced: boolean;
  readonly can: Snapshot["can"];
  /** By the group's own settings and calendar. */
  readonly thresholds: Thresholds;
}

/** Everything the board shows, of one group or of several. Never changed in place: each step returns a new state. */
export interface BoardState {
  /** In the order asked: the page's own group first. */
  readonly groups: readonly GroupPart[];
  readonly sync: SyncNote;
  /** By group. */
  readonly revisions: ReadonlyMap<number, number>;
  readonly stages: readonly Stage[];
  readonly cards: ReadonlyMap<number, Card>;
  readonly moves: ReadonlyMap<number, Move>;
  readonly places: Places;
  readonly users: ReadonlyMap<number, Person>;
  readonly companies: ReadonlyMap<number, string>;
  /** The ticket this is the board of, where it is the board of one; null: of whole groups. */
  readonly only: number | null;
  readonly types: readonly Entry[];
  readonly stoppers: readonly Entry[];
  /** What the columns say while only the first cards are there; null on a whole board. */
  readonly window: ReadonlyMap<number, StageTotals> | null;
}

/**
 * The board of a group, or those of several as one; dictionaries are the portal's, the same in each. `only`: the board of that card alone; it
 * stays when it is done.
 */
export function boardOf(parts: readonly Snapshot[], only: number | null = null): BoardState {
  const [first] = parts;
  if (first === undefined) throw new Error("a board of no group");
  const stages = parts.flatMap((part) => part.stages);
  const done = doneStages(stages);
  const joined = <T>(of: (part: Snapshot) => ReadonlyMap<number, T>): ReadonlyMap<number, T> => (parts.length === 1 ? of(first) : new Map(parts.flatMap((part) => [...of(part)])));
  const windows = parts.some((part) => part.window !== null);
  return {
    groups: parts.map((part) => ({ ...part.group, can: part.can, thresholds: part.thresholds })),
    sync: first.sync,
    revisions: new Map(parts.map((part) => [part.group.id, part.revision])),
    stages,
    cards: new Map(parts.flatMap((part) => part.cards.filter((card) => card.ticket === only || !done.has(card.stage)).map((card) => [card.ticket, card] as const))),
    only,
    moves: new Map(),
    places: joined((part) => part.places),
    users: joined((part) => part.users),
    companies: joined((part) => part.companies),
    types: first.types,
    stoppers: first.stoppers,
    window: windows ? new Map(parts.flatMap((part) => [...(part.window ?? totalsOf(part))])) : null,
  };
}

/** A small board beside a big one says its columns' numbers from its cards. */
function totalsOf(part: Snapshot): ReadonlyMap<number, StageTotals> {
  return new Map(
    part.stages.map((stage) => {
      const cards = part.cards.filter((card) => card.stage === stage.id);
      const created = cards.map((card) => card.createdMs).sort((a, b) => a - b);
      return [stage.id, { count: cards.length, estimateMin: cards.reduce((sum, card) => sum + (card.estimateMin ?? 0), 0), medianCreatedMs: created[Math.floor((created.length - 1) / 2)] ?? null }];
    }),
  );
}

export function isJoint(state: Pick<BoardState, "groups">): boolean {
  return state.groups.length > 1;
}

/** The group of a card, as far as it is on the board. */
export function groupPart(state: Pick<BoardState, "groups">, id: number): GroupPart | undefined {
  return state.groups.find((group) => group.id === id);
}

/** What a card's timers are measured by: its own group's thresholds and calendar. */
export function thresholdsFor(state: Pick<BoardState, "groups">, card: Card): Thresholds {
  const part = groupPart(state, card.group) ?? state.groups[0];
  if (part === undefined) throw new Error("a board of no group");
  return part.thresholds;
}

/** The groups whose cards say when they are worked on without the client's agreement. */
export function flaggingGroups(state: Pick<BoardState, "stages">): ReadonlySet<number> {
  return new Set(state.stages.filter((stage) => stage.rules.unagreed !== "off").map((stage) => stage.group));
}

export function isFlagged(state: Pick<BoardState, "stages">, card: Card): boolean {
  return begunUnagreed(card) && flaggingGroups(state).has(card.group);
}

/** What the answer to a change of one card says. Its revision is left: others may have changed cards between, and only the feed brings those. */
export function withAnswer(state: BoardState, change: Change): BoardState {
  return withChange(state, { ...change, revision: 0 });
}

export function withNews(state: BoardState, news: News): BoardState {
  const next = news.changes.reduce(withChange, state);
  return news.sync === null || sameNote(next.sync, news.sync) ? next : { ...next, sync: news.sync };
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
  const stages = change.stages === null ? state.stages : state.groups.flatMap((group) => (group.id === change.group ? (change.stages ?? []) : state.stages.filter((stage) => stage.group === group.id)));
  const done = doneStages(stages);
  const shownRevision = state.revisions.get(change.group) ?? 0;
  const revisions = change.revision > shownRevision ? new Map(state.revisions).set(change.group, change.revision) : state.revisions;
  const touched = change.cards.length > 0 || change.gone.length > 0 || change.stages !== null;
  const sync = change.sync !== null && !sameNote(state.sync, change.sync) ? change.sync : state.sync;
  if (!touched) return revisions === state.revisions && sync === state.sync ? state : { ...state, revisions, sync };

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
    revisions,
    places: change.places.size > 0 ? new Map([...state.places, ...change.places]) : state.places,
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

/** Null when there is nothing to move: unknown card or stage, a move already under way, or the same stage and no place in it. */
export function moveStarted(state: BoardState, ticket: number, to: number, beside: Beside | null = null): BoardState | null {
  const card = state.cards.get(ticket);
  if (card === undefined || (card.stage === to && beside === null) || state.moves.has(ticket)) return null;
  if (stageOf(state, to)?.group !== card.group) return null;
  const places = beside === null ? state.places : new Map(state.places).set(ticket, shownBeside(state.places, beside));
  return { ...state, places, moves: new Map(state.moves).set(ticket, { from: card.stage, to }) };
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
