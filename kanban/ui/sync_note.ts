import { fields, number, text } from "@shell/door";
import type { Words } from "@shell/words";

/** What the board has to say about itself: its age while the portal does not answer, and what is not there yet. */
export interface SyncNote {
  readonly outageMs: number | null;
  readonly asOfMs: number | null;
  readonly filling: string | null;
  readonly done: number;
  readonly planned: number;
}

export const nothingToSay: SyncNote = { outageMs: null, asOfMs: null, filling: null, done: 0, planned: 0 };

/** Throws BadAnswer. */
export function parseSyncNote(raw: unknown): SyncNote {
  if (raw === null || raw === undefined) return nothingToSay;
  const note = fields(raw, "sync");
  return {
    outageMs: note.orNull("outage_ms", number),
    asOfMs: note.orNull("as_of_ms", number),
    filling: note.orNull("filling", text),
    done: note.number("done"),
    planned: note.number("planned"),
  };
}

export interface BoardLine {
  readonly tone: "warn" | "calm";
  readonly text: string;
}

/** Null when the board is what the portal has. An outage says more than an unfinished reading. */
export function syncLine(note: SyncNote, nowMs: number, words: Words): BoardLine | null {
  if (note.outageMs !== null) {
    const since = words.time(note.outageMs, nowMs);
    if (note.asOfMs === null) return { tone: "warn", text: words.t("board.outage.unknown", { since }) };
    return { tone: "warn", text: words.t("board.outage", { since, asOf: words.time(note.asOfMs, nowMs) }) };
  }
  if (note.filling === null) return null;
  const part = words.t(`health.phase.${note.filling}`);
  const missing = words.t(`board.missing.${note.filling}`);
  if (note.planned <= 0) return { tone: "calm", text: words.t("board.filling", { part, missing }) };
  return { tone: "calm", text: words.t("board.filling.count", { part, missing, done: note.done, planned: note.planned }) };
}
