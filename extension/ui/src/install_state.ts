import { byNumber, fields, flag, list, number, orNull, record, text } from "./door";
import type { Args } from "./words";

export interface Scope {
  readonly name: string;
  readonly granted: boolean;
  /** Without it the extension cannot be installed; the others only leave something out. */
  readonly required: boolean;
  /** Key of the sentence that says what it is for. */
  readonly why: string;
}

export interface GroupChoice {
  readonly id: number;
  readonly name: string;
  readonly external: boolean;
  readonly bound: boolean;
}

export interface Overview {
  readonly installed: boolean;
  readonly scopes: readonly Scope[];
  readonly groups: readonly GroupChoice[];
}

export type StepAction = "create" | "keep" | "repair" | "rename";

export interface PlannedStep {
  readonly id: string;
  readonly textKey: string;
  readonly args: Args;
  readonly action: StepAction;
}

export interface PlannedStage {
  readonly role: string;
  readonly title: string;
  readonly color: string;
  readonly existing: number | null;
  readonly existingTitle: string;
}

export interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly stages: ReadonlyMap<number, readonly PlannedStage[]>;
}

export type StepState = "waiting" | "running" | "done" | "failed";

export interface Run {
  readonly state: "running" | "done" | "failed";
  readonly steps: readonly { readonly id: string; readonly state: StepState; readonly detail: string }[];
  readonly read: { readonly done: number; readonly total: number };
}

export function parseOverview(raw: unknown): Overview {
  const root = fields(raw, "install");
  return {
    installed: root.flag("installed"),
    scopes: root.each("scopes", (scope) => ({
      name: scope.text("name"),
      granted: scope.flag("granted"),
      required: scope.orNull("required", flag) ?? true,
      why: scope.text("why"),
    })),
    groups: root.each("groups", (group) => ({
      id: group.number("id"),
      name: group.text("name"),
      external: group.flag("external"),
      bound: group.flag("bound"),
    })),
  };
}

function parseArgs(raw: unknown): Args {
  const given = Array.isArray(raw) ? {} : (orNull(raw, "step.args", record) ?? {});
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === "number" ? value : text(value, "step.args")]));
}

function parseStage(raw: unknown): PlannedStage {
  const stage = fields(raw, "stage");
  const color = stage.orNull("color", text) ?? "";
  return {
    role: stage.text("role"),
    title: stage.text("title"),
    color: /^[0-9a-fA-F]{6}$/.test(color) ? color : "a8adb4",
    existing: stage.orNull("existing", number),
    existingTitle: stage.orNull("existing_title", text) ?? "",
  };
}

export function parsePlan(raw: unknown): Plan {
  const root = fields(raw, "preview");
  const none = Array.isArray(root.raw("stages"));
  return {
    steps: root.each("steps", (step) => ({
      id: step.text("id"),
      textKey: step.text("text_key"),
      args: step.read("args", parseArgs),
      action: step.oneOf("action", ["create", "keep", "repair", "rename"] as const),
    })),
    stages: none ? new Map() : root.read("stages", byNumber((planned, where) => list(planned, where).map(parseStage))),
  };
}

export function parseStarted(raw: unknown): string {
  return fields(raw, "run").text("run");
}

export function parseRun(raw: unknown): Run {
  const root = fields(raw, "run");
  const read = root.orNull("read", fields);
  return {
    state: root.oneOf("state", ["running", "done", "failed"] as const),
    steps: root.each("steps", (step) => ({
      id: step.text("id"),
      state: step.oneOf("state", ["waiting", "running", "done", "failed"] as const),
      detail: step.orNull("detail", text) ?? "",
    })),
    read: {
      done: read === null ? 0 : read.number("done"),
      total: read === null ? 0 : read.number("total"),
    },
  };
}

export const installPages = ["scopes", "groups", "preview", "run"] as const;
export type InstallPage = (typeof installPages)[number];

/** The wizard. Never changed in place. */
export interface InstallState {
  readonly page: InstallPage;
  readonly overview: Overview | null;
  readonly chosen: ReadonlySet<number>;
  readonly renameStages: boolean;
  readonly plan: Plan | null;
  readonly run: Run | null;
}

export const installStart: InstallState = { page: "scopes", overview: null, chosen: new Set(), renameStages: true, plan: null, run: null };

/** Groups that are connected stay so; `wanted` is the group the person came from. A choice already made is kept. */
export function withOverview(state: InstallState, overview: Overview, wanted: number | null): InstallState {
  const known = new Set(overview.groups.map((group) => group.id));
  const bound = overview.groups.filter((group) => group.bound).map((group) => group.id);
  const asked = wanted === null ? [] : [wanted];
  return { ...state, overview, chosen: new Set([...state.chosen, ...bound, ...asked].filter((id) => known.has(id))) };
}

export function withGroup(state: InstallState, group: number, on: boolean): InstallState {
  const chosen = new Set(state.chosen);
  if (on) chosen.add(group);
  else if (state.overview?.groups.find((one) => one.id === group)?.bound !== true) chosen.delete(group);
  return { ...state, chosen, plan: null };
}

/** May the person go on from here? */
export function mayGoOn(state: InstallState): boolean {
  switch (state.page) {
    case "scopes":
      return state.overview !== null && state.overview.scopes.every((scope) => scope.granted || !scope.required);
    case "groups":
      return state.chosen.size > 0;
    case "preview":
      return state.plan !== null;
    case "run":
      return state.run?.state === "done";
  }
}

/** True when every step is in place and no stage is new: running would change nothing. */
export function changesNothing(plan: Plan): boolean {
  return plan.steps.every((step) => step.action === "keep");
}

/** Share of the reading that is done, 0..100; null before the portal said how much there is. */
export function readPercent(run: Run): number | null {
  if (run.read.total <= 0) return null;
  return Math.min(100, Math.floor((100 * run.read.done) / run.read.total));
}
