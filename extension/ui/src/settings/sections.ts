import type { Words } from "../words";

/** What a field of a settings row is edited with. Texts of hours are kept as typed until they are saved. */
export type FieldKind = "title" | "text" | "area" | "color" | "date" | "choice" | "hours" | "days" | "flag" | "person" | "company" | "group";

export interface FieldShape {
  readonly name: string;
  readonly kind: FieldKind;
  /** Tells rows apart: cannot be changed once the row is saved, except a title. */
  readonly key?: boolean;
  readonly choices?: readonly string[];
  /** Empty is allowed: nobody, every group, no estimate. */
  readonly optional?: boolean;
  /** What a "days" field begins with in a new row. */
  readonly start?: number;
  /** Most minutes of an "hours" field, most days of a "days" field. */
  readonly most?: number;
  readonly most_bytes?: number;
}

export type SectionName = "types" | "stoppers" | "thresholds" | "employee_plans" | "client_plans" | "people" | "managers" | "clients" | "client_rules" | "templates" | "absences";

const roles = ["any", "intake", "triage", "queue", "work", "verify"] as const;
const classes = ["any", "incident", "change", "service"] as const;
const dayMinutes = 24 * 60;

/** The fields of each section, in the order of its columns; the names are the service's own. */
export const shapes: Readonly<Record<SectionName, readonly FieldShape[]>> = {
  types: [
    { name: "color", kind: "color" },
    { name: "title", kind: "title", key: true },
    { name: "public_title", kind: "text" },
    { name: "assignee", kind: "person", optional: true },
  ],
  stoppers: [
    { name: "color", kind: "color" },
    { name: "title", kind: "title", key: true },
    { name: "public_title", kind: "text" },
    { name: "waits_for_client", kind: "flag" },
  ],
  thresholds: [
    { name: "timer", kind: "choice", key: true, choices: ["lu", "wia"] },
    { name: "role", kind: "choice", key: true, choices: roles },
    { name: "card_class", kind: "choice", key: true, choices: classes },
    { name: "warn_minutes", kind: "hours", most: 5_270_400 },
    { name: "alarm_minutes", kind: "hours", most: 5_270_400 },
  ],
  employee_plans: [
    { name: "user_id", kind: "person", key: true },
    { name: "valid_from", kind: "date", key: true },
    { name: "minutes", kind: "hours", most: dayMinutes },
  ],
  client_plans: [
    { name: "company_id", kind: "company", key: true },
    { name: "valid_from", kind: "date", key: true },
    { name: "minutes", kind: "hours", most: 1_000 * 31 * dayMinutes },
  ],
  absences: [
    { name: "user_id", kind: "person", key: true },
    { name: "first_day", kind: "date", key: true },
    { name: "last_day", kind: "date" },
    { name: "note", kind: "text", most_bytes: 200 },
  ],
  people: [
    { name: "user_id", kind: "person", key: true },
    { name: "administrator", kind: "flag" },
    { name: "excluded", kind: "flag" },
  ],
  managers: [
    { name: "group_id", kind: "group", key: true },
    { name: "user_id", kind: "person", key: true },
  ],
  clients: [
    { name: "user_id", kind: "person", key: true },
    { name: "company_id", kind: "company" },
  ],
  client_rules: [
    { name: "company_id", kind: "company", key: true, optional: true },
    { name: "sees", kind: "choice", choices: ["company", "own"] },
    { name: "answers_by", kind: "choice", choices: ["service", "name"] },
    { name: "important", kind: "flag" },
    { name: "lands_in", kind: "group", optional: true },
    { name: "check_days", kind: "days", start: 5, most: 365 },
    { name: "reopen_days", kind: "days", start: 14, most: 365 },
    { name: "rating_days", kind: "days", start: 14, most: 365 },
    { name: "vip", kind: "flag" },
    { name: "manager", kind: "person", optional: true },
    { name: "staff_note", kind: "area", most_bytes: 1_000 },
  ],
  templates: [
    { name: "name", kind: "title", key: true, most_bytes: 120 },
    { name: "group_id", kind: "group", key: true, optional: true },
    { name: "title", kind: "title" },
    { name: "body", kind: "area", most_bytes: 20_000 },
    { name: "type", kind: "text" },
    { name: "estimate_minutes", kind: "hours", optional: true, most: 600_000 },
    { name: "important", kind: "flag" },
    { name: "for_clients", kind: "flag" },
  ],
};

/** Only sections whose rows have an order of their own can be sorted by hand. */
export const ordered: ReadonlySet<SectionName> = new Set(["types", "stoppers", "templates"]);

export type CellValue = string | number | boolean;

/** `8`, `7,5`, `7.5`, `7:30`, `7 ч` as whole minutes; null when it is none of these. */
export function minutesOf(typed: string): number | null {
  const text = typed.trim().replace(/\s*(ч|h)\.?$/i, "");
  const clock = /^(\d{1,7}):([0-5]\d)$/.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  if (!/^\d{1,7}([.,]\d{1,4})?$/.test(text)) return null;
  return Math.round(Number(text.replace(",", ".")) * 60);
}

/** `8`, `7,5`, `7:20`: hours as people type them, exact to the minute. */
export function hoursText(minutes: number, lang: string): string {
  if (minutes % 60 === 0) return String(minutes / 60);
  if (minutes % 6 === 0) return String(minutes / 60).replace(".", lang === "ru" ? "," : ".");
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

const isHours = (kind: FieldKind): boolean => kind === "hours";
const isNumber = (kind: FieldKind): boolean => kind === "days" || kind === "person" || kind === "company" || kind === "group";

/** From the service to the form. */
export function fromWire(shape: FieldShape, raw: unknown, lang: string): CellValue {
  if (shape.kind === "flag") return raw === 1 || raw === true;
  if (isHours(shape.kind)) return shape.optional === true && raw === 0 ? "" : hoursText(typeof raw === "number" ? raw : 0, lang);
  if (isNumber(shape.kind)) return typeof raw === "number" ? raw : 0;
  return typeof raw === "string" ? raw : "";
}

/** From the form to the service. The cell has been checked. */
export function toWire(shape: FieldShape, cell: CellValue): string | number {
  if (shape.kind === "flag") return cell === true ? 1 : 0;
  if (isHours(shape.kind)) return cell === "" ? 0 : (minutesOf(String(cell)) ?? 0);
  if (isNumber(shape.kind)) return Number(cell);
  return String(cell);
}

const bytes = new TextEncoder();

/** The code of what is wrong with a cell, "" when nothing is: the same codes the service gives. */
export function wrongWith(shape: FieldShape, cell: CellValue): string {
  switch (shape.kind) {
    case "title":
      if (String(cell).trim() === "") return "settings.required";
      return bytes.encode(String(cell)).length > (shape.most_bytes ?? 250) ? "settings.too_long" : "";
    case "text":
    case "area":
      return bytes.encode(String(cell)).length > (shape.most_bytes ?? 250) ? "settings.too_long" : "";
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(String(cell)) ? "" : "settings.date";
    case "hours": {
      if (cell === "") return shape.optional === true ? "" : "settings.required";
      const minutes = minutesOf(String(cell));
      if (minutes === null) return "settings.hours";
      return minutes > (shape.most ?? Number.MAX_SAFE_INTEGER) ? "settings.range" : "";
    }
    case "days":
      return /^\d{1,3}$/.test(String(cell)) && Number(cell) <= (shape.most ?? 365) ? "" : "settings.range";
    case "person":
    case "company":
    case "group":
      return Number(cell) === 0 && shape.optional !== true ? "settings.required" : "";
    default:
      return "";
  }
}

/** An empty cell, as a new row begins. */
export function emptyCell(shape: FieldShape, today: string): CellValue {
  switch (shape.kind) {
    case "flag":
      return false;
    case "person":
    case "company":
    case "group":
      return 0;
    case "days":
      return shape.start ?? 0;
    case "date":
      return today;
    case "choice":
      return shape.choices?.[0] ?? "";
    case "color":
      return "2FC6F6";
    default:
      return "";
  }
}

export function choiceText(words: Words, field: string, choice: string): string {
  if (choice === "any") return words.t("settings.any");
  if (field === "sees" || field === "answers_by") return words.t(`settings.${field}.${choice}`);
  if (field === "timer") return words.t(`settings.timer.${choice}`);
  return words.t(field === "role" ? `role.${choice}` : `class.${choice}`);
}
