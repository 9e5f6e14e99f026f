// The editable fields of a task; hands over only what was changed.
import { el, select } from "./dom.js";
import { camel } from "./rest.js";

const pad = (number) => String(number).padStart(2, "0");

// The browser's own clock face, in the reader's zone.
function localTime(iso) {
  if (!iso) return "";
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

function asText(value) {
  if (value === null || value === undefined || value === false) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** A form of `task`; `save(fields)` gets the changed fields under their request names. */
export function taskForm(session, { task, stages, userFields }, save) {
  const { words } = session;
  const controls = [];

  // `read` gives the value to send; a field whose text did not change is not sent.
  const field = (name, label, input, read = (node) => node.value) => {
    input.dataset.field = name;
    controls.push({ name, read: () => read(input), before: read(input) });
    return el("label", { class: "field" }, el("span", {}, label), input);
  };
  const checkbox = (name, label, checked, values) =>
    field(name, label, el("input", { type: "checkbox", checked }), (node) => values[node.checked ? 1 : 0]);

  const people = session.users.filter((user) => user.kind !== "email").map((user) => [user.id, user.name]);
  const columns = stages.map((one) => [one.ID, one.TITLE]);
  const stage = stages.find((one) => one.ID === task.stageId) ?? stages[0];

  const form = el(
    "form",
    { class: "task-form" },
    field("TITLE", words.title, el("input", { required: true, maxlength: "255", value: task.title ?? "" })),
    field("DESCRIPTION", words.description, el("textarea", { rows: "4", value: task.description ?? "" })),
    checkbox("PRIORITY", words.important, task.priority === "2", [1, 2]),
    field("RESPONSIBLE_ID", words.responsible, select({}, people, task.responsibleId), (node) => Number(node.value)),
    field("DEADLINE", words.deadline, el("input", { type: "datetime-local", value: localTime(task.deadline) }), (node) =>
      node.value === "" ? "" : new Date(node.value).toISOString(),
    ),
    stage ? field("STAGE_ID", words.stage, select({}, columns, stage.ID), (node) => Number(node.value)) : null,
    checkbox("TASK_CONTROL", words.control, task.taskControl === "Y", ["N", "Y"]),
    field("UF_CRM_TASK", words.crm, el("input", { value: asText(task.ufCrmTask) }), (node) =>
      node.value.split(",").map((code) => code.trim()).filter(Boolean),
    ),
    userFields.map((one) =>
      field(one.FIELD_NAME, one.label, el("input", { value: asText(task[camel(one.FIELD_NAME)]) })),
    ),
    el("button", { class: "primary", data: { action: "save" } }, task.id === "0" ? words.create : words.save),
  );

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = {};
    for (const control of controls) {
      const value = control.read();
      if (JSON.stringify(value) !== JSON.stringify(control.before)) fields[control.name] = value;
    }
    const submit = form.querySelector("[data-action=save]");
    submit.disabled = true;
    await save(fields);
    submit.disabled = false;
  });
  return form;
}
