import type { Answer, Api } from "./api";
import { fields, flag, list, number, text } from "./door";

export interface GroupEntry {
  readonly id: number;
  readonly name: string;
  readonly bound: boolean;
  readonly synced: boolean;
  readonly openCards: number;
}

export function parseGroups(raw: unknown): readonly GroupEntry[] {
  return list(fields(raw, "answer")["groups"], "groups").map((item) => {
    const group = fields(item, "group");
    return {
      id: number(group["id"], "group.id"),
      name: text(group["name"], "group.name"),
      bound: flag(group["bound"], "group.bound"),
      synced: flag(group["synced"], "group.synced"),
      openCards: number(group["open_cards"], "group.open_cards"),
    };
  });
}

export async function loadBoundGroups(api: Api): Promise<Answer<readonly GroupEntry[]>> {
  const answer = await api.get("/api/groups", parseGroups);
  return answer.ok ? { ok: true, value: answer.value.filter((group) => group.bound) } : answer;
}
