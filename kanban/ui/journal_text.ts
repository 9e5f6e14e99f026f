import type { Words } from "@shell/words";
import type { Details, JournalRow } from "./details";
import type { Stage } from "./card";
import { labour } from "./timers";

/** What the words of the journal are made of. */
export interface Names {
  readonly stages: readonly Stage[];
  readonly users: Details["users"];
}

const statuses: Readonly<Record<string, string>> = { "2": "pending", "3": "in_progress", "4": "awaiting", "5": "completed", "6": "deferred" };

function stageName(value: string, names: Names, words: Words): string {
  if (value.startsWith("?")) return value.slice(1);
  return names.stages.find((stage) => String(stage.id) === value)?.title ?? words.t("journal.stage.unknown");
}

function valueText(row: JournalRow, value: string, names: Names, words: Words): string {
  if (value === "") return "";
  switch (row.fact) {
    case "stage":
    case "entry":
    case "created":
      return stageName(value, names, words);
    case "status":
      return words.t(`journal.status.${statuses[value] ?? "other"}`);
    case "assignee":
      return names.users.get(Number(value)) ?? words.t("journal.user", { id: value });
    case "class":
    case "override":
      return words.has(`class.${value}`) ? words.t(`class.${value}`) : value;
    case "agreement":
      return words.has(`journal.agreement.${value}`) ? words.t(`journal.agreement.${value}`) : value;
    case "estimate": {
      const hours = Number(value.replace(",", "."));
      return Number.isFinite(hours) ? labour(Math.round(hours * 60), words) : value;
    }
    case "labour": {
      const seconds = Number(value);
      return Number.isFinite(seconds) ? labour(Math.round(seconds / 60), words) : value;
    }
    case "follow_up":
      return words.day(Number(value));
    case "deadline": {
      const seconds = Number(value);
      const at = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value);
      return Number.isFinite(at) ? words.moment(at) : value;
    }
    default:
      return value;
  }
}

/** One row as a sentence without its author: "Стадия: «Новые» → «В работе»". */
export function journalText(row: JournalRow, names: Names, words: Words): string {
  const from = valueText(row, row.from, names, words);
  const to = valueText(row, row.to, names, words);
  const key = `journal.fact.${row.fact}`;
  if (row.fact === "importance") return words.t(row.to === "1" ? "journal.important" : "journal.not_important");
  if (row.fact === "comment") return words.t("journal.comment");
  if (row.fact === "created") return to === "" ? words.t("journal.created") : words.t("journal.created.in", { to });
  if (row.fact === "entry") return words.t("journal.entry", { to, note: row.note });
  if (row.fact === "other") return words.t("journal.other");
  if (row.fact === "group") return words.t("journal.group");
  const what = words.has(key) ? words.t(key) : row.fact;
  const note = row.note === "" ? "" : ` — ${row.note}`;
  if (to === "") return words.t("journal.cleared", { what, from }) + note;
  if (from === "" || from === to) return words.t("journal.set", { what, to }) + note;
  return words.t("journal.changed", { what, from, to }) + note;
}

/** Who did it: a person's name, the robot, or this extension. */
export function journalAuthor(row: JournalRow, names: Names, words: Words): string {
  if (row.source === "extension") return words.t("journal.by.extension");
  if (row.by === 0 || row.source === "robot") return words.t("journal.by.robot");
  return names.users.get(row.by) ?? words.t("journal.user", { id: String(row.by) });
}

/** The portal's markup as plain text: tags go, what they hold stays. */
export function plainText(markup: string): string {
  return markup
    .replace(/\[br\s*\/?\]/gi, "\n")
    .replace(/\[\*\]/g, "• ")
    .replace(/\[img[^\]]*\][\s\S]*?\[\/img\]/gi, "")
    .replace(/\[disk file id=[^\]]*\]/gi, "")
    .replace(/\[\/?[a-z]+(?:[ =][^\]]*)?\]/gi, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
