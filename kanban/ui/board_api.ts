import type { Answer, Api } from "@shell/api";
import { changeParser, parseSnapshot, type Change, type Snapshot } from "./snapshot";
import type { RowReader } from "./card";

export function loadBoard(api: Api, group: number): Promise<Answer<Snapshot>> {
  return api.get(`/api/board?group=${group}`, parseSnapshot);
}

export interface BoardCalls {
  changes(since: number, signal: AbortSignal): Promise<Answer<Change>>;
  move(ticket: number, stage: number, revision: number): Promise<Answer<Change>>;
  askAgreement(ticket: number, estimateMin: number): Promise<Answer<Change>>;
}

/** The calls of one board. Rows come without column names, so the reader is the one of the board's own snapshot. */
export function boardCalls(api: Api, group: number, row: RowReader): BoardCalls {
  const parse = changeParser(row);
  return {
    changes: (since, signal) => api.get(`/api/feed?group=${group}&since=${since}`, parse, signal),
    move: (ticket, stage, revision) => api.post(`/api/cards/${ticket}/move`, { group, stage, revision }, parse),
    askAgreement: (ticket, estimateMin) =>
      api.post(`/api/cards/${ticket}/agreement`, { group, agreement: "asked", estimate_minutes: estimateMin }, parse),
  };
}
