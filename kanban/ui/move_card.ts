import { moveEnded, moveStarted, stageOf, withChange, type BoardState } from "./board_state";
import type { BoardCalls } from "./board_api";
import type { NewNotice } from "./notices";

export interface MovePorts {
  readonly state: () => BoardState;
  readonly show: (state: BoardState) => void;
  readonly say: (notice: NewNotice) => void;
  /** Asks the feed to look again now: somebody changed the card before us. */
  readonly refresh: () => void;
  readonly move: BoardCalls["move"];
}

/** What to say when the service did not move the card. The portal's own reason goes along as it came. */
export function refusalNotice(code: string, detail: string, ticket: number): NewNotice {
  const args = { ticket: String(ticket) };
  if (code === "card.stale") return { tone: "alert", key: "board.move.stale", args };
  if (code === "network") return { tone: "alert", key: "board.move.offline", args };
  if (code === "session.expired") return { tone: "alert", key: "board.session.expired", args };
  const key = code.startsWith("portal.") ? "board.move.refused" : "board.move.failed";
  return { tone: "alert", key, args, detail, code };
}

/** Shows the card in its new stage as pending, asks, and lets it stand where the answer says. Never rejects. */
export async function moveCard(ticket: number, to: number, ports: MovePorts): Promise<void> {
  const card = ports.state().cards.get(ticket);
  const started = moveStarted(ports.state(), ticket, to);
  if (card === undefined || started === null) return;
  ports.show(started);
  const answer = await ports.move(ticket, to, card.revision);
  if (answer.ok) {
    const target = stageOf(ports.state(), to);
    // The board's revision stays: others may have changed cards between, and only the feed brings those.
    const change = { ...answer.value, revision: ports.state().revision };
    ports.show(moveEnded(withChange(ports.state(), change), ticket));
    const key = target?.role === "done" ? "board.move.closed" : "board.move.done";
    ports.say({ tone: "status", key, args: { ticket: String(ticket), stage: target?.title ?? "" } });
    return;
  }
  ports.show(moveEnded(ports.state(), ticket));
  ports.say(refusalNotice(answer.code, answer.detail, ticket));
  if (answer.code === "card.stale") ports.refresh();
}
