import { classes, type CardClass } from "./card";
import type { JournalRow } from "./details";

export interface Override {
  readonly value: CardClass;
  readonly reason: string;
  readonly by: number;
  readonly atMs: number;
  /** True: nobody took it back, its grounds have changed. */
  readonly dropped: boolean;
}

/** The last class that was set by hand, whether it `stands` or not; null when none ever was. `journal`: the newest last. */
export function lastOverride(journal: readonly JournalRow[], stands: boolean): Override | null {
  let takenBack = false;
  for (const row of [...journal].reverse()) {
    if (row.fact !== "override") continue;
    const value = classes.find((one) => one === row.to);
    if (value !== undefined) return { value, reason: row.note, by: row.by, atMs: row.atMs, dropped: !stands && !takenBack };
    takenBack = true;
  }
  return null;
}
