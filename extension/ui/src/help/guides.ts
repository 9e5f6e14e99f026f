import type { Lang } from "../bootstrap";

export const audiences = ["agents", "managers", "clients", "administrators"] as const;
export type Audience = (typeof audiences)[number];

const files = import.meta.glob<string>("@manifests/guides/*/*.md", { query: "?raw", import: "default" });

/** The guide's text; rejects when it cannot be loaded. */
export function guide(lang: Lang, audience: Audience): Promise<string> {
  const file = Object.entries(files).find(([path]) => path.endsWith(`/${lang}/${audience}.md`));
  if (file === undefined) return Promise.reject(new Error(`no guide ${lang}/${audience}`));
  return file[1]();
}
