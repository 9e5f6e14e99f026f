import type { Answer } from "@shell/api";
import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import type { BoardCalls } from "./board_api";
import type { Card } from "./card";
import type { Details } from "./details";
import type { Change } from "./snapshot";

export interface OpenCard {
  readonly details: Readonly<ShallowRef<Details | null>>;
  readonly failure: Readonly<ShallowRef<string>>;
  /** Names of colleagues who have the card open too. */
  readonly others: Readonly<ShallowRef<readonly string[]>>;
  /** What could not be written, by the name of its control: the service's code and the portal's words. */
  readonly refused: Readonly<ShallowRef<ReadonlyMap<string, { readonly code: string; readonly detail: string }>>>;
  /** The control whose change is under way; "" when none is. */
  readonly busy: Readonly<ShallowRef<string>>;
  /** Sends a change, after those before it; true when it was taken. */
  send(control: string, what: (calls: BoardCalls) => Promise<Answer<Change>>): Promise<boolean>;
  reload(): void;
}

const lookEveryMs = 15_000;

/** The panel's side of one card, for the life of one component. */
export function useCard(
  ticket: number,
  card: Readonly<Ref<Card | undefined>>,
  calls: () => BoardCalls | null,
  change: (send: (calls: BoardCalls) => Promise<Answer<Change>>) => Promise<Answer<Change>>,
): OpenCard {
  const details = shallowRef<Details | null>(null);
  const failure = shallowRef("");
  const others = shallowRef<readonly string[]>([]);
  const refused = shallowRef<ReadonlyMap<string, { code: string; detail: string }>>(new Map());
  const busy = shallowRef("");
  let asking = new AbortController();

  const reload = (): void => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    void calls()
      ?.details(ticket, signal)
      .then((answer) => {
        if (signal.aborted) return;
        failure.value = answer.ok ? "" : answer.code;
        if (answer.ok) details.value = answer.value;
      });
  };
  const look = (): void => {
    void calls()
      ?.looking(ticket)
      .then((answer) => {
        if (answer.ok) others.value = answer.value;
      });
  };
  /** One after the other: who fills two fields quickly loses neither, and the portal gets them in his order. */
  let before: Promise<unknown> = Promise.resolve();
  const send = async (control: string, what: (of: BoardCalls) => Promise<Answer<Change>>): Promise<boolean> => {
    const mine = before.then(() => {
      busy.value = control;
      return change(what);
    });
    before = mine;
    const answer = await mine;
    if (before === mine) busy.value = "";
    const next = new Map(refused.value);
    next.delete(control);
    if (!answer.ok) next.set(control, { code: answer.code, detail: answer.detail });
    refused.value = next;
    return answer.ok;
  };

  reload();
  look();
  const looking = window.setInterval(look, lookEveryMs);
  // Whoever changed the card: its journal and its comments are other ones now.
  watch(() => card.value?.revision, (now, before) => {
    if (now !== before && before !== undefined) reload();
  });
  onScopeDispose(() => {
    asking.abort();
    window.clearInterval(looking);
  });
  return { details, failure, others, refused, busy, send, reload };
}
