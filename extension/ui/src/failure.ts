import type { Wording } from "./wording";

/** A refusal in words: the sentence of its code, or one that names the code. */
export function failureText(words: Wording, code: string, detail = ""): string {
  const key = `error.${code}`;
  if (!words.has(key)) return words.t("error.other", { code });
  const said = words.t(key, { detail });
  return detail === "" ? said.replace(/:\s*$/, "") : said;
}
