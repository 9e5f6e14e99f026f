import { fields } from "@shell/door";

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
  const minutes = template.number("estimate_minutes");
  return {
    name: template.text("name"),
    title: template.text("title"),
    description: template.text("body"),
    type: template.text("type"),
    estimate: minutes === 0 ? "" : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`,
    important: template.flag("important"),
  };
}

/** Throws BadAnswer. */
export function parseTemplates(raw: unknown): readonly Template[] {
  return fields(raw, "answer").list("templates", parseTemplate);
}

/** Throws BadAnswer. */
export function parseDesk(raw: unknown): Desk {
  const desk = fields(raw, "desk");
  return {
    kept: desk.raw("kept"),
    people: desk.each("people", (person) => ({ id: person.number("id"), name: person.text("name") })),
    templates: [],
  };
}
