// Which native page an address of the portal means. Pure; unknown addresses give null.

const kRoutes = [
  [/^\/$/, () => ({ page: "home" })],
  [/^\/workgroups\/group\/(\d+)\/(?:tasks\/)?$/, ([group], query) => groupPage(group, query)],
  [/^\/workgroups\/group\/(\d+)\/tasks\/task\/(?:view|edit)\/(\d+)\/$/, ([group, task]) => taskPage(group, task)],
  [/^\/company\/personal\/user\/\d+\/tasks\/task\/(?:view|edit)\/(\d+)\/$/, ([task]) => taskPage("0", task)],
  [/^\/company\/personal\/user\/(\d+)\/$/, ([user]) => ({ page: "user", user: Number(user) })],
  [/^\/marketplace\/(?:app|view)\/([\w.-]+)\/$/, ([app], query) => applicationPage(app, query)],
  [/^\/crm\/company\/details\/(\d+)\/$/, ([company]) => ({ page: "company", company: Number(company) })],
];

function groupPage(group, query) {
  return { page: "group", group: Number(group), tab: query.get("tab") ?? "kanban" };
}

function taskPage(group, task) {
  return { page: "task", group: Number(group), task: Number(task) };
}

function applicationPage(app, query) {
  const options = {};
  for (const [key, value] of query) {
    const named = /^params\[([\w-]+)\]$/.exec(key);
    if (named) options[named[1]] = value;
  }
  return { page: "application", app, placement: query.get("placement") ?? "DEFAULT", options };
}

/** `{page, …}` of a path and its query. */
export function parsePath(path, query = "") {
  const withSlash = path.endsWith("/") ? path : `${path}/`;
  const params = new URLSearchParams(query);
  for (const [pattern, make] of kRoutes) {
    const found = pattern.exec(withSlash);
    if (found) return make(found.slice(1), params);
  }
  return null;
}

export const groupPath = (group, tab = "kanban") => `/workgroups/group/${group}/tasks/?tab=${encodeURIComponent(tab)}`;
export const taskPath = (group, task) => `/workgroups/group/${group}/tasks/task/view/${task}/`;
export const newTaskPath = (group) => `/workgroups/group/${group}/tasks/task/edit/0/`;
export const applicationPath = (app, placement) =>
  `/marketplace/app/${app}/${placement === "DEFAULT" ? "" : `?placement=${encodeURIComponent(placement)}`}`;
