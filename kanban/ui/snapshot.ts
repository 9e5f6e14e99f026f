import { fields, flag, list, number, orNull, text } from "@shell/door";
import { parseStage, rowReader, type Card, type RowReader, type Stage } from "./card";
import { ownThresholds } from "./thresholds";
import { parseSyncNote, type SyncNote } from "./sync_note";
import { parseWorkClock, type WorkClock } from "./work_clock";

export interface Person {
  readonly name: string;
  readonly photo: string;
}

export interface Threshold {
  readonly warnMs: number;
  readonly alarmMs: number;
}

export interface Thresholds {
  readonly lu: Threshold;
  readonly wia: Threshold;
  /** Set by administrators for a stage and a class (thresholds.ts). */
  readonly own?: ReadonlyMap<string, Threshold>;
  /** Counts LU and WIA in working time; without it they and their thresholds are calendar time. */
  readonly working?: WorkClock;
}

/** An entry of a dictionary. */
export interface Entry {
  readonly title: string;
  /** Six hex digits without "#", or "". */
  readonly color: string;
}

/** What a column says of all its cards while only the first of them are there. */
export interface StageTotals {
  readonly count: number;
  readonly estimateMin: number;
  readonly medianCreatedMs: number | null;
}

/** Where people have put cards in their columns, by ticket; less is higher up (hand_order.ts). */
export type Places = ReadonlyMap<number, number>;

/** The board as the service sends it: whole, or of a big one what is shown first. */
export interface Snapshot {
  readonly group: { readonly id: number; readonly name: string; readonly synced: boolean };
  readonly revision: number;
  readonly nowMs: number;
  readonly sync: SyncNote;
  readonly can: { readonly move: boolean; readonly override: boolean; readonly configure: boolean };
  readonly stages: readonly Stage[];
  readonly cards: readonly Card[];
  readonly users: ReadonlyMap<number, Person>;
  readonly companies: ReadonlyMap<number, string>;
  readonly thresholds: Thresholds;
  readonly types: readonly Entry[];
  readonly stoppers: readonly Entry[];
  /** Null when all cards are there. */
  readonly window: ReadonlyMap<number, StageTotals> | null;
  readonly places: Places;
  /** Reads the rows of later answers: they come without column names. */
  readonly row: RowReader;
}

/** What changed on one group's board since a revision. */
export interface Change {
  readonly group: number;
  readonly revision: number;
  readonly nowMs: number;
  /** Null in the answer to a change of one card, which says nothing about it. */
  readonly sync: SyncNote | null;
  readonly cards: readonly Card[];
  readonly gone: readonly number[];
  readonly users: ReadonlyMap<number, Person>;
  readonly companies: ReadonlyMap<number, string>;
  readonly stages: readonly Stage[] | null;
  readonly places: Places;
}

/** An answer of the feed: what changed on the boards that are shown; none of them when its patience was over. */
export interface News {
  readonly nowMs: number;
  readonly sync: SyncNote | null;
  readonly changes: readonly Change[];
}

function byId<T>(raw: unknown, where: string, read: (raw: unknown, where: string) => T): ReadonlyMap<number, T> {
  if (raw === null || raw === undefined || (Array.isArray(raw) && raw.length === 0)) return new Map();
  return new Map(Object.entries(fields(raw, where)).map(([id, value]) => [Number(id), read(value, where)]));
}

function parsePerson(raw: unknown): Person {
  const person = fields(raw, "user");
  return { name: text(person["name"], "user.name"), photo: orNull(person["photo"], "user.photo", text) ?? "" };
}

function parseThreshold(raw: unknown, where: string): Threshold {
  const threshold = fields(raw, where);
  return { warnMs: number(threshold["warn_ms"], where), alarmMs: number(threshold["alarm_ms"], where) };
}

function parseStages(raw: unknown, group: number): readonly Stage[] {
  return list(raw, "stages")
    .map((stage) => parseStage(stage, group))
    .sort((a, b) => a.sort - b.sort || a.id - b.id);
}

function parseEntry(raw: unknown): Entry {
  const entry = fields(raw, "entry");
  return { title: text(entry["title"], "entry.title"), color: orNull(entry["color"], "entry.color", text) ?? "" };
}

function parseWindow(raw: unknown): ReadonlyMap<number, StageTotals> {
  return new Map(
    list(raw, "window").map((item) => {
      const total = fields(item, "window");
      const totals = {
        count: number(total["cards"], "window.cards"),
        estimateMin: number(total["estimate_min"], "window.estimate_min"),
        medianCreatedMs: orNull(total["median_created_ms"], "window.median_created_ms", number),
      };
      return [number(total["stage"], "window.stage"), totals];
    }),
  );
}

/** Throws BadAnswer. */
export function parseSnapshot(raw: unknown): Snapshot {
  const root = fields(raw, "board");
  const group = fields(root["group"], "group");
  const id = number(group["id"], "group.id");
  const can = fields(root["can"], "can");
  const thresholds = fields(root["thresholds"], "thresholds");
  const working = orNull(thresholds["working"], "thresholds.working", parseWorkClock);
  const stages = parseStages(root["stages"], id);
  const row = rowReader(list(root["columns"], "columns").map((name) => text(name, "columns")));
  return {
    group: { id, name: text(group["name"], "group.name"), synced: flag(group["synced"], "group.synced") },
    revision: number(root["revision"], "revision"),
    nowMs: number(root["now_ms"], "now_ms"),
    sync: parseSyncNote(root["sync"]),
    can: { move: flag(can["move"], "can.move"), override: flag(can["override"], "can.override"), configure: flag(can["configure"], "can.configure") },
    stages,
    cards: list(root["cards"], "cards").map((card) => row(card, id)),
    users: byId(root["users"], "users", parsePerson),
    companies: byId(root["companies"], "companies", text),
    thresholds: { lu: parseThreshold(thresholds["lu"], "thresholds.lu"), wia: parseThreshold(thresholds["wia"], "thresholds.wia"), own: ownThresholds(thresholds["own"], stages), ...(working === null ? {} : { working }) },
    types: list(root["types"], "types").map(parseEntry),
    stoppers: list(root["stoppers"], "stoppers").map(parseEntry),
    window: orNull(root["window"], "window", parseWindow),
    places: byId(root["places"], "places", number),
    row,
  };
}

/** The boards of several groups in one answer. Throws BadAnswer. */
export function parseSnapshots(raw: unknown): readonly Snapshot[] {
  const root = fields(raw, "boards");
  const can = fields(root["can"], "can");
  return list(root["boards"], "boards").map((item) => {
    const board = fields(item, "board");
    const id = number(fields(board["group"], "group")["id"], "group.id");
    return parseSnapshot({ ...board, now_ms: root["now_ms"], sync: root["sync"], can: can[String(id)] });
  });
}

function parseChange(raw: unknown, row: RowReader, group: number, nowMs: number, sync: SyncNote | null): Change {
  const root = fields(raw, "change");
  const single = root["card"];
  const rows = single === undefined || single === null ? (orNull(root["cards"], "cards", list) ?? []) : [single];
  return {
    group,
    revision: number(root["revision"], "revision"),
    nowMs,
    sync,
    cards: rows.map((card) => row(card, group)),
    gone: (orNull(root["gone"], "gone", list) ?? []).map((id) => number(id, "gone")),
    users: byId(root["users"], "users", parsePerson),
    companies: byId(root["companies"], "companies", text),
    stages: orNull(root["stages"], "stages", (stages) => parseStages(stages, group)),
    places: byId(root["places"], "places", number),
  };
}

/** Reads the answer to a change of one card of the group. */
export function changeParser(row: RowReader, group: number): (raw: unknown) => Change {
  return (raw) => {
    const root = fields(raw, "change");
    return parseChange(raw, row, group, number(root["now_ms"], "now_ms"), root["sync"] === undefined ? null : parseSyncNote(root["sync"]));
  };
}

/** Reads the feed of one group's board, or of several ones. */
export function newsParser(row: RowReader, groups: readonly number[]): (raw: unknown) => News {
  return (raw) => {
    const root = fields(raw, "news");
    const nowMs = number(root["now_ms"], "now_ms");
    const sync = root["sync"] === undefined ? null : parseSyncNote(root["sync"]);
    const [only] = groups;
    const changes =
      only !== undefined && groups.length === 1
        ? [parseChange(raw, row, only, nowMs, sync)]
        : list(root["boards"], "boards").map((item) => parseChange(item, row, number(fields(item, "board")["group"], "board.group"), nowMs, sync));
    return { nowMs, sync, changes };
  };
}
