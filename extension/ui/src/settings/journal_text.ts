import type { Words } from "../words";
import { lineName, lineValue } from "./calendar_text";
import { companyName, groupName, personName, type Context } from "./context";
import type { Change, Saved } from "./form";
import { hoursText, shapes, choiceText, type FieldShape, type SectionName } from "./sections";

const isSection = (name: string): name is SectionName => Object.hasOwn(shapes, name);

function shapeOf(section: string, field: string): FieldShape | undefined {
  return isSection(section) ? shapes[section].find((shape) => shape.name === field) : undefined;
}

function value(raw: string, shape: FieldShape | undefined, field: string, words: Words, context: Context): string {
  if (raw === "") return words.t("settings.journal.nothing");
  const id = Number(raw);
  switch (shape?.kind) {
    case "flag":
      return words.t(raw === "1" ? "settings.yes" : "settings.no");
    case "hours":
      return words.t("settings.hours.value", { hours: hoursText(id, words.lang) });
    case "person":
      return id === 0 ? words.t("settings.nobody") : personName(context, id);
    case "company":
      return companyName(context, id);
    case "group":
      return id === 0 ? words.t("settings.every_group") : groupName(context, id);
    case "choice":
      return choiceText(words, field, raw);
    case "color":
      return `#${raw}`;
    case "date":
      return words.date(raw);
    default:
      break;
  }
  if (field === "role") return words.t(`role.${raw}`);
  if (field === "over_limit" || field === "without_estimate" || field === "under_stopper") return words.t(`settings.demand.${raw}`);
  if (field === "unagreed") return words.t(`settings.unagreed.${raw}`);
  if (field === "estimate_first" || field.endsWith("follows_stage") || field.endsWith("follows_status")) return words.t(raw === "1" ? "settings.yes" : "settings.no");
  return raw;
}

/** What a change is about: names instead of numbers. */
export function rowText(change: Change, section: string, words: Words, context: Context): string {
  if (section === "calendar") return lineName(change.row, words);
  if (!isSection(section) || change.row === "") return change.row;
  const keys = section === "templates" ? ["group_id", "name"] : shapes[section].filter((shape) => shape.key === true).map((shape) => shape.name);
  const parts = change.row.split(" | ");
  if (parts.length !== keys.length) return change.row;
  return parts.map((part, at) => value(part, shapeOf(section, keys[at] ?? ""), keys[at] ?? "", words, context)).join(" · ");
}

/** "Аналитика: цвет #FF0000 → #00FF00". */
export function changeText(change: Change, section: string, words: Words, context: Context): string {
  const row = rowText(change, section, words, context);
  if (section === "calendar" && change.field === "value") {
    const said = (text: string): string => (text === "" ? words.t("settings.journal.nothing") : lineValue(change.row, text, words));
    return words.t("settings.journal.line", { row, before: said(change.before), after: said(change.after) });
  }
  if (change.field === "added" || change.field === "removed") return words.t(`settings.journal.${change.field}`, { row });
  if (change.field === "order") return words.t("settings.journal.order", { after: change.after });
  const shape = shapeOf(section, change.field);
  const args = {
    field: words.t(`settings.field.${change.field}`),
    before: value(change.before, shape, change.field, words, context),
    after: value(change.after, shape, change.field, words, context),
  };
  return row === "" ? words.t("settings.journal.change.bare", args) : words.t("settings.journal.change", { ...args, row });
}

/** Who saved what: "Типы заявок · Анна Ковалёва". User 0 is the portal itself. */
export function saveTitle(save: Saved, words: Words, context: Context): string {
  const where = save.group === 0 ? "" : ` · ${groupName(context, save.group)}`;
  return `${words.t(`settings.section.${save.section}`)}${where}`;
}

export function savedBy(save: Saved, words: Words, context: Context): string {
  return save.by === 0 ? words.t("settings.journal.portal") : personName(context, save.by);
}
