import type { Card } from "./card";
import type { Places } from "./snapshot";

/** As in kanban/rules/hand_order.h: a card nobody has placed stands where its number puts it. */
const step = 2 ** 20;

export function placeOf(places: Places, card: Pick<Card, "ticket">): number {
  return places.get(card.ticket) ?? card.ticket * step;
}

/** Right before or behind another card of the column. */
export interface Beside {
  readonly ticket: number;
  readonly before: boolean;
}

/** Where a card is shown until the service has said where it stands: a hair's breadth beside its neighbour. */
export function shownBeside(places: Places, beside: Beside): number {
  return placeOf(places, beside) + (beside.before ? -0.25 : 0.25);
}
