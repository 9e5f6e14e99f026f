import { isJoint, shownStage, type BoardState } from "./board_state";
import { noRules, roles, type Card, type Role, type Stage, type StageRules } from "./card";
import { facetOf } from "./filters";
import { placeOf } from "./hand_order";
import type { Lanes, Order } from "./view";

export interface Column {
  /** Of several groups' boards: what their stages of one role have in common, with an id below 0. */
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
const comparisons: Readonly<Record<Exclude<Order, "hand">, (a: Card, b: Card) => number>> = {
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

function compare(state: BoardState, order: Order): (a: Card, b: Card) => number {
  if (order !== "hand") return comparisons[order];
  return (a, b) => placeOf(state.places, a) - placeOf(state.places, b) || a.ticket - b.ticket;
}

/** Columns of several groups have ids of their own, one for each role. */
const jointId = (role: Role): number => -1 - roles.indexOf(role);
const roleOf = (jointStage: number): Role | undefined => roles[-1 - jointStage];

/** A limit of them all is their sum; without one of them there is none. */
function jointRules(stages: readonly Stage[]): StageRules {
  const limits = stages.map((stage) => stage.rules.wipLimit);
  return limits.every((limit) => limit > 0) ? { ...noRules, wipLimit: limits.reduce((sum, limit) => sum + limit, 0) } : noRules;
}

/** The stages that columns and menus are made of: a group's own ones, or one for each role of several groups. */
export function shownStages(state: BoardState, roleTitle: (role: Role) => string): readonly Stage[] {
  if (!isJoint(state)) return state.stages;
  return roles.flatMap((role, sort) => {
    const stages = state.stages.filter((stage) => stage.role === role);
    const [first] = stages;
    if (first === undefined) return [];
    const title = stages.every((stage) => stage.title === first.title) ? first.title : roleTitle(role);
    return [{ id: jointId(role), group: 0, title, role, color: first.color, sort, rules: jointRules(stages) }];
  });
}

/** The stage of its own group that a card goes to when it is dropped into a column: the first of the column's role. Null: its group has none. */
export function targetStage(state: BoardState, card: Card, column: number): number | null {
  if (column >= 0) return column;
  const role = roleOf(column);
  const now = state.stages.find((stage) => stage.id === shownStage(state, card));
  if (now?.role === role) return now?.id ?? null;
  return state.stages.find((stage) => stage.group === card.group && stage.role === role)?.id ?? null;
}

/** The column, or the entry of a menu, that a card of this stage belongs to. */
export function columnOf(state: BoardState, stage: number): number {
  if (!isJoint(state)) return stage;
  const role = state.stages.find((one) => one.id === stage)?.role;
  return role === undefined ? 0 : jointId(role);
}

/** The column of each open stage, and where a card goes whose stage nobody knows: to the first. */
function columnIds(state: BoardState, open: readonly Stage[]): ReadonlyMap<number, number> {
  if (!isJoint(state)) return new Map(open.map((stage) => [stage.id, stage.id]));
  return new Map(state.stages.filter((stage) => stage.role !== "done").map((stage) => [stage.id, jointId(stage.role)]));
}

function totalsOf(state: BoardState, stages: readonly number[], cards: readonly Card[]): Pick<Column, "count" | "estimateMin" | "medianCreatedMs"> {
  const known = stages.flatMap((stage) => state.window?.get(stage) ?? []);
  const [only] = known;
  if (only === undefined) {
    return { count: cards.length, estimateMin: cards.reduce((sum, card) => sum + (card.estimateMin ?? 0), 0), medianCreatedMs: median(cards.map((card) => card.createdMs)) };
  }
  // Of medians alone none of them all can be told.
  if (known.length === 1) return only;
  return { count: known.reduce((sum, one) => sum + one.count, 0), estimateMin: known.reduce((sum, one) => sum + one.estimateMin, 0), medianCreatedMs: null };
}

/** The columns from left to right; done stages have none. `roleTitle` names the columns of several groups. */
export function columnsOf(state: BoardState, shows: (card: Card) => boolean, order: Order = "smart", roleTitle: (role: Role) => string = (role) => role): readonly Column[] {
  const open = shownStages(state, roleTitle).filter((stage) => stage.role !== "done");
  const first = open[0];
  if (first === undefined) return [];
  const column = columnIds(state, open);
  const held = new Map<number, Card[]>(open.map((stage) => [stage.id, []]));
  // On its way to done a card waits in the column it leaves.
  for (const card of state.cards.values()) held.get(column.get(shownStage(state, card)) ?? column.get(card.stage) ?? first.id)?.push(card);
  const sorted = compare(state, order);
  return open.map((stage) => {
    const cards = held.get(stage.id) ?? [];
    const stages = [...column].flatMap(([id, of]) => (of === stage.id ? [id] : []));
    return { stage, ...totalsOf(state, stages, cards), cards: cards.filter(shows).sort(sorted) };
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
