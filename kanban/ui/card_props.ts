import { groupPart, isFlagged, isJoint, thresholdsFor, type BoardState } from "./board_state";
import type { Card } from "./card";
import { unreadOf } from "./card_text";
import type { Desktop } from "./desktop";
import type { Person } from "./snapshot";

const nobody: Person = { name: "", photo: "" };

/** What BoardCard shows of a card, in a column as in a lane. */
export function cardProps(card: Card, state: BoardState, desktop: Desktop) {
  return {
    card,
    company: state.companies.get(card.company) ?? "",
    assignee: state.users.get(card.assignee) ?? nobody,
    group: isJoint(state) ? (groupPart(state, card.group)?.name ?? "") : "",
    pending: state.moves.has(card.ticket),
    movable: groupPart(state, card.group)?.can.move === true,
    thresholds: thresholdsFor(state, card),
    unagreed: isFlagged(state, card),
    compact: desktop.compact.value,
    selected: desktop.selected.value.has(card.ticket),
    opened: desktop.opened.value === card.ticket,
    unread: unreadOf(card, desktop.seen.value.get(card.ticket)),
    onOpen: desktop.open,
    onSelect: desktop.select,
    onMenu: desktop.menu,
  };
}
