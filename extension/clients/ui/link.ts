import { BadAnswer, fields } from "@shell/door";
import type { Lang } from "@shell/bootstrap";

/** What a personal link opens, or the code of what is wrong with it. */
export type Opened = { readonly ok: true; readonly session: string; readonly name: string } | { readonly ok: false; readonly code: string };

/** The key of a link: what stands behind '#', which no browser sends anywhere. "": there is none. */
export const keyOf = (hash: string): string => hash.replace(/^#/, "").trim();

type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Opens a session with the key of a link. Never rejects. */
export async function openLink(key: string, lang: Lang, fetch: Fetch): Promise<Opened> {
  try {
    const response = await fetch("/api/client/link", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token: key, lang }) });
    const raw: unknown = await response.json().catch(() => null);
    if (response.ok) {
      const root = fields(raw, "opened");
      return { ok: true, session: root.text("session"), name: root.text("name") };
    }
    // nginx counts, too, and answers without words.
    if (response.status === 429) return { ok: false, code: "link.too_often" };
    return { ok: false, code: fields(raw, "refusal").text("error") };
  } catch (fault) {
    return { ok: false, code: fault instanceof BadAnswer ? "answer.bad" : "network" };
  }
}
