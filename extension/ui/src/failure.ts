import type { Words } from "./words";

/** A refusal in words: the sentence of its code, or one that names the code. */
export function failureText(words: Words, code: string, detail = ""): string {
  const key = `error.${code}`;
  return words.has(key) ? words.t(key, { detail }) : words.t("error.other", { code });
}
