import { byNumber, fields, list, listOf, number, record, text, type Read } from "@shell/door";
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

/** What is said of none may be missing, or an empty list. */
const byId =
  <T>(read: Read<T>): Read<ReadonlyMap<number, T>> =>
  (raw, where) =>
    raw === null || raw === undefined || (Array.isArray(raw) && raw.length === 0) ? new Map() : byNumber(read)(raw, where);

function parsePerson(raw: unknown): Person {
  const person = fields(raw, "user");
  return { name: person.text("name"), photo: person.orNull("photo", text) ?? "" };
}

function parseThreshold(raw: unknown, where: string): Threshold {
  const threshold = fields(raw, where);
  return { warnMs: threshold.number("warn_ms"), alarmMs: threshold.number("alarm_ms") };
}

function parseStages(raw: unknown, group: number): readonly Stage[] {
  return list(raw, "stages")
    .map((stage) => parseStage(stage, group))
    .sort((a, b) => a.sort - b.sort || a.id - b.id);
}

function parseEntry(raw: unknown): Entry {
  const entry = fields(raw, "entry");
  return { title: entry.text("title"), color: entry.orNull("color", text) ?? "" };
}

function parseWindow(raw: unknown): ReadonlyMap<number, StageTotals> {
  return new Map(
    list(raw, "window").map((item) => {
      const total = fields(item, "window");
      const totals = {
        count: total.number("cards"),
        estimateMin: total.number("estimate_min"),
        medianCreatedMs: total.orNull("median_created_ms", number),
      };
      return [total.number("stage"), totals];
    }),
  );
}

/** Throws BadAnswer. */
export function parseSnapshot(raw: unknown): Snapshot {
  const root = fields(raw, "board");
  const group = root.fields("group");
  const id = group.number("id");
  const can = root.fields("can");
  const thresholds = root.fields("thresholds");
  const working = thresholds.orNull("working", parseWorkClock);
  const stages = parseStages(root.raw("stages"), id);
  const row = rowReader(root.list("columns", text));
  return {
    group: { id, name: group.text("name"), synced: group.flag("synced") },
    revision: root.number("revision"),
    nowMs: root.number("now_ms"),
    sync: root.read("sync", parseSyncNote),
    can: { move: can.flag("move"), override: can.flag("override"), configure: can.flag("configure") },
    stages,
    cards: root.list("cards", (card) => row(card, id)),
    users: root.read("users", byId(parsePerson)),
    companies: root.read("companies", byId(text)),
    thresholds: { lu: thresholds.read("lu", parseThreshold), wia: thresholds.read("wia", parseThreshold), own: ownThresholds(thresholds.raw("own"), stages), ...(working === null ? {} : { working }) },
    types: root.list("types", parseEntry),
    stoppers: root.list("stoppers", parseEntry),
    window: root.orNull("window", parseWindow),
    places: root.read("places", byId(number)),
    row,
  };
}

/** The boards of several groups in one answer. Throws BadAnswer. */
export function parseSnapshots(raw: unknown): readonly Snapshot[] {
  const root = fields(raw, "boards");
  const can = root.fields("can");
  return root.list("boards", (raw, where) => {
    const id = fields(raw, where).fields("group").number("id");
    return parseSnapshot({ ...record(raw, where), now_ms: root.raw("now_ms"), sync: root.raw("sync"), can: can.raw(String(id)) });
  });
}

function parseChange(raw: unknown, row: RowReader, group: number, nowMs: number, sync: SyncNote | null): Change {
  const root = fields(raw, "change");
  const single = root.raw("card");
  const rows = single === undefined || single === null ? (root.orNull("cards", list) ?? []) : [single];
  return {
    group,
    revision: root.number("revision"),
    nowMs,
    sync,
    cards: rows.map((card) => row(card, group)),
    gone: root.orNull("gone", listOf(number)) ?? [],
    users: root.read("users", byId(parsePerson)),
    companies: root.read("companies", byId(text)),
    stages: root.orNull("stages", (stages) => parseStages(stages, group)),
    places: root.read("places", byId(number)),
  };
}

/** Reads the answer to a change of one card of the group. */
export function changeParser(row: RowReader, group: number): (raw: unknown) => Change {
  return (raw) => {
    const root = fields(raw, "change");
    return parseChange(raw, row, group, root.number("now_ms"), root.raw("sync") === undefined ? null : root.read("sync", parseSyncNote));
  };
}

/** Reads the feed of one group's board, or of several ones. */
export function newsParser(row: RowReader, groups: readonly number[]): (raw: unknown) => News {
  return (raw) => {
    const root = fields(raw, "news");
    const nowMs = root.number("now_ms");
    const sync = root.raw("sync") === undefined ? null : root.read("sync", parseSyncNote);
    const [only] = groups;
    const changes =
      only !== undefined && groups.length === 1
        ? [parseChange(raw, row, only, nowMs, sync)]
        : root.list("boards", (item, where) => parseChange(item, row, fields(item, where).number("group"), nowMs, sync));
    return { nowMs, sync, changes };
  };
}
