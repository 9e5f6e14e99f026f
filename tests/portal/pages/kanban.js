// The native kanban of a group: columns by stage, cards moved with the mouse or with buttons.
import { button, el } from "./dom.js";
import { dragging } from "./drag.js";
import { attempt } from "./notice.js";
import { answer, call } from "./rest.js";
import { newTaskPath, taskPath } from "./route.js";
import { moment } from "./session.js";
import { openPage } from "./slider.js";
import { stagesOf } from "./stages.js";

const kFields = ["ID", "TITLE", "STATUS", "STAGE_ID", "RESPONSIBLE_ID", "PRIORITY", "DEADLINE", "CHANGED_DATE"];
const kColumnPage = 50;

export async function kanbanTab(place, session, group) {
  const { words } = session;
  const board = el("div", { class: "kanban" });
  const shown = {};

  const stages = (await attempt(() => stagesOf(session, group))) ?? [];

  async function page(stage, start) {
    const filter = { GROUP_ID: group, STAGE_ID: stage === stages[0] ? [0, Number(stage.ID)] : [Number(stage.ID)] };
    return answer("tasks.task.list", { order: { SORTING: "ASC" }, filter, select: kFields, start });
  }

  async function move(task, stageId) {
    const moved = await attempt(() => call("task.stages.movetask", { id: Number(task), stageId: Number(stageId) }));
    await refresh();
    return moved === true;
  }

  function openTask(task) {
    openPage(task ? taskPath(group, task) : newTaskPath(group), words.close).closed.then(refresh);
  }

  function card(task, index) {
    const step = (by, label, title) => {
      const stage = stages[index + by];
      const action = by < 0 ? "move-left" : "move-right";
      return button(label, () => move(task.id, stage?.ID), { title, disabled: !stage, data: { action } });
    };
    const onkeydown = (event) => {
      if (event.key === "Enter" && event.target === event.currentTarget) openTask(task.id);
    };
    const important = task.priority === "2" ? el("span", { class: "important", title: words.important }, "! ") : null;
    return el(
      "article",
      { class: "task-card", tabindex: "0", data: { ticket: task.id, status: task.status }, onkeydown },
      el("b", {}, important, task.title),
      el("small", {}, `№ ${task.id} · ${words.statuses[task.status] ?? task.status}`),
      el("small", {}, session.userName(task.responsibleId)),
      task.deadline ? el("small", {}, moment(task.deadline)) : null,
      el("footer", {}, step(-1, "◀", words.moveLeft), step(1, "▶", words.moveRight)),
    );
  }

  async function column(stage, index) {
    const tasks = [];
    let next = 0;
    let total = 0;
    const wanted = shown[stage.ID] ?? kColumnPage;
    while (next !== undefined && tasks.length < wanted) {
      const part = await page(stage, next);
      tasks.push(...part.result.tasks);
      total = part.total ?? tasks.length;
      next = part.next;
    }
    const more = button(`${words.more} (${total - tasks.length})`, () => {
      shown[stage.ID] = wanted + kColumnPage;
      return refresh();
    });
    const colour = /^[0-9a-f]{6}$/i.test(stage.COLOR) ? stage.COLOR : "bbbbbb";
    return el(
      "section",
      { class: "column", data: { stage: stage.ID }, style: `--stage: #${colour}` },
      el("h3", {}, stage.TITLE, " ", el("span", { data: { count: String(total) } }, String(total))),
      el("div", { class: "column-cards" }, tasks.map((task) => card(task, index)), total > tasks.length ? more : null),
    );
  }

  async function refresh() {
    const columns = await attempt(() => Promise.all(stages.map(column)));
    if (columns) board.replaceChildren(...columns);
    board.dataset.loaded = String(Number(board.dataset.loaded ?? 0) + 1);
  }

  place.append(
    el(
      "div",
      { class: "bar" },
      button(words.newTask, () => openTask(0), { class: "primary", data: { action: "new-task" } }),
      button(words.refresh, refresh, { data: { action: "refresh" } }),
    ),
    board,
  );
  dragging(board, { onDrop: move, onClick: openTask });
  await refresh();
}
