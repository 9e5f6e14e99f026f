import { byNumber, fields, list, number } from "../door";
import type { Saved } from "./form";

export const roles = ["intake", "triage", "queue", "work", "verify", "done"] as const;
export const demands = ["none", "warn", "reason", "forbid"] as const;

export interface StageLine {
  /** For the page only. */
  readonly key: number;
  readonly id: number;
  readonly title: string;
  readonly color: string;
  readonly role: string;
  /** As typed; empty or 0: no limit. */
  readonly wip: string;
  readonly over: string;
  readonly estimate: string;
  readonly stopper: string;
}

export interface StagesForm {
  readonly version: number;
  /** As the service sent them, to be sent back: what the person has seen. */
  readonly seen: readonly unknown[];
  readonly base: readonly StageLine[];
  readonly lines: readonly StageLine[];
  readonly leaving: ReadonlyMap<number, number>;
  readonly cards: ReadonlyMap<number, number>;
  readonly wrong: ReadonlyMap<string, string>;
  readonly whole: readonly string[];
  readonly meanwhile: readonly Saved[];
  readonly nextKey: number;
}

export function parseStages(raw: unknown): StagesForm {
  const root = fields(raw, "stages");
  const seen = root.read("stages", list);
  const lines = seen.map((item, at): StageLine => {
    const stage = fields(item, "stage");
    const say = (name: string): string => stage.text(name);
    const wip = stage.number("wip_limit");
    return { key: at + 1, id: stage.number("id"), title: say("title"), color: say("color"), role: say("role"), wip: wip === 0 ? "" : String(wip), over: say("over_limit"), estimate: say("without_estimate"), stopper: say("under_stopper") };
  });
  const cards = root.read("cards", byNumber(number));
  return { version: root.number("version"), seen, base: lines, lines, leaving: new Map(), cards, wrong: new Map(), whole: [], meanwhile: [], nextKey: lines.length + 1 };
}

export const stagesDirty = (form: StagesForm): boolean => form.leaving.size > 0 || JSON.stringify(form.base) !== JSON.stringify(form.lines);

const wireNames: Readonly<Record<string, keyof StageLine>> = { title: "title", color: "color", role: "role", wip_limit: "wip", over_limit: "over", without_estimate: "estimate", under_stopper: "stopper" };

export function withStage(form: StagesForm, key: number, part: Partial<StageLine>): StagesForm {
  const touched = new Set(Object.keys(part).map((name) => `${key}.${name}`));
  const wrong = new Map([...form.wrong].filter(([place]) => !touched.has(place)));
  return { ...form, lines: form.lines.map((line) => (line.key === key ? { ...line, ...part } : line)), wrong, whole: [] };
}

/** A new stage comes before the last one, which is where things end. */
export function withNewStage(form: StagesForm): StagesForm {
  const line: StageLine = { key: form.nextKey, id: 0, title: "", color: "47D1E2", role: "work", wip: "", over: "warn", estimate: "none", stopper: "none" };
  const at = Math.max(0, form.lines.length - 1);
  return { ...form, lines: [...form.lines.slice(0, at), line, ...form.lines.slice(at)], nextKey: form.nextKey + 1, whole: [] };
}

export function stageMoved(form: StagesForm, key: number, by: -1 | 1): StagesForm {
  const at = form.lines.findIndex((line) => line.key === key);
  const lines = [...form.lines];
  const [line] = lines.splice(at, 1);
  if (line === undefined || at + by < 0 || at + by > lines.length) return form;
  lines.splice(at + by, 0, line);
  return { ...form, lines };
}

/** The stage goes; its cards are moved to the stage `to`. */
export function withoutStage(form: StagesForm, key: number, to: number): StagesForm {
  const line = form.lines.find((one) => one.key === key);
  const lines = form.lines.filter((one) => one.key !== key);
  if (line === undefined || line.id === 0) return { ...form, lines };
  // Cards that were to come here go on to where this one's go.
  const leaving = new Map([...form.leaving].map(([from, into]) => [from, into === line.id ? to : into] as const));
  return { ...form, lines, leaving: leaving.set(line.id, to), whole: [] };
}

/** What a person has changed, on top of the stages as they are now: the rest of each stage is as it was saved meanwhile. */
export function stagesOnTop(mine: StagesForm, now: StagesForm): StagesForm {
  const base = new Map(mine.base.map((line) => [line.id, line]));
  const theirs = new Map(now.base.map((line) => [line.id, line]));
  const lines = mine.lines.flatMap((line): StageLine[] => {
    const was = base.get(line.id);
    if (line.id === 0 || was === undefined) return [line];
    const there = theirs.get(line.id);
    if (there === undefined) return [];
    const changed = Object.entries(line).filter(([name, value]) => value !== was[name as keyof StageLine]);
    return [{ ...there, ...Object.fromEntries(changed), key: line.key }];
  });
  const added = now.base.filter((line) => !base.has(line.id)).map((line, at) => ({ ...line, key: mine.nextKey + at }));
  const leaving = new Map([...mine.leaving].filter(([stage, to]) => theirs.has(stage) && theirs.has(to)));
  // A stage that was to go stays when its cards have nowhere to go any more.
  const kept = [...mine.leaving.keys()].filter((stage) => theirs.has(stage) && !leaving.has(stage)).flatMap((stage) => theirs.get(stage) ?? []);
  const more = [...added, ...kept.map((line, at) => ({ ...line, key: mine.nextKey + added.length + at }))];
  const last = Math.max(0, lines.length - 1);
  return { ...now, lines: [...lines.slice(0, last), ...more, ...lines.slice(last)], leaving, nextKey: mine.nextKey + more.length };
}

const limitOf = (typed: string): number | null => (typed.trim() === "" ? 0 : /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : null);

/** What the page itself knows to be wrong. */
export function stagesChecked(form: StagesForm): StagesForm {
  const wrong = new Map<string, string>();
  for (const line of form.lines) {
    if (line.title.trim() === "") wrong.set(`${line.key}.title`, "settings.required");
    if (limitOf(line.wip) === null) wrong.set(`${line.key}.wip`, "settings.range");
  }
  const count = (role: string): number => form.lines.filter((line) => line.role === role).length;
  const whole = [count("intake") === 0 ? "stages.no_intake" : "", count("work") === 0 ? "stages.no_work" : "", count("done") === 0 ? "stages.no_done" : "", count("done") > 1 ? "stages.many_done" : ""].filter(Boolean);
  return { ...form, wrong, whole };
}

export function stagesOrder(form: StagesForm, group: number): unknown {
  return {
    group,
    version: form.version,
    seen: form.seen,
    stages: form.lines.map((line) => ({ id: line.id, title: line.title.trim(), color: line.color, role: line.role, wip_limit: limitOf(line.wip) ?? 0, over_limit: line.over, without_estimate: line.estimate, under_stopper: line.stopper })),
    leaving: [...form.leaving].map(([stage, to]) => ({ stage, to })),
  };
}

export function stagesRefused(form: StagesForm, wrong: readonly { readonly row: number; readonly field: string; readonly code: string }[], meanwhile: readonly Saved[]): StagesForm {
  const beside = new Map<string, string>();
  const whole: string[] = [];
  for (const one of wrong) {
    const line = form.lines[one.row];
    const name = wireNames[one.field];
    if (line === undefined || name === undefined) whole.push(one.code);
    else beside.set(`${line.key}.${name}`, one.code);
  }
  return { ...form, wrong: beside, whole, meanwhile };
}
