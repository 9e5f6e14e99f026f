import { byNumber, fields, number, text } from "@shell/door";
import { parseFiles, type TaskFile } from "@shell/files";
import { roles, type Role } from "./card";

export interface JournalRow {
  readonly atMs: number;
  /** 0: a robot or the system. */
  readonly by: number;
  readonly source: string;
  readonly fact: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

export interface StageTime {
  /** 0: a stage nobody knows any more; then `title` is what it was called. */
  readonly stage: number;
  readonly title: string;
  readonly role: Role;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly by: number;
}

export interface StopperTime {
  readonly stopper: string;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly by: number;
}

export interface Comment {
  readonly id: number;
  readonly by: number;
  readonly name: string;
  readonly atMs: number;
  readonly text: string;
}

/** Of the staff, for the staff: no client is told. */
export interface InnerNote {
  readonly atMs: number;
  readonly by: number;
  readonly text: string;
}

export interface Talk {
  readonly description: string;
  readonly comments: readonly Comment[];
  readonly files: readonly TaskFile[];
}

/** Everything about one card that the board itself does not carry. */
export interface Details {
  readonly nowMs: number;
  readonly journal: readonly JournalRow[];
  readonly journalCut: boolean;
  readonly stages: readonly StageTime[];
  readonly stoppers: readonly StopperTime[];
  /** Null: the portal did not say, for `talkError`. */
  readonly talk: Talk | null;
  readonly talkError: string;
  readonly notes: readonly InnerNote[];
  /** What the staff is to know about the card's company. */
  readonly companyNote: { readonly vip: boolean; readonly text: string };
  readonly users: ReadonlyMap<number, string>;
}

function parseTalk(raw: unknown): Talk {
  const talk = fields(raw, "talk");
  return {
    description: talk.text("description"),
    comments: talk.each("comments", (comment) => ({
      id: comment.number("id"),
      by: comment.number("by"),
      name: comment.text("name"),
      atMs: comment.number("at_ms"),
      text: comment.text("text"),
    })),
    files: talk.read("files", parseFiles),
  };
}

/** Throws BadAnswer. */
export function parseDetails(raw: unknown): Details {
  const root = fields(raw, "details");
  return {
    nowMs: root.number("now_ms"),
    journal: root.each("journal", (row) => ({
      atMs: row.number("at_ms"),
      by: row.number("by"),
      source: row.text("source"),
      fact: row.text("fact"),
      from: row.text("from"),
      to: row.text("to"),
      note: row.text("note"),
    })),
    journalCut: root.flag("journal_cut"),
    stages: root.each("stages", (stage) => ({
      stage: stage.number("stage"),
      title: stage.text("title"),
      role: stage.oneOf("role", roles),
      fromMs: stage.number("from_ms"),
      toMs: stage.orNull("to_ms", number),
      by: stage.number("by"),
    })),
    stoppers: root.each("stoppers", (stopper) => ({
      stopper: stopper.text("stopper"),
      fromMs: stopper.number("from_ms"),
      toMs: stopper.orNull("to_ms", number),
      by: stopper.number("by"),
    })),
    talk: root.orNull("talk", parseTalk),
    notes: root.each("notes", (note) => ({ atMs: note.number("at_ms"), by: note.number("by"), text: note.text("text") })),
    companyNote: ((raw) => ({ vip: raw.flag("vip"), text: raw.text("text") }))(root.fields("company_note")),
    talkError: root.orNull("talk_error", text) ?? "",
    users: root.read("users", byNumber(text)),
  };
}
