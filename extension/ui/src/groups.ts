import type { Answer, Api } from "./api";
import { fields } from "./door";

export interface GroupEntry {
  readonly id: number;
  readonly name: string;
  readonly bound: boolean;
  readonly synced: boolean;
  readonly openCards: number;
}

export function parseGroups(raw: unknown): readonly GroupEntry[] {
  return fields(raw, "answer").each("groups", (group) => ({
    id: group.number("id"),
    name: group.text("name"),
    bound: group.flag("bound"),
    synced: group.flag("synced"),
    openCards: group.number("open_cards"),
  }));
}

export async function loadBoundGroups(api: Api): Promise<Answer<readonly GroupEntry[]>> {
  const answer = await api.get("/api/groups", parseGroups);
  return answer.ok ? { ok: true, value: answer.value.filter((group) => group.bound) } : answer;
}
