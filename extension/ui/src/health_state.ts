import type { Answer } from "./api";
import { fields, flag, list, number, oneOf, orNull, text, type Fields } from "./door";

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
    phase: text(root["phase"], "backfill.phase"),
    running: flag(root["running"], "backfill.running"),
    requests: number(root["requests"], "backfill.requests"),
    startedMs: orNull(root["started_ms"], "backfill.started_ms", number),
    finishedMs: orNull(root["finished_ms"], "backfill.finished_ms", number),
    leftMs: orNull(root["left_ms"], "backfill.left_ms", number),
    planned: number(root["planned"], "backfill.planned"),
    done: number(root["done"], "backfill.done"),
    phases: list(root["phases"], "backfill.phases").map((item) => {
      const phase = fields(item, "phase");
      return { phase: text(phase["phase"], "phase"), planned: number(phase["planned"], "planned"), done: number(phase["done"], "done") };
    }),
    groups: list(root["groups"], "backfill.groups").map((item) => {
      const group = fields(item, "group");
      return { group: number(group["group"], "group"), name: text(group["name"], "name"), planned: number(group["planned"], "planned"), done: number(group["done"], "done") };
    }),
  };
}

function parseAside(raw: unknown): AsideRow {
  const row = fields(raw, "aside");
  return {
    id: number(row["id"], "aside.id"),
    kind: text(row["kind"], "aside.kind"),
    object: number(row["object"], "aside.object"),
    reason: text(row["reason"], "aside.reason"),
    attempts: number(row["attempts"], "aside.attempts"),
    receivedMs: number(row["received_ms"], "aside.received_ms"),
  };
}

function parseConcern(raw: unknown): Concern {
  const concern = fields(raw, "concern");
  return {
    code: text(concern["code"], "concern.code"),
    level: oneOf(concern["level"], "concern.level", ["attention", "note"] as const),
    sinceMs: orNull(concern["since_ms"], "concern.since_ms", number),
    count: number(concern["count"], "concern.count"),
  };
}

function parseFigures(raw: Fields): ReadonlyMap<string, number> {
  return new Map(Object.entries(raw).map(([name, value]) => [name, number(value, `figures.${name}`)]));
}

/** Throws BadAnswer. */
export function parseHealth(raw: unknown): Health {
  const root = fields(raw, "health");
  const inbox = fields(root["inbox"], "inbox");
  return {
    nowMs: number(root["now_ms"], "now_ms"),
    healthy: flag(root["healthy"], "healthy"),
    concerns: list(root["concerns"], "concerns").map(parseConcern),
    figures: parseFigures(fields(root["figures"], "figures")),
    inbox: {
      waiting: number(inbox["waiting"], "inbox.waiting"),
      oldestMs: orNull(inbox["oldest_waiting_ms"], "inbox.oldest_waiting_ms", number),
      setAside: number(inbox["set_aside"], "inbox.set_aside"),
      lastDoneMs: orNull(inbox["last_done_ms"], "inbox.last_done_ms", number),
    },
    aside: list(root["aside"], "aside").map(parseAside),
    tokens: list(root["tokens"], "tokens").map((item) => {
      const token = fields(item, "token");
      return { user: number(token["user"], "token.user"), name: text(token["name"], "token.name"), renewedMs: number(token["renewed_ms"], "token.renewed_ms") };
    }),
    backfill: parseBackfill(root["backfill"]),
  };
}

export function parseRows(raw: unknown): number {
  return number(fields(raw, "answer")["rows"], "rows");
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
