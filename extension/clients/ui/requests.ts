import { fields, number, oneOf } from "@shell/door";
import { parseFiles, type TaskFile } from "@shell/files";

export const steps = ["received", "review", "queue", "work", "check", "done"] as const;
export type Step = (typeof steps)[number];
const voices = ["me", "colleague", "service", "other"] as const;
export type Voice = (typeof voices)[number];

/** A request as the service tells it to its client (extension/clients/README.md). */
export interface ClientRequest {
  readonly number: number;
  readonly title: string;
  readonly step: Step;
  readonly type: string;
  readonly waits: { readonly text: string; readonly forYou: boolean } | null;
  readonly estimate: { readonly minutes: number; readonly agreed: boolean; readonly reason: string } | null;
  readonly deadlineMs: number | null;
  readonly createdMs: number;
  readonly changedMs: number;
  readonly own: boolean;
  readonly author: string;
  readonly answers: string;
  readonly unread: boolean;
}

export interface RequestPage {
  readonly nowMs: number;
  readonly company: string;
  readonly requests: readonly ClientRequest[];
  readonly more: boolean;
}

export interface Comment {
  readonly atMs: number;
  readonly voice: Voice;
  readonly name: string;
  readonly text: string;
}

export interface Talk {
  readonly description: string;
  readonly files: readonly TaskFile[];
  readonly comments: readonly Comment[];
}

/** A question that was asked about it; 0 stars: not answered. */
export interface Rating {
  readonly stars: number;
  readonly words: string;
  readonly open: boolean;
}

export interface OneRequest {
  readonly nowMs: number;
  readonly request: ClientRequest;
  readonly line: readonly Step[];
  readonly steps: readonly { readonly step: Step; readonly fromMs: number; readonly toMs: number | null }[];
  readonly talk: Talk | null;
  readonly rating: Rating | null;
  readonly mayReopen: boolean;
}

export function parseRequest(raw: unknown): ClientRequest {
  const root = fields(raw, "request");
  const waits = root.orNull("waits", fields);
  const estimate = root.orNull("estimate", fields);
  return {
    number: root.number("number"),
    title: root.text("title"),
    step: root.oneOf("step", steps),
    type: root.text("type"),
    waits: waits === null ? null : { text: waits.text("text"), forYou: waits.flag("for_you") },
    estimate: estimate === null ? null : { minutes: estimate.number("minutes"), agreed: estimate.flag("agreed"), reason: estimate.text("reason") },
    deadlineMs: root.orNull("deadline_ms", number),
    createdMs: root.number("created_ms"),
    changedMs: root.number("changed_ms"),
    own: root.flag("own"),
    author: root.text("author"),
    answers: root.text("answers"),
    unread: root.flag("unread"),
  };
}

export function parsePage(raw: unknown): RequestPage {
  const root = fields(raw, "page");
  return {
    nowMs: root.number("now_ms"),
    company: root.text("company"),
    requests: root.list("requests", parseRequest),
    more: root.flag("more"),
  };
}

function parseTalk(raw: unknown): Talk {
  const root = fields(raw, "talk");
  return {
    description: root.text("description"),
    files: root.read("files", parseFiles),
    comments: root.each("comments", (comment) => ({
      atMs: comment.number("at_ms"),
      voice: comment.oneOf("voice", voices),
      name: comment.text("name"),
      text: comment.text("text"),
    })),
  };
}

function parseRating(raw: unknown): Rating {
  const root = fields(raw, "rating");
  return { stars: root.number("stars"), words: root.text("words"), open: root.flag("open") };
}

export function parseOne(raw: unknown): OneRequest {
  const root = fields(raw, "answer");
  return {
    nowMs: root.number("now_ms"),
    request: root.read("request", parseRequest),
    line: root.list("line", (one, where) => oneOf(one, where, steps)),
    steps: root.each("steps", (span) => ({ step: span.oneOf("step", steps), fromMs: span.number("from_ms"), toMs: span.orNull("to_ms", number) })),
    talk: root.orNull("talk", parseTalk),
    rating: root.orNull("rating", parseRating),
    mayReopen: root.flag("may_reopen"),
  };
}

/** What the page offers before a request is written. */
export interface RequestForm {
  readonly mayBeImportant: boolean;
  readonly templates: readonly { readonly name: string; readonly title: string; readonly body: string }[];
}

export function parseForm(raw: unknown): RequestForm {
  const root = fields(raw, "form");
  return {
    mayBeImportant: root.flag("may_be_important"),
    templates: root.each("templates", (one) => ({ name: one.text("name"), title: one.text("title"), body: one.text("body") })),
  };
}

export function parseSimilar(raw: unknown): readonly ClientRequest[] {
  return fields(raw, "similar").list("requests", parseRequest);
}

export function parseCreated(raw: unknown): number {
  return fields(raw, "created").number("number");
}

export type Mark = "past" | "now" | "ahead";

/** The public stages with what each is to the request now; a stage is past when it lies before the present one. */
export function marked(line: readonly Step[], now: Step): readonly { readonly step: Step; readonly mark: Mark }[] {
  const at = line.indexOf(now);
  return line.map((step, place) => ({ step, mark: place < at ? "past" : place === at ? "now" : "ahead" }));
}
