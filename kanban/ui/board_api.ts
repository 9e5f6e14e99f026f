import type { Answer, Api } from "@shell/api";
import type { Agreement, CardClass, RowReader } from "./card";
import { parseDesk, parseTemplates, type Desk } from "./desk";
import { parseDetails, type Details } from "./details";
import { fields, number, text } from "@shell/door";
import type { Since } from "./feed";
import type { Beside } from "./hand_order";
import { changeParser, newsParser, parseSnapshot, parseSnapshots, type Change, type News, type Snapshot } from "./snapshot";

/** `first`: of a big board what is shown first; the service decides what is big. `ticket`: the board of that card alone, a closed one too. */
export async function loadBoards(api: Api, groups: readonly number[], first = false, ticket: number | null = null): Promise<Answer<readonly Snapshot[]>> {
  if (groups.length > 1) return api.get(`/api/board?groups=${groups.join(",")}${first ? "&first=1" : ""}`, parseSnapshots);
  const one = await api.get(`/api/board?group=${groups[0]}${ticket === null ? (first ? "&first=1" : "") : `&ticket=${ticket}`}`, parseSnapshot);
  return one.ok ? { ok: true, value: [one.value] } : one;
}

/** What the portal found in the texts of open cards. */
export interface Found {
  readonly tickets: readonly number[];
  readonly more: boolean;
}

export function searchTexts(api: Api, groups: readonly number[], words: string, signal: AbortSignal): Promise<Answer<Found>> {
  return api.get(
    `/api/search?groups=${groups.join(",")}&text=${encodeURIComponent(words)}`,
    (raw) => {
      const found = fields(raw, "found");
      return { tickets: found.list("tickets", number), more: found.flag("more") };
    },
    signal,
  );
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
  readonly group: number;
  readonly stage: number;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly estimate: string;
  readonly important: boolean;
  readonly assignee: number;
}

export interface BoardCalls {
  changes(since: Since, signal: AbortSignal): Promise<Answer<News>>;
  move(ticket: number, stage: number, revision: number, reason?: string, beside?: Beside | null): Promise<Answer<Change>>;
  agree(ticket: number, agreement: Agreement, estimateMin: number, note: string): Promise<Answer<Change>>;
  write(ticket: number, change: FieldChange): Promise<Answer<Change>>;
  override(ticket: number, to: CardClass | null, reason: string): Promise<Answer<Change>>;
  comment(ticket: number, text: string): Promise<Answer<Change>>;
  /** A word for colleagues alone. */
  note(ticket: number, text: string): Promise<Answer<Change>>;
  book(ticket: number, spent: string, note: string): Promise<Answer<Change>>;
  /** The day on which to come back to a stopped card; null: none. */
  followUp(ticket: number, atMs: number | null): Promise<Answer<Change>>;
  create(card: NewCard): Promise<Answer<Change>>;
  details(ticket: number, signal: AbortSignal): Promise<Answer<Details>>;
  /** Says that this person has the card open; answers who else has. */
  looking(ticket: number): Promise<Answer<readonly string[]>>;
}

const parseOthers = (raw: unknown): readonly string[] => fields(raw, "answer").list("others", text);

/** The calls of the groups' boards. Rows come without column names, so the reader is the one of the board's own snapshot. */
export function boardCalls(api: Api, groups: readonly number[], groupOf: (ticket: number) => number, row: RowReader): BoardCalls {
  const news = newsParser(row, groups);
  const card = (ticket: number, what: string, body: Record<string, unknown>): Promise<Answer<Change>> => {
    const group = groupOf(ticket);
    return api.post(`/api/cards/${ticket}/${what}`, { group, ...body }, changeParser(row, group));
  };
  return {
    changes: (since, signal) => {
      const shown = groups.map((group) => since.get(group) ?? 0).join(",");
      return api.get(groups.length === 1 ? `/api/feed?group=${groups[0]}&since=${shown}` : `/api/feed?groups=${groups.join(",")}&since=${shown}`, news, signal);
    },
    move: (ticket, stage, revision, reason = "", beside = null) =>
      card(ticket, "move", { stage, revision, ...(reason === "" ? {} : { reason }), ...(beside === null ? {} : { [beside.before ? "before" : "after"]: beside.ticket }) }),
    agree: (ticket, agreement, estimateMin, note) => card(ticket, "agreement", { agreement, estimate_minutes: estimateMin, ...(note === "" ? {} : { note }) }),
    write: (ticket, change) => card(ticket, "fields", { ...change }),
    override: (ticket, to, reason) => card(ticket, "override", { class: to, reason }),
    comment: (ticket, words) => card(ticket, "comment", { text: words }),
    note: (ticket, words) => card(ticket, "note", { text: words }),
    book: (ticket, spent, note) => card(ticket, "labour", { spent, note }),
    followUp: (ticket, atMs) => card(ticket, "follow_up", { at_ms: atMs }),
    create: (fresh) => api.post("/api/cards", { ...fresh }, changeParser(row, fresh.group)),
    details: (ticket, signal) => api.get(`/api/cards/${ticket}?group=${groupOf(ticket)}`, parseDetails, signal),
    looking: (ticket) => api.post(`/api/cards/${ticket}/looking`, { group: groupOf(ticket) }, parseOthers),
  };
}
