import { fields, flag, list, number, text } from "@shell/door";

export interface Colleague {
  readonly id: number;
  readonly name: string;
}

/** A frequent request, ready to be created. */
export interface Template {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  /** As it may be typed. */
  readonly estimate: string;
  readonly important: boolean;
}

/** What belongs to this person at this board: how he left it, with whom he works, and what he creates from. */
export interface Desk {
  readonly kept: unknown;
  readonly people: readonly Colleague[];
  readonly templates: readonly Template[];
}

function parseTemplate(raw: unknown): Template {
  const template = fields(raw, "template");
  const minutes = number(template["estimate_minutes"], "template.estimate_minutes");
  return {
    name: text(template["name"], "template.name"),
    title: text(template["title"], "template.title"),
    description: text(template["body"], "template.body"),
    type: text(template["type"], "template.type"),
    estimate: minutes === 0 ? "" : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`,
    important: flag(template["important"], "template.important"),
  };
}

/** Throws BadAnswer. */
export function parseTemplates(raw: unknown): readonly Template[] {
  return list(fields(raw, "answer")["templates"], "templates").map(parseTemplate);
}

/** Throws BadAnswer. */
export function parseDesk(raw: unknown): Desk {
  const desk = fields(raw, "desk");
  return {
    kept: desk["kept"],
    people: list(desk["people"], "people").map((item) => {
      const person = fields(item, "person");
      return { id: number(person["id"], "person.id"), name: text(person["name"], "person.name") };
    }),
    templates: [],
  };
}
