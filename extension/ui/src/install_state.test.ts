import { describe, expect, it } from "vitest";
import type { Answer } from "./api";
import { BadAnswer } from "./door";
import { changesNothing, installStart, mayGoOn, parseOverview, parsePlan, parseRun, readPercent, withGroup, withOverview, type Run } from "./install_state";
import { watchRun } from "./watch_run";

const overview = (more: Record<string, unknown> = {}) =>
  parseOverview({
    installed: false,
    scopes: [
      { name: "task", granted: true, required: true, why: "scope.task.why" },
      { name: "crm", granted: false, required: false, why: "scope.crm.why" },
    ],
    groups: [
      { id: 77, name: "Поддержка", external: true, bound: false },
      { id: 78, name: "Инфраструктура", external: false, bound: true },
    ],
    ...more,
  });

describe("choosing", () => {
  it("begins with the connected groups and the one the person came from", () => {
    expect([...withOverview(installStart, overview(), 77).chosen].sort()).toEqual([77, 78]);
    expect([...withOverview(installStart, overview(), 999).chosen]).toEqual([78]);
  });

  it("does not let go of a connected group", () => {
    const state = withOverview(installStart, overview(), 77);
    expect([...withGroup(withGroup(state, 77, false), 78, false).chosen]).toEqual([78]);
  });

  it("needs the required scopes only, and a group", () => {
    const state = withOverview(installStart, overview(), null);
    expect(mayGoOn(state)).toBe(true);
    const without = overview({ scopes: [{ name: "task", granted: false, why: "" }], groups: [] });
    expect(mayGoOn(withOverview(installStart, without, null))).toBe(false);
    expect(mayGoOn({ ...withOverview(installStart, without, null), page: "groups" })).toBe(false);
    expect(mayGoOn(installStart)).toBe(false);
  });
});

describe("plan", () => {
  const plan = parsePlan({
    steps: [{ id: "field.UF_SD_TYPE", text_key: "install.step.field", args: { name: "UF_SD_TYPE", n: 3 }, action: "keep" }],
    stages: { "77": [{ role: "intake", title: "Новые", color: "x", existing: null, existing_title: null }] },
  });

  it("is read with its stages", () => {
    expect(plan.steps[0]).toMatchObject({ args: { name: "UF_SD_TYPE", n: 3 }, action: "keep" });
    expect(plan.stages.get(77)?.[0]).toMatchObject({ existing: null, existingTitle: "", color: "a8adb4" });
    expect(changesNothing(plan)).toBe(true);
  });

  it("refuses an action it does not know", () => {
    expect(() => parsePlan({ steps: [{ id: "a", text_key: "b", args: {}, action: "drop" }], stages: {} })).toThrow(BadAnswer);
  });
});

describe("run", () => {
  const run = (state: Run["state"], done = 0, total = 0): Run => parseRun({ state, steps: [], read: { done, total } });
  const said = (value: Run): Answer<Run> => ({ ok: true, value });
  const failed = (status: number, code: string): Answer<Run> => ({ ok: false, status, code, detail: "" });

  async function watched(answers: readonly Answer<Run>[]) {
    const left = [...answers];
    const shown: string[] = [];
    const code = await watchRun(
      {
        ask: async () => left.shift() ?? failed(0, "network"),
        show: (one) => void shown.push(one.state),
        pause: async () => undefined,
      },
      new AbortController().signal,
    );
    return { code, shown, left: left.length };
  }

  it("says how much is read", () => {
    expect(readPercent(run("running"))).toBeNull();
    expect(readPercent(run("running", 120, 2_400))).toBe(5);
    expect(readPercent(run("done", 5, 4))).toBe(100);
  });

  it("is watched to its end, through silence", async () => {
    expect(await watched([said(run("running")), failed(0, "network"), failed(503, "busy"), said(run("done")), said(run("running"))])).toEqual({
      code: "",
      shown: ["running", "done"],
      left: 1,
    });
  });

  it("is given up when the service refuses or stays silent", async () => {
    expect((await watched([failed(403, "install.not_admin")])).code).toBe("install.not_admin");
    expect((await watched([])).code).toBe("network");
  });
});
