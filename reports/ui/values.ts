import type { Lang } from "@shell/bootstrap";
import type { Words } from "@shell/words";
import type { Cell, Column, Names, Unit } from "./report";

const dayMs = 86_400_000;
export const none = "—";

/** A formatter costs more than what it formats: one for each language and form. */
function kept<T>(make: (lang: Lang) => T): (lang: Lang) => T {
  const known = new Map<Lang, T>();
  return (lang) => {
    const found = known.get(lang) ?? make(lang);
    known.set(lang, found);
    return found;
  };
}
const percent = kept((lang) => new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 }));
const dayForm = kept((lang) => new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }));
const shortForm = kept((lang) => new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", timeZone: "UTC" }));
const monthForm = kept((lang) => new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" }));
const moment = kept((lang) => new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }));

/** `12 ч 30 мин`, `45 мин`, `−1 ч`, `0 мин`. */
export function minutesText(minutes: number, words: Words): string {
  const size = Math.abs(Math.round(minutes));
  const hours = Math.floor(size / 60);
  const parts = [hours > 0 ? words.t("span.hours", { n: hours }) : "", size % 60 > 0 || hours === 0 ? words.t("span.minutes", { n: size % 60 }) : ""];
  return (minutes < 0 ? "−" : "") + parts.filter((part) => part !== "").join(" ");
}

/** `87 %`, `87,5 %` of thousandths. */
export function shareText(thousandths: number, words: Words): string {
  return percent(words.lang).format(thousandths / 1_000);
}

/** A day as its column means it: the month or the week that it begins. */
export function dayText(days: number, key: string, words: Words): string {
  if (key === "month") return monthForm(words.lang).format(days * dayMs);
  const day = dayForm(words.lang).format(days * dayMs);
  return key === "week" ? words.t("reports.week_of", { day }) : day;
}

/** `1 мар.`: for an axis. */
export const shortDay = (days: number, words: Words): string => shortForm(words.lang).format(days * dayMs);

const numberOf = (id: number, words: Words): string => words.t("card.number", { ticket: String(id) });

function named(known: ReadonlyMap<number, string>, id: number, nobody: string, words: Words): string {
  if (id === 0) return nobody;
  const name = known.get(id) ?? "";
  return name === "" ? numberOf(id, words) : name;
}

function numberText(value: number, unit: Unit, key: string, names: Names, words: Words): string {
  switch (unit) {
    case "user":
      return named(names.users, value, words.t("reports.nobody"), words);
    case "company":
      return named(names.companies, value, words.t("card.no_company"), words);
    case "group":
      return named(names.groups, value, none, words);
    case "stage":
      return named(names.stages, value, words.t("reports.first_stage"), words);
    case "ticket": {
      const title = names.tickets.get(value) ?? "";
      return `${numberOf(value, words)}${title === "" ? "" : ` ${title}`}`;
    }
    case "day":
      return dayText(value, key, words);
    case "instant":
      return moment(words.lang).format(value);
    case "minutes":
      return minutesText(value, words);
    case "days":
      return words.t("span.days", { n: value / 1_000 });
    case "share":
      return shareText(value, words);
    default:
      return words.number(value);
  }
}

/** A value in the language of the page; a dash where there is none. */
export function cellText(value: Cell, column: Pick<Column, "unit" | "key">, names: Names, words: Words): string {
  if (value === null) return none;
  if (typeof value === "number") return numberText(value, column.unit, column.key, names, words);
  if (column.unit === "role") return words.has(`role.${value}`) ? words.t(`role.${value}`) : value;
  if (column.unit === "class") return words.has(`class.${value}`) ? words.t(`class.${value}`) : value;
  return value === "" ? words.t("reports.not_said") : value;
}

/** Numbers that are measured stand at the right, one below the other. */
export const isMeasured = (unit: Unit): boolean => unit === "count" || unit === "minutes" || unit === "days" || unit === "share";

/** What a figure became against the period before: `+12 ч`, `−3 п. п.`; "" where one of both is missing. */
export function changeText(value: Cell, previous: Cell, unit: Unit, words: Words, names: Names): string {
  if (typeof value !== "number" || typeof previous !== "number" || !isMeasured(unit)) return "";
  const change = value - previous;
  if (change === 0) return words.t("reports.same");
  const size = Math.abs(change);
  const text = unit === "share" ? words.t("reports.points", { n: size / 10 }) : cellText(size, { unit, key: "" }, names, words);
  return (change > 0 ? "+" : "−") + text;
}
