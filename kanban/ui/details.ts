import { fields, flag, list, number, oneOf, orNull, text } from "@shell/door";
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
    description: text(talk["description"], "description"),
    comments: list(talk["comments"], "comments").map((item) => {
      const comment = fields(item, "comment");
      return {
        id: number(comment["id"], "comment.id"),
        by: number(comment["by"], "comment.by"),
        name: text(comment["name"], "comment.name"),
        atMs: number(comment["at_ms"], "comment.at_ms"),
        text: text(comment["text"], "comment.text"),
      };
    }),
    files: parseFiles(talk["files"]),
  };
}

/** Throws BadAnswer. */
export function parseDetails(raw: unknown): Details {
  const root = fields(raw, "details");
  return {
    nowMs: number(root["now_ms"], "now_ms"),
    journal: list(root["journal"], "journal").map((item) => {
      const row = fields(item, "row");
      return {
        atMs: number(row["at_ms"], "row.at_ms"),
        by: number(row["by"], "row.by"),
        source: text(row["source"], "row.source"),
        fact: text(row["fact"], "row.fact"),
        from: text(row["from"], "row.from"),
        to: text(row["to"], "row.to"),
        note: text(row["note"], "row.note"),
      };
    }),
    journalCut: flag(root["journal_cut"], "journal_cut"),
    stages: list(root["stages"], "stages").map((item) => {
      const stage = fields(item, "stage");
      return {
        stage: number(stage["stage"], "stage.stage"),
        title: text(stage["title"], "stage.title"),
        role: oneOf(stage["role"], "stage.role", roles),
        fromMs: number(stage["from_ms"], "stage.from_ms"),
        toMs: orNull(stage["to_ms"], "stage.to_ms", number),
        by: number(stage["by"], "stage.by"),
      };
    }),
    stoppers: list(root["stoppers"], "stoppers").map((item) => {
      const stopper = fields(item, "stopper");
      return {
        stopper: text(stopper["stopper"], "stopper.stopper"),
        fromMs: number(stopper["from_ms"], "stopper.from_ms"),
        toMs: orNull(stopper["to_ms"], "stopper.to_ms", number),
        by: number(stopper["by"], "stopper.by"),
      };
    }),
    talk: orNull(root["talk"], "talk", parseTalk),
    notes: list(root["notes"], "notes").map((item) => {
      const note = fields(item, "note");
      return { atMs: number(note["at_ms"], "note.at_ms"), by: number(note["by"], "note.by"), text: text(note["text"], "note.text") };
    }),
    companyNote: ((raw) => ({ vip: flag(raw["vip"], "company_note.vip"), text: text(raw["text"], "company_note.text") }))(fields(root["company_note"], "company_note")),
    talkError: orNull(root["talk_error"], "talk_error", text) ?? "",
    users: new Map(Object.entries(fields(root["users"], "users")).map(([id, name]) => [Number(id), text(name, "users")])),
  };
}
