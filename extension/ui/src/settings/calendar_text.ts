import type { Words } from "../words";
import { weekdays, written, type Choices, type Day, type Hours, type Lines } from "./calendar_lines";

/** "9:00–13:00, 14:00–18:00". */
export function hoursWords(hours: Hours): string {
  return written(hours).replaceAll(" ", ", ").replaceAll("-", "–");
}

const longDay = (date: string, lang: string): string => new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(`${date}T00:00:00Z`));

export const countryTitle = (code: string, choices: Choices, words: Words): string => {
  const title = choices.countries.find((country) => country.code === code)?.titles[words.lang];
  return typeof title === "string" ? title : code;
};

/** "понедельник, 4 мая 2026 г.: выходной (Россия)". */
export function dayText(date: string, day: Day, lines: Lines, choices: Choices, words: Words): string {
  const what = day.hours.length === 0 ? words.t("calendar.off") : `${day.kind === "short" ? `${words.t("calendar.short")}, ` : ""}${hoursWords(day.hours)}`;
  const by = day.by === "country" ? countryTitle(lines.get("country") ?? "", choices, words) : day.by === "weekday" ? "" : words.t(`calendar.by.${day.by}`);
  return `${longDay(date, words.lang)}: ${what}${by === "" ? "" : ` (${by})`}`;
}

/** A line's name as people read it in the journal. */
export function lineName(name: string, words: Words): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(name)) return words.date(name);
  if (/^\d{2}-\d{2}$/.test(name)) {
    const day = new Intl.DateTimeFormat(words.lang, { day: "numeric", month: "long", timeZone: "UTC" }).format(Date.parse(`2024-${name}T00:00:00Z`));
    return words.t("calendar.line.every_year", { day });
  }
  const at = (weekdays as readonly string[]).indexOf(name);
  if (at >= 0) return new Intl.DateTimeFormat(words.lang, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + at));
  return words.t(`calendar.line.${name}`);
}

export function lineValue(name: string, value: string, words: Words): string {
  if (name === "timers") return words.t(`calendar.timers.${value}`);
  if (name === "country") return value === "none" ? words.t("calendar.country.none") : value.toUpperCase();
  if (name === "zone") return value;
  return value === "off" || value === "work" || value === "short" ? words.t(`calendar.${value}`) : value.replaceAll(" ", ", ").replaceAll("-", "–");
}

