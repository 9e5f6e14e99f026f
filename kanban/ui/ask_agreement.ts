import type { Answer } from "@shell/api";
import { withAnswer } from "./board_state";
import type { Card } from "./card";
import type { Change } from "./snapshot";
import { refusalNotice, type MovePorts } from "./move_card";

export type AskPorts = Pick<MovePorts, "state" | "show" | "say" | "refresh"> & {
  readonly ask: (ticket: number, estimateMin: number) => Promise<Answer<Change>>;
};

/** Whether the client may be asked about the card's estimate: there is one, and it is not asked or agreed already. */
export function canAsk(card: Card | undefined): boolean {
  if (card === undefined || card.estimateMin === null || card.estimateMin === 0) return false;
  return card.agreement === "none" || card.agreement === "declined";
}

/** Asks for agreement to the estimate that is shown, and shows what the service answers. Never rejects. */
export async function askAgreement(ticket: number, ports: AskPorts): Promise<void> {
  const card = ports.state().cards.get(ticket);
  if (card === undefined || card.estimateMin === null || !canAsk(card)) return;
  const answer = await ports.ask(ticket, card.estimateMin);
  if (answer.ok) {
    ports.show(withAnswer(ports.state(), answer.value));
    return ports.say({ tone: "status", key: "board.agreement.asked", args: { ticket: String(ticket) } });
  }
  ports.say({ ...refusalNotice(answer.code, answer.detail, ticket), key: "board.agreement.failed", code: answer.code });
  if (answer.code === "agreement.changed") ports.refresh();
}
