import type { Answer, Api } from "@shell/api";
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from "vue";
import { askAgreement } from "./ask_agreement";
import { boardCalls, loadBoard, type BoardCalls } from "./board_api";
import { boardFrom, withChange, type BoardState } from "./board_state";
import { follow, type Line } from "./feed";
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
  /** `reason`: what the person said to a stage that asked for one; "" where none did. */
  move(tickets: readonly number[], stage: number, reason: string): void;
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
export function useBoard(api: Api, group: number, serviceNowMs: number, ticket: number | null = null): Board {
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
  const fetchBoard = async (first = false): Promise<BoardState | null> => {
    const answer = await loadBoard(api, group, first, ticket);
    if (!answer.ok) {
      failure.value = answer.code;
      return null;
    }
    setClock(answer.value.nowMs);
    calls = boardCalls(api, group, answer.value.row);
    state.value = boardFrom(answer.value, ticket);
    return state.value;
  };

  const listen = (since: number): void => {
    life.abort();
    life = new AbortController();
    const { signal } = life;
    void follow(
      since,
      {
        ask: (revision, stop) =>
          calls?.changes(revision, stop) ?? Promise.resolve({ ok: false, status: 0, code: "network", detail: "" }),
        pause,
        changed: (change) => {
          if (state.value !== null) state.value = withChange(state.value, change);
          clock.setTo(change.nowMs);
        },
        restarted: async () => (await fetchBoard())?.revision ?? null,
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
    if (state.value === null) phase.value = "loading";
    let loaded = await fetchBoard(state.value === null);
    phase.value = loaded === null ? "failed" : "ready";
    if (loaded?.window != null) {
      // The first picture stands before the rest is asked for.
      await new Promise((resolve) => requestAnimationFrame(() => window.setTimeout(resolve)));
      loaded = await fetchBoard();
      if (loaded === null) phase.value = "failed";
    }
    if (loaded === null) return;
    line.value = "live";
    listen(loaded.revision);
  };

  const change = async (send: (calls: BoardCalls) => Promise<Answer<Change>>): Promise<Answer<Change>> => {
    if (calls === null) return { ok: false, status: 0, code: "network", detail: "" };
    const answer = await send(calls);
    // The board's revision stays: others may have changed cards between, and only the feed brings those.
    if (answer.ok && state.value !== null) state.value = withChange(state.value, { ...answer.value, revision: state.value.revision });
    return answer;
  };

  const move = (tickets: readonly number[], stage: number, reason: string): void => {
    const asked = calls;
    if (asked === null || state.value === null) return;
    const ports: MovePorts = {
      state: () => state.value as BoardState,
      show: (next) => (state.value = next),
      say,
      refresh: () => listen(state.value?.revision ?? 0),
      move: asked.move,
    };
    void moveCards(tickets, stage, {
      ...ports,
      move: (ticket, to, revision) => asked.move(ticket, to, revision, reason),
      moved: (back) => () => void moveBack(back, ports),
    });
  };

  const ask = (ticket: number): void => {
    const asked = calls;
    if (asked === null || state.value === null) return;
    void askAgreement(ticket, {
      state: () => state.value as BoardState,
      show: (next) => (state.value = next),
      say,
      refresh: () => listen(state.value?.revision ?? 0),
      ask: (one, estimateMin) => asked.agree(one, "asked", estimateMin, ""),
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

  const canMove = computed(() => state.value?.can.move === true);
  return { phase, failure, state, line, notices, nowMs, canMove, load, move, ask, change, calls: () => calls, say, dismiss, retryNow };
}
