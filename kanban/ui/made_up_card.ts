import type { Card } from "./card";
import { parseSnapshot, type Change, type Snapshot } from "./snapshot";

/** Cards, stages and boards for tests: say only what the test is about. */

export const columnNames = [
  "ticket", "stage", "title", "class", "reason", "override_reason", "type", "type_known", "stopper", "stopper_known",
  "stopper_since_ms", "estimate_min", "estimate_invalid", "spent_min", "agreement", "company", "assignee", "deadline_ms",
  "lu_ms", "speaker", "wia_since_ms", "stopped_before_ms", "done_ms", "created_ms", "comments", "awaiting_check", "cycle", "history_read", "tags", "revision",
] as const;

export type RawCard = Partial<Record<(typeof columnNames)[number], unknown>>;

export function rawRow(card: RawCard): unknown[] {
  const whole: Record<string, unknown> = {
    ticket: 8121, stage: 501, title: "Не открывается карточка", class: "service", reason: "otherwise", override_reason: "",
    type: "Первая линия", type_known: 1, stopper: "", stopper_known: 1, stopper_since_ms: null, estimate_min: null,
    estimate_invalid: "", spent_min: 0, agreement: "none", company: 0, assignee: 0, deadline_ms: null, lu_ms: 0,
    speaker: "nobody", wia_since_ms: null, stopped_before_ms: 0, done_ms: null, created_ms: 0, comments: 0,
    awaiting_check: 0, cycle: 1, history_read: 1, tags: "", revision: 1, ...card,
  };
  return columnNames.map((name) => whole[name]);
}

export const rawStages = [
  { id: 501, title: "Новые заявки", role: "intake", color: "2fc6f6", sort: 100 },
  { id: 503, title: "Запустить в работу", role: "queue", color: "47c3e0", sort: 300 },
  { id: 504, title: "В работе", role: "work", color: "2fe2c2", sort: 400 },
  { id: 505, title: "Завершена", role: "done", color: "9dcf00", sort: 500 },
];

export function rawBoard(cards: readonly RawCard[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    group: { id: 77, name: "Поддержка", synced: true }, revision: 12, now_ms: 1_000_000,
    can: { move: true, override: false, configure: false }, stages: rawStages, columns: [...columnNames],
    cards: cards.map(rawRow), users: { "17": { name: "Анна Ковалёва", photo: "" } }, companies: { "591": "ООО «Северный путь»" },
    types: [], stoppers: [], thresholds: { lu: { warn_ms: 100, alarm_ms: 300 }, wia: { warn_ms: 500, alarm_ms: 1000 } }, ...more,
  };
}

export function snapshotOf(...cards: readonly RawCard[]): Snapshot {
  return parseSnapshot(rawBoard(cards));
}

export function cardOf(card: RawCard): Card {
  return snapshotOf(card).row(rawRow(card), 77);
}

export function changeOf(more: Partial<Change>): Change {
  return { group: 77, revision: 13, nowMs: 1_000_100, sync: null, cards: [], gone: [], users: new Map(), companies: new Map(), stages: null, places: new Map(), ...more };
}

