// The native list of a group's tasks: 50 a page, open ones or all, searched by title.
import { button, el, select } from "./dom.js";
import { attempt } from "./notice.js";
import { answer } from "./rest.js";
import { newTaskPath, taskPath } from "./route.js";
import { moment } from "./session.js";
import { openPage } from "./slider.js";
import { stagesOf } from "./stages.js";

const kFields = ["ID", "TITLE", "STATUS", "STAGE_ID", "RESPONSIBLE_ID", "DEADLINE", "CREATED_DATE", "CHANGED_DATE"];
const kOpenStatuses = [1, 2, 3, 4, 6];
const kPage = 50;

export async function listTab(place, session, group) {
  const { words } = session;
  const stages = (await attempt(() => stagesOf(session, group))) ?? [];
  const titles = ["№", words.title, words.stage, words.status, words.responsible, words.deadline, words.created];
  const kinds = [["open", words.open], ["all", words.all]];
  const which = select({ data: { filter: "status" }, onchange: () => go(0) }, kinds, "open");
  const search = el("input", { type: "search", placeholder: words.search, onchange: () => go(0) });
  const rows = el("tbody", {});
  const pages = el("span", { data: { total: "" } });
  let start = 0;

  function row(task) {
    const stage = stages.find((one) => one.ID === task.stageId) ?? stages[0];
    const open = (event) => {
      event.preventDefault();
      openPage(taskPath(group, task.id), words.close).closed.then(() => go(start));
    };
    return el(
      "tr",
      { data: { ticket: task.id, status: task.status } },
      el("td", {}, task.id),
      el("td", {}, el("a", { href: taskPath(group, task.id), onclick: open }, task.title)),
      el("td", {}, stage?.TITLE ?? ""),
      el("td", {}, words.statuses[task.status] ?? task.status),
      el("td", {}, session.userName(task.responsibleId)),
      el("td", {}, moment(task.deadline)),
      el("td", {}, moment(task.createdDate)),
    );
  }

  async function go(from) {
    start = Math.max(0, from);
    const filter = { GROUP_ID: group };
    if (which.value === "open") filter.REAL_STATUS = kOpenStatuses;
    if (search.value.trim() !== "") filter.TITLE = `%${search.value.trim()}%`;
    const found = await attempt(() =>
      answer("tasks.task.list", { order: { ID: "DESC" }, filter, select: kFields, start }),
    );
    if (!found) return;
    const { tasks } = found.result;
    rows.replaceChildren(...tasks.map(row));
    back.disabled = start === 0;
    on.disabled = found.next === undefined;
    pages.dataset.total = String(found.total ?? tasks.length);
    pages.textContent = tasks.length === 0 ? words.none : `${start + 1}–${start + tasks.length} / ${pages.dataset.total}`;
  }

  const back = el("button", { type: "button", onclick: () => go(start - kPage) }, words.prev);
  const on = el("button", { type: "button", data: { action: "next-page" }, onclick: () => go(start + kPage) }, words.next);
  const create = () => openPage(newTaskPath(group), words.close).closed.then(() => go(0));
  place.append(
    el(
      "div",
      { class: "bar" },
      el("button", { type: "button", class: "primary", data: { action: "new-task" }, onclick: create }, words.newTask),
      which,
      search,
      button(words.refresh, () => go(start), { data: { action: "refresh" } }),
      back,
      pages,
      on,
    ),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, titles.map((title) => el("th", {}, title)))),
      rows,
    ),
  );
  await go(0);
}
