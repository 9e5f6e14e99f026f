import { shownStage, stageOf, type BoardState } from "./board_state";
import type { Card, Role, Stage, Strictness } from "./card";
import { wantsAgreement } from "./card_text";

export type Rule = "over_limit" | "without_estimate" | "under_stopper" | "unagreed";

/** What a stage has to say about cards that are dropped into it. */
export interface Objection {
  readonly rule: Rule;
  readonly mode: Exclude<Strictness, "none">;
  /** The cards it is about; for the limit, all that are dropped. */
  readonly tickets: readonly number[];
  /** For the limit: how many would stand there, and how many may. */
  readonly would: number;
  readonly limit: number;
}

const waiting: ReadonlySet<Role> = new Set(["intake", "triage", "queue"]);

/** A card that stands where nobody works on it yet. */
function waits(state: BoardState, card: Card): boolean {
  const stage = stageOf(state, shownStage(state, card));
  return stage === undefined || waiting.has(stage.role);
}

/** The strictest first; empty when the cards may enter without a word. Cards that stand there already do not count. */
export function objections(state: BoardState, tickets: readonly number[], stage: Stage): readonly Objection[] {
  const entering = tickets.flatMap((ticket) => {
    const card = state.cards.get(ticket);
    return card === undefined || shownStage(state, card) === stage.id ? [] : [card];
  });
  if (entering.length === 0) return [];
  const { rules } = stage;
  const found: Objection[] = [];
  const object = (rule: Rule, mode: Strictness, cards: readonly number[], would = 0): void => {
    if (mode !== "none" && cards.length > 0) found.push({ rule, mode, tickets: cards, would, limit: rules.wipLimit });
  };
  let standing = 0;
  for (const card of state.cards.values()) if (shownStage(state, card) === stage.id) standing += 1;
  const would = standing + entering.length;
  const all = entering.map((card) => card.ticket);
  if (rules.wipLimit > 0 && would > rules.wipLimit) object("over_limit", rules.overLimit, all, would);
  object("without_estimate", rules.withoutEstimate, entering.filter((card) => card.estimateMin === null).map((card) => card.ticket));
  object("under_stopper", rules.underStopper, entering.filter((card) => card.stopper !== "").map((card) => card.ticket));
  const pulled = entering.filter((card) => wantsAgreement(card) && waits(state, card));
  object("unagreed", rules.unagreed === "forbid" ? "forbid" : "none", pulled.map((card) => card.ticket));
  const weight: Record<Objection["mode"], number> = { forbid: 0, reason: 1, warn: 2 };
  return found.sort((a, b) => weight[a.mode] - weight[b.mode]);
}
