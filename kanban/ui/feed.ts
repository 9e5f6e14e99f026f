import type { Answer } from "@shell/api";
import type { News } from "./snapshot";

export type Line = "live" | "offline" | "refused";

/** The revision shown of each group's board. */
export type Since = ReadonlyMap<number, number>;

export interface FeedPorts {
  /** One long poll: what changed after `since`, or nothing after a while. */
  readonly ask: (since: Since, signal: AbortSignal) => Promise<Answer<News>>;
  /** Resolves after `ms`, or earlier when there is reason to try at once; never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly changed: (news: News) => void;
  /** The service counts lower than we do: its board is another one now. Resolves to the revisions of the board loaded anew. */
  readonly restarted: () => Promise<Since | null>;
  readonly line: (line: Line, code: string) => void;
  readonly random: () => number;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Doubling from one second to thirty, spread by a half so that boards do not return all at once. */
export function pauseBefore(attempt: number, random: number): number {
  const full = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempt - 1, 10));
  return Math.round(full * (0.5 + random / 2));
}

/** Asking again helps when the service is away or busy; not when it has said no. */
function mayPass(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

/** Follows the board until `signal` is aborted or the service refuses for good. */
export async function follow(since: Since, ports: FeedPorts, signal: AbortSignal): Promise<void> {
  let shown = since;
  let failures = 0;
  while (!signal.aborted) {
    const answer = await ports.ask(shown, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      failures = 0;
      ports.line("live", "");
      if (answer.value.changes.some((change) => change.revision < (shown.get(change.group) ?? 0))) {
        const loaded = await ports.restarted();
        if (loaded !== null) shown = loaded;
        else await ports.pause(pauseBefore((failures += 1), ports.random()), signal);
        continue;
      }
      shown = new Map([...shown, ...answer.value.changes.map((change) => [change.group, change.revision] as const)]);
      ports.changed(answer.value);
      continue;
    }
    if (!mayPass(answer.status)) {
      ports.line("refused", answer.code);
      return;
    }
    failures += 1;
    ports.line("offline", answer.code);
    await ports.pause(pauseBefore(failures, ports.random()), signal);
  }
}
