import type { Lang, UserRole } from "../bootstrap";

export const audiences = ["agents", "managers", "clients", "administrators"] as const;
export type Audience = (typeof audiences)[number];

/** The guide that opens first for who is at the page. */
export function audienceOf(role: UserRole): Audience {
  return role === "administrator" ? "administrators" : role === "manager" ? "managers" : role === "client" ? "clients" : "agents";
}

const files = import.meta.glob<string>("@manifests/guides/*/*.md", { query: "?raw", import: "default" });

/** The guide's text; rejects when it cannot be loaded. */
export function guide(lang: Lang, audience: Audience): Promise<string> {
  const file = Object.entries(files).find(([path]) => path.endsWith(`/${lang}/${audience}.md`));
  if (file === undefined) return Promise.reject(new Error(`no guide ${lang}/${audience}`));
  return file[1]();
}
