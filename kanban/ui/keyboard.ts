function middle(element: Element): number {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}

function cardsIn(column: Element): HTMLElement[] {
  return [...column.querySelectorAll<HTMLElement>("[data-ticket]")].sort((a, b) => middle(a) - middle(b));
}

/** The card an arrow key leads to: above and below in the column, or the nearest by height in the column beside. */
export function neighbour(card: HTMLElement, arrow: string): HTMLElement | null {
  const column = card.closest("[data-stage]");
  if (column === null) return null;
  if (arrow === "ArrowUp" || arrow === "ArrowDown") {
    const cards = cardsIn(column);
    return cards[cards.indexOf(card) + (arrow === "ArrowUp" ? -1 : 1)] ?? null;
  }
  if (arrow !== "ArrowLeft" && arrow !== "ArrowRight") return null;
  const height = middle(card);
  const distance = (other: Element): number => Math.abs(middle(other) - height);
  for (let beside = sibling(column, arrow); beside !== null; beside = sibling(beside, arrow)) {
    const nearest = cardsIn(beside).sort((a, b) => distance(a) - distance(b))[0];
    if (nearest !== undefined) return nearest;
  }
  return null;
}

function sibling(column: Element, arrow: "ArrowLeft" | "ArrowRight"): Element | null {
  return arrow === "ArrowLeft" ? column.previousElementSibling : column.nextElementSibling;
}
