import type { Beside } from "./hand_order";

/** Dragging with pointer events: the mouse after a few pixels, a finger after a short hold (before that it scrolls). */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface DragPorts {
  readonly allowed: () => boolean;
  /** The drag begins: `card` is the element that was picked up. */
  readonly began: (ticket: number, card: HTMLElement) => void;
  /** How many cards go along, the one that was picked up among them. */
  readonly many: (ticket: number) => number;
  /** The column under the pointer, or null, and between which of its cards the pointer is. */
  readonly over: (stage: number | null, beside: Beside | null) => void;
  readonly dropped: (ticket: number, stage: number | null, beside: Beside | null) => void;
}

const mouseSlack = 5;
const touchSlack = 10;
const holdMs = 280;
const edge = 56;
const step = 14;

export function farEnough(from: Point, to: Point, slack: number): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > slack;
}

/** How far to scroll when the pointer is near an end of a span: negative towards the start. */
export function edgePull(at: number, start: number, end: number): number {
  if (at < start + edge) return -step;
  return at > end - edge ? step : 0;
}

function columnAt(point: Point): HTMLElement | null {
  return document.elementFromPoint(point.x, point.y)?.closest<HTMLElement>("[data-stage]") ?? null;
}

const stageOf = (column: HTMLElement | null): number | null => (column === null ? null : Number(column.dataset["stage"]));

/** The card below the pointer's height, to be stood before, or the last one, to be stood behind; the dragged one does not count. */
export function besideAt(y: number, cards: readonly { readonly ticket: number; readonly middle: number }[], dragged: number): Beside | null {
  const others = cards.filter((card) => card.ticket !== dragged).sort((a, b) => a.middle - b.middle);
  const below = others.find((card) => card.middle > y);
  if (below !== undefined) return { ticket: below.ticket, before: true };
  const last = others.at(-1);
  return last === undefined ? null : { ticket: last.ticket, before: false };
}

function spotIn(column: HTMLElement | null, y: number, dragged: number): Beside | null {
  if (column === null) return null;
  const cards = [...column.querySelectorAll<HTMLElement>("[data-ticket]")].map((card) => {
    const box = card.getBoundingClientRect();
    return { ticket: Number(card.dataset["ticket"]), middle: box.top + box.height / 2 };
  });
  return besideAt(y, cards, dragged);
}

/** Watches `board` for cards (`[data-ticket]`) being dragged. Returns the function that stops watching. */
export function watchDrags(board: HTMLElement, scroller: () => HTMLElement | null, ports: DragPorts): () => void {
  let picked: { readonly ticket: number; readonly card: HTMLElement; readonly from: Point; readonly touch: boolean } | null = null;
  let ghost: HTMLElement | null = null;
  let last: Point = { x: 0, y: 0 };
  let hold = 0;
  let pulling = 0;

  const lift = (): void => {
    if (picked === null || ghost !== null) return;
    const box = picked.card.getBoundingClientRect();
    ghost = picked.card.cloneNode(true) as HTMLElement;
    ghost.removeAttribute("data-ticket");
    ghost.classList.add("card-ghost");
    ghost.setAttribute("aria-hidden", "true");
    ghost.style.width = `${box.width}px`;
    ghost.style.left = `${box.left - picked.from.x}px`;
    ghost.style.top = `${box.top - picked.from.y}px`;
    const many = ports.many(picked.ticket);
    if (many > 1) ghost.dataset["many"] = String(many);
    document.body.append(ghost);
    document.body.classList.add("is-dragging");
    ports.began(picked.ticket, picked.card);
    follow();
    pulling = requestAnimationFrame(pull);
  };
  const follow = (): void => {
    if (ghost !== null) ghost.style.transform = `translate(${last.x}px, ${last.y}px)`;
    const column = columnAt(last);
    ports.over(stageOf(column), picked === null ? null : spotIn(column, last.y, picked.ticket));
  };
  const pull = (): void => {
    const room = scroller();
    if (ghost === null || room === null) return;
    const box = room.getBoundingClientRect();
    room.scrollLeft += edgePull(last.x, box.left, box.right);
    const cards = columnAt(last)?.querySelector<HTMLElement>(".column-room");
    if (cards !== null && cards !== undefined) {
      const height = cards.getBoundingClientRect();
      const pull = edgePull(last.y, height.top, height.bottom);
      if (pull !== 0) {
        cards.scrollTop += pull;
        follow();
      }
    }
    pulling = requestAnimationFrame(pull);
  };
  const end = (drop: boolean): void => {
    window.clearTimeout(hold);
    cancelAnimationFrame(pulling);
    const done = picked;
    const lifted = ghost !== null;
    ghost?.remove();
    ghost = null;
    picked = null;
    document.body.classList.remove("is-dragging");
    window.removeEventListener("pointermove", moved);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", cancelled);
    window.removeEventListener("keydown", key, true);
    window.removeEventListener("touchmove", still);
    if (!lifted || done === null) return;
    // The click that follows a drag would open the task.
    window.addEventListener("click", swallow, { capture: true, once: true });
    window.setTimeout(() => window.removeEventListener("click", swallow, true), 50);
    const column = drop ? columnAt(last) : null;
    ports.dropped(done.ticket, stageOf(column), spotIn(column, last.y, done.ticket));
  };
  const swallow = (event: Event): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  const moved = (event: PointerEvent): void => {
    if (picked === null) return;
    last = { x: event.clientX, y: event.clientY };
    if (ghost !== null) return follow();
    if (picked.touch) {
      if (farEnough(picked.from, last, touchSlack)) end(false);
    } else if (farEnough(picked.from, last, mouseSlack)) lift();
  };
  const up = (): void => end(true);
  const cancelled = (): void => end(false);
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") end(false);
  };
  const still = (event: TouchEvent): void => {
    if (ghost !== null) event.preventDefault();
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary || event.ctrlKey || event.metaKey || event.shiftKey || picked !== null || !ports.allowed()) return;
    const target = event.target instanceof Element ? event.target : null;
    const card = target?.closest<HTMLElement>("[data-ticket]");
    if (!card || target?.closest("[data-no-drag]") || card.dataset["state"] === "pending") return;
    const touch = event.pointerType !== "mouse";
    last = { x: event.clientX, y: event.clientY };
    picked = { ticket: Number(card.dataset["ticket"]), card, from: last, touch };
    if (touch) hold = window.setTimeout(lift, holdMs);
    window.addEventListener("pointermove", moved);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancelled);
    window.addEventListener("keydown", key, true);
    window.addEventListener("touchmove", still, { passive: false });
  };
  board.addEventListener("pointerdown", down);
  return () => {
    end(false);
    board.removeEventListener("pointerdown", down);
  };
}
