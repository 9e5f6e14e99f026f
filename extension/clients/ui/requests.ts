import { fields, flag, list, number, oneOf, orNull, text } from "@shell/door";
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
  const waits = orNull(root["waits"], "waits", fields);
  const estimate = orNull(root["estimate"], "estimate", fields);
  return {
    number: number(root["number"], "number"),
    title: text(root["title"], "title"),
    step: oneOf(root["step"], "step", steps),
    type: text(root["type"], "type"),
    waits: waits === null ? null : { text: text(waits["text"], "waits.text"), forYou: flag(waits["for_you"], "waits.for_you") },
    estimate: estimate === null ? null : { minutes: number(estimate["minutes"], "minutes"), agreed: flag(estimate["agreed"], "agreed"), reason: text(estimate["reason"], "reason") },
    deadlineMs: orNull(root["deadline_ms"], "deadline_ms", number),
    createdMs: number(root["created_ms"], "created_ms"),
    changedMs: number(root["changed_ms"], "changed_ms"),
    own: flag(root["own"], "own"),
    author: text(root["author"], "author"),
    answers: text(root["answers"], "answers"),
    unread: flag(root["unread"], "unread"),
  };
}

export function parsePage(raw: unknown): RequestPage {
  const root = fields(raw, "page");
  return {
    nowMs: number(root["now_ms"], "now_ms"),
    company: text(root["company"], "company"),
    requests: list(root["requests"], "requests").map(parseRequest),
    more: flag(root["more"], "more"),
  };
}

function parseTalk(raw: unknown): Talk {
  const root = fields(raw, "talk");
  return {
    description: text(root["description"], "description"),
    files: parseFiles(root["files"]),
    comments: list(root["comments"], "comments").map((item) => {
      const comment = fields(item, "comment");
      return {
        atMs: number(comment["at_ms"], "comment.at_ms"),
        voice: oneOf(comment["voice"], "comment.voice", voices),
        name: text(comment["name"], "comment.name"),
        text: text(comment["text"], "comment.text"),
      };
    }),
  };
}

function parseRating(raw: unknown): Rating {
  const root = fields(raw, "rating");
  return { stars: number(root["stars"], "stars"), words: text(root["words"], "words"), open: flag(root["open"], "open") };
}

export function parseOne(raw: unknown): OneRequest {
  const root = fields(raw, "answer");
  return {
    nowMs: number(root["now_ms"], "now_ms"),
    request: parseRequest(root["request"]),
    line: list(root["line"], "line").map((item) => oneOf(item, "line[]", steps)),
    steps: list(root["steps"], "steps").map((item) => {
      const span = fields(item, "step");
      return { step: oneOf(span["step"], "step.step", steps), fromMs: number(span["from_ms"], "step.from_ms"), toMs: orNull(span["to_ms"], "step.to_ms", number) };
    }),
    talk: orNull(root["talk"], "talk", parseTalk),
    rating: orNull(root["rating"], "rating", parseRating),
    mayReopen: flag(root["may_reopen"], "may_reopen"),
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
    mayBeImportant: flag(root["may_be_important"], "may_be_important"),
    templates: list(root["templates"], "templates").map((item) => {
      const one = fields(item, "template");
      return { name: text(one["name"], "name"), title: text(one["title"], "title"), body: text(one["body"], "body") };
    }),
  };
}

export function parseSimilar(raw: unknown): readonly ClientRequest[] {
  return list(fields(raw, "similar")["requests"], "requests").map(parseRequest);
}

export function parseCreated(raw: unknown): number {
  return number(fields(raw, "created")["number"], "number");
}

export type Mark = "past" | "now" | "ahead";

/** The public stages with what each is to the request now; a stage is past when it lies before the present one. */
export function marked(line: readonly Step[], now: Step): readonly { readonly step: Step; readonly mark: Mark }[] {
  const at = line.indexOf(now);
  return line.map((step, place) => ({ step, mark: place < at ? "past" : place === at ? "now" : "ahead" }));
}
