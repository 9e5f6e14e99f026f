import type { Answer, Api } from "@shell/api";
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import { askAgreement } from "./ask_agreement";
import { boardCalls, loadBoards, type BoardCalls } from "./board_api";
import { boardOf, withAnswer, withNews, type BoardState } from "./board_state";
import { follow, type Line, type Since } from "./feed";
import type { Beside } from "./hand_order";
import { moveBack, moveCards, type MovePorts } from "./move_card";
import { withNotice, withoutNotice, type NewNotice, type Notice } from "./notices";
import type { Change } from "./snapshot";
import { ServiceClock } from "./timers";

export type Phase = "loading" | "ready" | "failed";

export interface Board {
  readonly phase: Readonly<ShallowRef<Phase>>;
  readonly failure: Readonly<ShallowRef<string>>;
  readonly state: Readonly<ShallowRef<BoardState | null>>;
  readonly line: Readonly<ShallowRef<Line>>;
  readonly notices: Readonly<ShallowRef<readonly Notice[]>>;
  /** The service's time, renewed each half minute. */
  readonly nowMs: Readonly<ShallowRef<number>>;
  readonly canMove: ComputedRef<boolean>;
  load(): Promise<void>;
  /** Shows these groups from now on; what is shown already stays until they are there. */
  show(groups: readonly number[]): void;
  /** `reason`: what the person said to a stage that asked for one; "" where none did. */
  move(tickets: readonly number[], stage: number, reason: string, beside?: Beside | null): void;
  ask(ticket: number): void;
  /** Sends a change of one card and shows the card of the answer. */
  change(send: (calls: BoardCalls) => Promise<Answer<Change>>): Promise<Answer<Change>>;
  /** The calls of this board; null before it is loaded. */
  calls(): BoardCalls | null;
  say(notice: NewNotice): void;
  dismiss(id: number): void;
  retryNow(): void;
}

const tickMs = 30_000;
const statusShownMs = 7_000;

/** With `ticket`: the board of that card alone. Ties the board's state to the service and to the life of one component. */
export function useBoard(api: Api, first: readonly number[], serviceNowMs: number, ticket: number | null = null): Board {
  let groups = first;
  const phase = shallowRef<Phase>("loading");
  const failure = shallowRef("");
  const state = shallowRef<BoardState | null>(null);
  const line = shallowRef<Line>("live");
  const notices = shallowRef<readonly Notice[]>([]);
  const clock = new ServiceClock(serviceNowMs, () => Date.now());
  const nowMs = shallowRef(clock.now());
  let calls: BoardCalls | null = null;
  let life = new AbortController();
  let wake: () => void = () => undefined;
  /** Which group a card belongs to that has left the board: it may be taken back. */
  const left = new Map<number, number>();
  const groupOf = (of: number): number => state.value?.cards.get(of)?.group ?? left.get(of) ?? groups[0] ?? 0;

  const say = (notice: NewNotice): void => {
    notices.value = withNotice(notices.value, notice);
    const said = notices.value.at(-1);
    if (said?.tone === "status") window.setTimeout(() => dismiss(said.id), statusShownMs);
  };
  const dismiss = (id: number): void => {
    notices.value = withoutNotice(notices.value, id);
  };
  const setClock = (serverMs: number): void => {
    clock.setTo(serverMs);
    nowMs.value = clock.now();
  };
  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const timer = window.setTimeout(resolve, ms);
      wake = resolve;
      signal.addEventListener("abort", () => resolve(), { once: true });
      void timer;
    });

  /** Loads the whole board into view; null when that failed (said in `failure`). */
  const fetchBoard = async (window = false): Promise<BoardState | null> => {
    const asked = groups;
    const answer = await loadBoards(api, asked, window, ticket);
    // Other groups have been asked for meanwhile: theirs is the answer to be shown.
    if (asked !== groups) return null;
    if (!answer.ok) {
      failure.value = answer.code;
      return null;
    }
    const [part] = answer.value;
    if (part === undefined) return null;
    setClock(part.nowMs);
    calls = boardCalls(api, asked, groupOf, part.row);
    state.value = boardOf(answer.value, ticket);
    return state.value;
  };

  const listen = (since: Since): void => {
    life.abort();
    life = new AbortController();
    const { signal } = life;
    void follow(
      since,
      {
        ask: (revision, stop) =>
          calls?.changes(revision, stop) ?? Promise.resolve({ ok: false, status: 0, code: "network", detail: "" }),
        pause,
        changed: (news) => {
          if (state.value !== null) state.value = withNews(state.value, news);
          clock.setTo(news.nowMs);
        },
        restarted: async () => (await fetchBoard())?.revisions ?? null,
        line: (now, code) => {
          line.value = now;
          if (now === "refused") failure.value = code;
        },
        random: Math.random,
      },
      signal,
    );
  };

  const load = async (): Promise<void> => {
    const asked = groups;
    const fresh = state.value === null;
    if (fresh) phase.value = "loading";
    let loaded = await fetchBoard(fresh);
    if (asked !== groups) return;
    phase.value = loaded === null ? "failed" : "ready";
    if (loaded?.window != null) {
      // The first picture stands before the rest is asked for.
      await new Promise((resolve) => requestAnimationFrame(() => window.setTimeout(resolve)));
      loaded = await fetchBoard();
      if (asked !== groups) return;
      if (loaded === null) phase.value = "failed";
    }
    if (loaded === null) return;
    line.value = "live";
    listen(loaded.revisions);
  };
  const show = (next: readonly number[]): void => {
    if (next.join() === groups.join()) return;
    groups = next;
    life.abort();
    void load();
  };

  const change = async (send: (calls: BoardCalls) => Promise<Answer<Change>>): Promise<Answer<Change>> => {
    if (calls === null) return { ok: false, status: 0, code: "network", detail: "" };
    const answer = await send(calls);
    if (answer.ok && state.value !== null) state.value = withAnswer(state.value, answer.value);
    return answer;
  };

  const refresh = (): void => listen(state.value?.revisions ?? new Map());
  const move = (tickets: readonly number[], stage: number, reason: string, beside: Beside | null = null): void => {
    const asked = calls;
    if (asked === null || state.value === null) return;
    for (const one of tickets) left.set(one, groupOf(one));
    const ports: MovePorts = { state: () => state.value as BoardState, show: (next) => (state.value = next), say, refresh, move: asked.move };
    void moveCards(tickets, stage, { ...ports, move: (one, to, revision, _, place) => asked.move(one, to, revision, reason, place), moved: (back) => () => void moveBack(back, ports) }, beside);
  };

  const ask = (one: number): void => {
    const asked = calls;
    if (asked === null || state.value === null) return;
    void askAgreement(one, {
      state: () => state.value as BoardState,
      show: (next) => (state.value = next),
      say,
      refresh,
      ask: (of, estimateMin) => asked.agree(of, "asked", estimateMin, ""),
    });
  };

  const ticking = window.setInterval(() => (nowMs.value = clock.now()), tickMs);
  const retryNow = (): void => wake();
  window.addEventListener("online", retryNow);
  onScopeDispose(() => {
    life.abort();
    window.clearInterval(ticking);
    window.removeEventListener("online", retryNow);
  });

  const canMove = computed(() => state.value?.groups.some((group) => group.can.move) === true);
  return { phase, failure, state, line, notices, nowMs, canMove, load, show, move, ask, change, calls: () => calls, say, dismiss, retryNow };
}
