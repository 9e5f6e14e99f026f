import { moveEnded, moveStarted, stageOf, withAnswer, type BoardState } from "./board_state";
import type { BoardCalls } from "./board_api";
import type { Beside } from "./hand_order";
import type { NewNotice } from "./notices";

export interface MovePorts {
  readonly state: () => BoardState;
  readonly show: (state: BoardState) => void;
  readonly say: (notice: NewNotice) => void;
  /** Asks the feed to look again now: somebody changed the card before us. */
  readonly refresh: () => void;
  readonly move: BoardCalls["move"];
  /** The moves were made: where each card came from, so that they can be taken back. */
  readonly moved?: (back: readonly Back[]) => NewNotice["undo"];
}

/** A card, the stage it would go back to, and the revision it has since the move. */
export interface Back {
  readonly ticket: number;
  readonly stage: number;
  readonly revision: number;
}

/** What to say when the service did not move the card. The portal's own reason goes along as it came. */
export function refusalNotice(code: string, detail: string, ticket: number): NewNotice {
  const args = { ticket: String(ticket) };
  if (code === "card.stale") {
    return detail === "" ? { tone: "alert", key: "board.move.stale", args } : { tone: "alert", key: "board.move.stale.by", args: { ...args, name: detail } };
  }
  if (code === "network") return { tone: "alert", key: "board.move.offline", args };
  if (code === "session.expired") return { tone: "alert", key: "board.session.expired", args };
  const key = code.startsWith("portal.") ? "board.move.refused" : "board.move.failed";
  return { tone: "alert", key, args, detail, code };
}

/** A refused card stands where it stood. */
function placedBack(state: BoardState, ticket: number, place: number | undefined): BoardState {
  if (state.places.get(ticket) === place) return state;
  const places = new Map(state.places);
  if (place === undefined) places.delete(ticket);
  else places.set(ticket, place);
  return { ...state, places };
}

/** One card: shown in its new stage as pending, asked for, and left where the answer says. Where it came from, or null. */
async function moveOne(ticket: number, to: number, beside: Beside | null, before: BoardState, ports: MovePorts): Promise<Back | null> {
  const card = ports.state().cards.get(ticket);
  if (card === undefined) return null;
  const place = before.places.get(ticket);
  const answer = await (beside === null ? ports.move(ticket, to, card.revision) : ports.move(ticket, to, card.revision, "", beside));
  if (answer.ok) {
    ports.show(moveEnded(withAnswer(ports.state(), answer.value), ticket));
    const [now] = answer.value.cards;
    return { ticket, stage: card.stage, revision: now?.revision ?? card.revision };
  }
  ports.show(placedBack(moveEnded(ports.state(), ticket), ticket, place));
  ports.say(refusalNotice(answer.code, answer.detail, ticket));
  if (answer.code === "card.stale") ports.refresh();
  return null;
}

/** It was put into done, and whoever created it has to check the work first. */
function handedOver(state: BoardState, ticket: number, to: number): boolean {
  const card = state.cards.get(ticket);
  return card !== undefined && card.awaitingCheck && card.stage !== to && stageOf(state, to)?.role === "done";
}

/**
 * Moves cards one after the other: a request and a card back for each. All are pending at once. Never rejects. `beside`: where the first
 * of them goes in its column; the others follow it.
 */
export async function moveCards(tickets: readonly number[], to: number, ports: MovePorts, beside: Beside | null = null): Promise<void> {
  const before = ports.state();
  const spots = new Map<number, Beside | null>();
  let spot = beside;
  for (const ticket of tickets) {
    const next = moveStarted(ports.state(), ticket, to, spot);
    if (next === null) continue;
    ports.show(next);
    spots.set(ticket, spot);
    if (spot !== null && !spot.before) spot = { ticket, before: false };
  }
  const done: Back[] = [];
  for (const [ticket, place] of spots) {
    const back = await moveOne(ticket, to, place, before, ports);
    // A card put elsewhere in its own column says nothing: it is seen.
    if (back !== null && back.stage !== to) done.push(back);
  }
  for (const { ticket } of done.filter((back) => handedOver(ports.state(), back.ticket, to))) {
    ports.say({ tone: "status", key: "board.move.handed", args: { ticket: String(ticket) } });
  }
  const there = done.filter((back) => !handedOver(ports.state(), back.ticket, to));
  const [first] = there;
  if (first === undefined) return;
  const target = stageOf(ports.state(), to);
  const undo = ports.moved?.(there);
  const more = undo === undefined ? {} : { undo };
  if (there.length > 1) {
    return ports.say({ tone: "status", key: "board.move.many", count: there.length, args: { stage: target?.title ?? "" }, ...more });
  }
  const key = target?.role === "done" ? "board.move.closed" : "board.move.done";
  ports.say({ tone: "status", key, args: { ticket: String(first.ticket), stage: target?.title ?? "" }, ...more });
}

/** Takes moves back. A card that was moved to done is on no board: it comes back with the answer. */
export async function moveBack(back: readonly Back[], ports: MovePorts): Promise<void> {
  for (const { ticket, stage, revision } of back) {
    if (ports.state().cards.has(ticket)) {
      await moveCards([ticket], stage, ports);
      continue;
    }
    const answer = await ports.move(ticket, stage, revision);
    if (!answer.ok) {
      ports.say(refusalNotice(answer.code, answer.detail, ticket));
      continue;
    }
    ports.show(withAnswer(ports.state(), answer.value));
    ports.say({ tone: "status", key: "board.move.done", args: { ticket: String(ticket), stage: stageOf(ports.state(), stage)?.title ?? "" } });
  }
}
