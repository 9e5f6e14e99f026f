import type { Answer } from "./api";
import { fields, number, record } from "./door";

export interface Concern {
  readonly code: string;
  readonly level: "attention" | "note";
  readonly sinceMs: number | null;
  readonly count: number;
}

/** An event that was given up after many attempts. */
export interface AsideRow {
  readonly id: number;
  readonly kind: string;
  readonly object: number;
  readonly reason: string;
  readonly attempts: number;
  readonly receivedMs: number;
}

export interface Token {
  readonly user: number;
  readonly name: string;
  readonly renewedMs: number;
}

export interface Phase {
  readonly phase: string;
  readonly planned: number;
  readonly done: number;
}

/** How much of one group is read: its tasks, and the pasts of the open ones. */
export interface GroupRead {
  readonly group: number;
  readonly name: string;
  readonly planned: number;
  readonly done: number;
}

export interface Backfill {
  readonly phase: string;
  readonly running: boolean;
  readonly requests: number;
  readonly startedMs: number | null;
  readonly finishedMs: number | null;
  readonly leftMs: number | null;
  readonly planned: number;
  readonly done: number;
  readonly phases: readonly Phase[];
  readonly groups: readonly GroupRead[];
}

export interface Health {
  readonly nowMs: number;
  readonly healthy: boolean;
  readonly concerns: readonly Concern[];
  /** Every figure the service has recorded, by its name; one that is missing was never recorded. */
  readonly figures: ReadonlyMap<string, number>;
  readonly inbox: { readonly waiting: number; readonly oldestMs: number | null; readonly setAside: number; readonly lastDoneMs: number | null };
  readonly aside: readonly AsideRow[];
  readonly tokens: readonly Token[];
  readonly backfill: Backfill;
}

function parseBackfill(raw: unknown): Backfill {
  const root = fields(raw, "backfill");
  return {
    phase: root.text("phase"),
    running: root.flag("running"),
    requests: root.number("requests"),
    startedMs: root.orNull("started_ms", number),
    finishedMs: root.orNull("finished_ms", number),
    leftMs: root.orNull("left_ms", number),
    planned: root.number("planned"),
    done: root.number("done"),
    phases: root.each("phases", (phase) => ({ phase: phase.text("phase"), planned: phase.number("planned"), done: phase.number("done") })),
    groups: root.each("groups", (group) => ({ group: group.number("group"), name: group.text("name"), planned: group.number("planned"), done: group.number("done") })),
  };
}

function parseAside(raw: unknown): AsideRow {
  const row = fields(raw, "aside");
  return {
    id: row.number("id"),
    kind: row.text("kind"),
    object: row.number("object"),
    reason: row.text("reason"),
    attempts: row.number("attempts"),
    receivedMs: row.number("received_ms"),
  };
}

function parseConcern(raw: unknown): Concern {
  const concern = fields(raw, "concern");
  return {
    code: concern.text("code"),
    level: concern.oneOf("level", ["attention", "note"] as const),
    sinceMs: concern.orNull("since_ms", number),
    count: concern.number("count"),
  };
}

/** Throws BadAnswer. */
export function parseHealth(raw: unknown): Health {
  const root = fields(raw, "health");
  const inbox = root.fields("inbox");
  return {
    nowMs: root.number("now_ms"),
    healthy: root.flag("healthy"),
    concerns: root.list("concerns", parseConcern),
    figures: new Map(Object.entries(root.read("figures", record)).map(([name, value]) => [name, number(value, `figures.${name}`)])),
    inbox: {
      waiting: inbox.number("waiting"),
      oldestMs: inbox.orNull("oldest_waiting_ms", number),
      setAside: inbox.number("set_aside"),
      lastDoneMs: inbox.orNull("last_done_ms", number),
    },
    aside: root.list("aside", parseAside),
    tokens: root.each("tokens", (token) => ({ user: token.number("user"), name: token.text("name"), renewedMs: token.number("renewed_ms") })),
    backfill: root.read("backfill", parseBackfill),
  };
}

export function parseRows(raw: unknown): number {
  return fields(raw, "answer").number("rows");
}

/** What the page shows. `stale`: code of the last look when it failed; the last good picture stays. */
export interface HealthState {
  readonly health: Health | null;
  readonly stale: string;
  /** Rows whose "discard" waits for a second press; "all" for the button above them. */
  readonly confirming: number | "all" | null;
  /** Something is being done: buttons rest. */
  readonly busy: boolean;
  /** What was done last, to be said: rows run again or discarded. */
  readonly did: { readonly what: "again" | "discard"; readonly rows: number } | null;
  /** Why the last press failed; "" = it did not. */
  readonly refused: string;
}

export const healthStart: HealthState = { health: null, stale: "", confirming: null, busy: false, did: null, refused: "" };

export function withLook(state: HealthState, answer: Answer<Health>): HealthState {
  if (!answer.ok) return answer.code === "aborted" ? state : { ...state, stale: answer.code };
  const rows = new Set(answer.value.aside.map((row) => row.id));
  const gone = typeof state.confirming === "number" && !rows.has(state.confirming);
  return { ...state, health: answer.value, stale: "", confirming: gone ? null : state.confirming };
}

export function asking(state: HealthState, which: number | "all" | null): HealthState {
  return { ...state, confirming: which, did: null, refused: "" };
}

export function working(state: HealthState): HealthState {
  return { ...state, busy: true, did: null, refused: "" };
}

export function worked(state: HealthState, what: "again" | "discard", answer: Answer<number>): HealthState {
  const rest = { ...state, busy: false, confirming: null };
  return answer.ok ? { ...rest, did: { what, rows: answer.value } } : { ...rest, refused: answer.code };
}

/** A back-fill moves and rows that were run again settle within seconds; otherwise the page looks rarely. */
export function pauseMs(state: HealthState): number {
  return state.health?.backfill.running === true || (state.health?.inbox.waiting ?? 0) > 0 ? 3_000 : 15_000;
}

export type PhasePlace = "done" | "now" | "ahead";

/** Where a phase of a running back-fill stands: its count alone does not tell one that had nothing to read from one to come. */
export function placeOf(backfill: Backfill, phase: string): PhasePlace {
  const now = backfill.phases.findIndex((each) => each.phase === backfill.phase);
  const place = backfill.phases.findIndex((each) => each.phase === phase);
  return place < now ? "done" : place === now ? "now" : "ahead";
}

/** How much of the phase that runs is read, in percent. Later phases count their objects only when they begin, so a bar over all would run backwards. */
export function phasePercent(backfill: Backfill): number | null {
  const now = backfill.phases.find((each) => each.phase === backfill.phase);
  return now === undefined ? null : percent(now.done, now.planned);
}

/** 0 for a figure that was never recorded. */
export function figure(health: Health, name: string): number {
  return health.figures.get(name) ?? 0;
}

/** Null before anything is planned. */
export function percent(done: number, planned: number): number | null {
  return planned <= 0 ? null : Math.min(100, Math.floor((100 * done) / planned));
}
