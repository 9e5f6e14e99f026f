// Moving cards with a pointer: press on a card, carry it, let it go over a column.
const kThreshold = 5;

/** `onDrop(ticket, stage)` when a card is let go over another column, `onClick(ticket)` when it was only pressed. */
export function dragging(board, { onDrop, onClick }) {
  let carried = null;

  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-ticket]");
    if (!card || event.button !== 0 || event.target.closest("button")) return;
    carried = { card, x: event.clientX, y: event.clientY, ghost: null };
  });

  document.addEventListener("pointermove", (event) => {
    if (!carried) return;
    const far = Math.hypot(event.clientX - carried.x, event.clientY - carried.y) > kThreshold;
    if (!carried.ghost && far) carried.ghost = lift(carried.card);
    if (!carried.ghost) return;
    event.preventDefault();
    carried.ghost.style.translate = `${event.clientX - carried.x}px ${event.clientY - carried.y}px`;
    mark(columnAt(event));
  });

  document.addEventListener("pointerup", (event) => {
    if (!carried) return;
    const { card, ghost } = carried;
    const column = ghost ? columnAt(event) : null;
    drop();
    if (!ghost) onClick(card.dataset.ticket);
    else if (column && column !== card.closest("[data-stage]")) void onDrop(card.dataset.ticket, column.dataset.stage);
  });

  document.addEventListener("pointercancel", drop);

  function columnAt(event) {
    return document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-stage]") ?? null;
  }

  function lift(card) {
    const box = card.getBoundingClientRect();
    const ghost = card.cloneNode(true);
    ghost.classList.add("ghost");
    ghost.removeAttribute("data-ticket");
    Object.assign(ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
    card.classList.add("lifted");
    document.body.append(ghost);
    return ghost;
  }

  function mark(column) {
    board.querySelector(".over")?.classList.remove("over");
    column?.classList.add("over");
  }

  function drop() {
    if (!carried) return;
    carried.card.classList.remove("lifted");
    carried.ghost?.remove();
    mark(null);
    carried = null;
  }
}
