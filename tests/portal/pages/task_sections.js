// What hangs on a task: comments, time records, history.
import { button, el } from "./dom.js";
import { call } from "./rest.js";
import { moment } from "./session.js";

function section(name, title, ...content) {
  return el("section", { class: "task-section", data: { section: name } }, el("h2", {}, title), content);
}

export async function commentsSection(session, task, act) {
  const { words } = session;
  const rows = await call("task.commentitem.getlist", { TASKID: task, ORDER: { ID: "asc" }, FILTER: {} }).catch(() => []);
  const text = el("textarea", { rows: "2", "aria-label": words.comment, data: { field: "comment" } });
  const send = button(
    words.send,
    () => act(() => call("task.commentitem.add", { TASKID: task, FIELDS: { POST_MESSAGE: text.value } })),
    { data: { action: "send-comment" } },
  );
  return section(
    "comments",
    words.comments,
    rows.map((row) =>
      el(
        "blockquote",
        { data: { comment: row.ID } },
        el("small", {}, `${row.AUTHOR_NAME || session.userName(row.AUTHOR_ID)} · ${moment(row.POST_DATE)}`),
        el("p", {}, row.POST_MESSAGE),
      ),
    ),
    text,
    send,
  );
}

export async function timeSection(session, task, row, act) {
  const { words } = session;
  const records = await call("task.elapseditem.getlist", { TASKID: task, ORDER: { ID: "asc" } }).catch(() => []);
  const minutes = el("input", {
    type: "number",
    min: "1",
    value: "30",
    "aria-label": words.minutes,
    data: { field: "minutes" },
  });
  const comment = el("input", { placeholder: words.comment, data: { field: "time-comment" } });
  const add = () =>
    act(() =>
      call("task.elapseditem.add", {
        TASKID: task,
        ARFIELDS: { SECONDS: Math.round(Number(minutes.value) * 60), COMMENT_TEXT: comment.value },
      }),
    );
  const total = Math.round(Number(row.timeSpentInLogs ?? 0) / 60);
  const line = (record) =>
    [
      moment(record.CREATED_DATE),
      session.userName(record.USER_ID),
      `${record.MINUTES} ${words.minutes}`,
      record.COMMENT_TEXT,
    ]
      .filter(Boolean)
      .join(" · ");
  return section(
    "time",
    `${words.time}: ${total} ${words.minutes}`,
    el(
      "ul",
      {},
      records.map((record) => el("li", { data: { record: record.ID } }, line(record))),
    ),
    minutes,
    comment,
    button(words.addTime, add, { data: { action: "log-time" } }),
  );
}

export async function historySection(session, task) {
  const { words } = session;
  const { list = [] } = (await call("tasks.task.history.list", { taskId: task }).catch(() => null)) ?? {};
  const shown = (value) => (value !== null && typeof value === "object" ? JSON.stringify(value) : String(value ?? ""));
  const titles = [words.when, words.who, words.what, words.was, words.became];
  const name = (user) => [user?.name, user?.lastName].filter(Boolean).join(" ") || session.userName(user?.id);
  return section(
    "history",
    words.history,
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, titles.map((title) => el("th", {}, title)))),
      el(
        "tbody",
        {},
        list.map((row) =>
          el(
            "tr",
            { data: { history: String(row.id), what: row.field, who: String(row.user?.id ?? "") } },
            el("td", {}, moment(row.createdDate)),
            el("td", {}, name(row.user)),
            el("td", {}, row.field),
            el("td", {}, shown(row.value?.from)),
            el("td", {}, shown(row.value?.to)),
          ),
        ),
      ),
    ),
  );
}
