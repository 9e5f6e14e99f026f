// The addresses of the portal's native pages.
import assert from "node:assert/strict";
import test from "node:test";
import { applicationPath, groupPath, newTaskPath, parsePath, taskPath } from "../../portal/pages/route.js";

const parse = (address) => {
  const url = new URL(address, "http://127.0.0.1");
  return parsePath(url.pathname, url.search);
};

test("a group opens on its kanban", () => {
  assert.deepEqual(parse("/workgroups/group/77/"), { page: "group", group: 77, tab: "kanban" });
  assert.deepEqual(parse(groupPath(77, "list")), { page: "group", group: 77, tab: "list" });
});

test("a task is found by its group's and by a person's address", () => {
  assert.deepEqual(parse(taskPath(77, 8017)), { page: "task", group: 77, task: 8017 });
  assert.deepEqual(parse(newTaskPath(77)), { page: "task", group: 77, task: 0 });
  assert.deepEqual(parse("/company/personal/user/17/tasks/task/view/8017/?IFRAME=Y"), {
    page: "task",
    group: 0,
    task: 8017,
  });
});

test("an application's page knows its placement and parameters", () => {
  assert.deepEqual(parse(applicationPath("local.1.2", "LEFT_MENU")), {
    page: "application",
    app: "local.1.2",
    placement: "LEFT_MENU",
    options: {},
  });
  assert.deepEqual(parse("/marketplace/view/local.1.2/?params[card]=8017"), {
    page: "application",
    app: "local.1.2",
    placement: "DEFAULT",
    options: { card: "8017" },
  });
});

test("an unknown address is nothing", () => {
  assert.equal(parse("/stream/"), null);
  assert.equal(parse("/workgroups/group/x/"), null);
});
