import type { Api } from "@shell/api";
import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import { searchTexts } from "./board_api";
import { wordsOf } from "./filters";

export interface TextSearch {
  /** The cards in whose texts the portal has found what is typed now. */
  readonly tickets: Readonly<ShallowRef<ReadonlySet<number>>>;
  /** "": nothing to say; "asking", "done", "more" (only the first ones are known), or the code of a failure. */
  readonly stand: Readonly<ShallowRef<string>>;
}

const none: ReadonlySet<number> = new Set();
/** After the last key, so that a word costs the portal one question. */
const pauseMs = 450;
const shortest = 3;

/** Looks in descriptions, which the board does not carry: the portal is asked when the person has stopped typing. */
export function useTextSearch(api: Api, groups: Readonly<Ref<readonly number[]>>, text: Readonly<Ref<string>>): TextSearch {
  const tickets = shallowRef(none);
  const stand = shallowRef("");
  let timer = 0;
  let asking = new AbortController();
  const ask = async (words: string): Promise<void> => {
    const { signal } = asking;
    stand.value = "asking";
    const answer = await searchTexts(api, groups.value, words, signal);
    if (signal.aborted) return;
    tickets.value = answer.ok ? new Set(answer.value.tickets) : none;
    stand.value = answer.ok ? (answer.value.more ? "more" : "done") : answer.code;
  };
  watch(
    [text, groups],
    () => {
      window.clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
      tickets.value = none;
      stand.value = "";
      const words = wordsOf(text.value).join(" ");
      // A number is found without the portal.
      if (words.length < shortest || /^[\d\s]+$/.test(words)) return;
      timer = window.setTimeout(() => void ask(words), pauseMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    window.clearTimeout(timer);
    asking.abort();
  });
  return { tickets, stand };
}
