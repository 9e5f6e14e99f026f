import type { Answer } from "@shell/api";
import { describe, expect, it } from "vitest";
import { follow, pauseBefore, type FeedPorts } from "./feed";
import { changeOf } from "./made_up_card";
import type { News } from "./snapshot";

const said = (revision: number): Answer<News> => ({ ok: true, value: { nowMs: 1, sync: null, changes: [changeOf({ revision })] } });
const failed = (status: number, code: string): Answer<News> => ({ ok: false, status, code, detail: "" });

/** Runs the feed over scripted answers; it is stopped when they are used up. */
async function played(answers: readonly Answer<News>[], since = 12, reloaded: number | null = 1) {
  const stop = new AbortController();
  const seen = { asked: [] as number[], pauses: [] as number[], lines: [] as string[], changes: 0, restarts: 0 };
  const left = [...answers];
  const ports: FeedPorts = {
    ask: async (since) => {
      const answer = left.shift();
      if (answer === undefined) {
        stop.abort();
        return failed(0, "aborted");
      }
      seen.asked.push(since.get(77) ?? 0);
      return answer;
    },
    pause: async (ms) => void seen.pauses.push(ms),
    changed: () => void (seen.changes += 1),
    restarted: async () => {
      seen.restarts += 1;
      return reloaded === null ? null : new Map([[77, reloaded]]);
    },
    line: (line) => void seen.lines.push(line),
    random: () => 1,
  };
  await follow(new Map([[77, since]]), ports, stop.signal);
  return seen;
}

describe("follow", () => {
  it("asks from the revision it was told last", async () => {
    const seen = await played([said(13), said(13), said(20)]);
    expect(seen.asked).toEqual([12, 13, 13]);
    expect(seen.changes).toBe(3);
  });

  it("backs off while the service is away, says so, and recovers by itself", async () => {
    const seen = await played([failed(0, "network"), failed(503, "busy"), failed(0, "network"), said(13), failed(0, "network")]);
    expect(seen.pauses).toEqual([1_000, 2_000, 4_000, 1_000]);
    expect(seen.lines).toEqual(["offline", "offline", "offline", "live", "offline"]);
    expect(seen.asked).toEqual([12, 12, 12, 12, 13]);
  });

  it("stops when the service refuses", async () => {
    const seen = await played([failed(403, "forbidden"), said(13)]);
    expect(seen.lines).toEqual(["refused"]);
    expect(seen.asked).toEqual([12]);
  });

  it("loads the board anew when the service counts lower than we do", async () => {
    const seen = await played([said(3), said(4)], 12, 3);
    expect(seen.restarts).toBe(1);
    expect(seen.asked).toEqual([12, 3]);
    expect(seen.changes).toBe(1);
  });
});

describe("pauseBefore", () => {
  it("doubles up to half a minute and spreads by a half", () => {
    expect([1, 2, 5, 6, 60].map((attempt) => pauseBefore(attempt, 1))).toEqual([1_000, 2_000, 16_000, 30_000, 30_000]);
    expect(pauseBefore(1, 0)).toBe(500);
  });
});
