// The task card: its fields, what can be done with it, comments, time and history.
import { placementSections } from "./card_pages.js";
import { button, el } from "./dom.js";
import { attempt, say } from "./notice.js";
import { call } from "./rest.js";
import { taskPath } from "./route.js";
import { stagesOf } from "./stages.js";
import { taskForm } from "./task_form.js";
import { commentsSection, historySection, timeSection } from "./task_sections.js";

const kFields = [
  "ID", "TITLE", "DESCRIPTION", "STATUS", "PRIORITY", "GROUP_ID", "STAGE_ID", "CREATED_BY", "RESPONSIBLE_ID",
  "DEADLINE", "CREATED_DATE", "CHANGED_DATE", "TASK_CONTROL", "TIME_SPENT_IN_LOGS", "COMMENTS_COUNT", "UF_CRM_TASK",
];
const kActions = ["start", "pause", "complete", "approve", "disapprove", "renew", "defer"];
const kNativeFields = new Set(["UF_CRM_TASK", "UF_MAIL_MESSAGE", "UF_TASK_WEBDAV_FILES"]);

// The list of fields has no labels; each field by itself has, for those who may read it.
function withLabels(fields, lang) {
  return Promise.all(
    fields.map(async (field) => {
      const whole = await attempt(() => call("task.item.userfield.get", { ID: field.ID }));
      const label = whole?.EDIT_FORM_LABEL;
      return { ...field, label: label?.[lang] ?? label?.en ?? field.FIELD_NAME };
    }),
  );
}

export async function taskPage(place, session, route) {
  const { words } = session;
  const listed = (await attempt(() => call("task.item.userfield.getlist", { ORDER: { SORT: "ASC" }, FILTER: {} }))) ?? [];
  const userFields = await withLabels(listed.filter((field) => !kNativeFields.has(field.FIELD_NAME)), session.lang);
  const select = [...kFields, ...userFields.map((field) => field.FIELD_NAME)];
  if (route.task === 0) return newTask(place, session, route.group, userFields);

  async function load() {
    const task = (await call("tasks.task.get", { taskId: route.task, select }))?.task;
    if (!task) {
      place.replaceChildren(el("h1", { id: "page-title" }, words.noTask));
      return;
    }
    const group = Number(task.groupId);
    const stages = group ? await stagesOf(session, group).catch(() => []) : [];
    const form = taskForm(session, { task, stages, userFields }, (fields) =>
      act(() => call("tasks.task.update", { taskId: route.task, fields })),
    );
    place.replaceChildren(
      el("h1", { id: "page-title" }, task.title),
      el(
        "p",
        { class: "task-state", data: { status: task.status } },
        [
          `№ ${task.id}`,
          words.statuses[task.status] ?? task.status,
          `${words.creator}: ${session.userName(task.createdBy)}`,
        ].join(" · "),
      ),
      actions(task),
      form,
      await commentsSection(session, route.task, act),
      await timeSection(session, route.task, task, act),
      await historySection(session, route.task),
    );
    placementSections(place, session, "TASK_VIEW_", { taskId: String(route.task) });
    place.dataset.loaded = String(Number(place.dataset.loaded ?? 0) + 1);
  }

  // Acts, says how it went, and shows the task as the portal has it now.
  async function act(action) {
    const done = await attempt(async () => {
      await action();
      return true;
    });
    if (done) {
      await attempt(load);
      say(words.saved);
    }
  }

  function actions(task) {
    const allowed = task.action ?? {};
    const remove = async () => {
      const removed = await attempt(() => call("tasks.task.delete", { taskId: route.task }));
      if (!removed) return;
      if (session.inSlider) parent.postMessage("double:close-slider", location.origin);
      else location.assign(`/workgroups/group/${task.groupId}/`);
    };
    return el(
      "div",
      { class: "bar" },
      kActions.map((action) =>
        button(words[action], () => act(() => call(`tasks.task.${action}`, { taskId: route.task })), {
          hidden: allowed[action] === false,
          data: { action },
        }),
      ),
      button(words.remove, remove, { hidden: allowed.remove === false, data: { action: "remove" }, class: "danger" }),
    );
  }

  await attempt(load);
}

async function newTask(place, session, group, userFields) {
  const stages = await stagesOf(session, group).catch(() => []);
  const task = { id: "0", title: "", responsibleId: String(session.me.id), priority: "1", stageId: "0" };
  place.append(
    el("h1", { id: "page-title" }, session.words.newTask),
    taskForm(session, { task, stages, userFields }, async (fields) => {
      const made = await attempt(() =>
        call("tasks.task.add", { fields: { RESPONSIBLE_ID: session.me.id, ...fields, GROUP_ID: group } }),
      );
      if (made) location.assign(taskPath(group, made.task.id) + location.search);
    }),
  );
}
