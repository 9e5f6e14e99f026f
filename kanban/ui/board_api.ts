import type { Answer, Api } from "@shell/api";
import type { Agreement, CardClass, RowReader } from "./card";
import { parseDesk, parseTemplates, type Desk } from "./desk";
import { parseDetails, type Details } from "./details";
import { fields, list, text } from "@shell/door";
import { changeParser, parseSnapshot, type Change, type Snapshot } from "./snapshot";

/** `first`: of a big board what is shown first; the service decides what is big. `ticket`: the board of that card alone, a closed one too. */
export function loadBoard(api: Api, group: number, first = false, ticket: number | null = null): Promise<Answer<Snapshot>> {
  return api.get(`/api/board?group=${group}${ticket === null ? (first ? "&first=1" : "") : `&ticket=${ticket}`}`, parseSnapshot);
}

/** A desk without its templates is still a desk. */
export async function loadDesk(api: Api, group: number): Promise<Answer<Desk>> {
  const [desk, templates] = await Promise.all([api.get(`/api/desk?group=${group}`, parseDesk), api.get(`/api/templates?group=${group}`, parseTemplates)]);
  return desk.ok && templates.ok ? { ok: true, value: { ...desk.value, templates: templates.value } } : desk;
}

export function keepDesk(api: Api, group: number, kept: Record<string, unknown>): Promise<Answer<null>> {
  return api.post("/api/desk", { group, kept }, () => null);
}

/** What a person sets on a card; "" and null clear. */
export interface FieldChange {
  readonly type?: string;
  readonly stopper?: string;
  readonly estimate?: string;
  readonly title?: string;
  readonly important?: boolean;
  readonly assignee?: number;
  readonly deadline_ms?: number | null;
}

export interface NewCard {
  readonly stage: number;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly estimate: string;
  readonly important: boolean;
  readonly assignee: number;
}

export interface BoardCalls {
  changes(since: number, signal: AbortSignal): Promise<Answer<Change>>;
  move(ticket: number, stage: number, revision: number, reason?: string): Promise<Answer<Change>>;
  agree(ticket: number, agreement: Agreement, estimateMin: number, note: string): Promise<Answer<Change>>;
  write(ticket: number, change: FieldChange): Promise<Answer<Change>>;
  override(ticket: number, to: CardClass | null, reason: string): Promise<Answer<Change>>;
  comment(ticket: number, text: string): Promise<Answer<Change>>;
  book(ticket: number, spent: string, note: string): Promise<Answer<Change>>;
  /** The day on which to come back to a stopped card; null: none. */
  followUp(ticket: number, atMs: number | null): Promise<Answer<Change>>;
  create(card: NewCard): Promise<Answer<Change>>;
  details(ticket: number, signal: AbortSignal): Promise<Answer<Details>>;
  /** Says that this person has the card open; answers who else has. */
  looking(ticket: number): Promise<Answer<readonly string[]>>;
}

const parseOthers = (raw: unknown): readonly string[] => list(fields(raw, "answer")["others"], "others").map((name) => text(name, "others"));

/** The calls of one board. Rows come without column names, so the reader is the one of the board's own snapshot. */
export function boardCalls(api: Api, group: number, row: RowReader): BoardCalls {
  const parse = changeParser(row);
  const card = (ticket: number, what: string, body: Record<string, unknown>): Promise<Answer<Change>> =>
    api.post(`/api/cards/${ticket}/${what}`, { group, ...body }, parse);
  return {
    changes: (since, signal) => api.get(`/api/feed?group=${group}&since=${since}`, parse, signal),
    move: (ticket, stage, revision, reason = "") => card(ticket, "move", { stage, revision, ...(reason === "" ? {} : { reason }) }),
    agree: (ticket, agreement, estimateMin, note) => card(ticket, "agreement", { agreement, estimate_minutes: estimateMin, ...(note === "" ? {} : { note }) }),
    write: (ticket, change) => card(ticket, "fields", { ...change }),
    override: (ticket, to, reason) => card(ticket, "override", { class: to, reason }),
    comment: (ticket, words) => card(ticket, "comment", { text: words }),
    book: (ticket, spent, note) => card(ticket, "labour", { spent, note }),
    followUp: (ticket, atMs) => card(ticket, "follow_up", { at_ms: atMs }),
    create: (fresh) => api.post("/api/cards", { group, ...fresh }, parse),
    details: (ticket, signal) => api.get(`/api/cards/${ticket}?group=${group}`, parseDetails, signal),
    looking: (ticket) => api.post(`/api/cards/${ticket}/looking`, { group }, parseOthers),
  };
}
