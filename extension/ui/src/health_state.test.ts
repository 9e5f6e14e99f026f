import { describe, expect, it } from "vitest";
import { asking, figure, healthStart, parseHealth, parseRows, pauseMs, percent, phasePercent, withLook, worked, working, type Health } from "./health_state";

const raw = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  now_ms: 1_000_000,
  healthy: false,
  concerns: [{ code: "inbox.set_aside", level: "attention", since_ms: null, count: 1 }],
  figures: { "queue.polled_at": 990_000, "reconcile.repaired": 2 },
  inbox: { waiting: 0, oldest_waiting_ms: null, set_aside: 1, last_done_ms: 900_000 },
  aside: [{ id: 11, kind: "ticket", object: 8121, reason: "portal.shape", attempts: 8, received_ms: 1, set_aside_ms: 2 }],
  tokens: [{ user: 1, name: "Анна", renewed_ms: 800_000 }],
  backfill: { phase: "none", running: false, requests: 0, started_ms: null, finished_ms: null, left_ms: null, planned: 0, done: 0, phases: [], groups: [] },
  ...more,
});
const looked = (more: Record<string, unknown> = {}) => withLook(healthStart, { ok: true, value: parseHealth(raw(more)) });
const failed = (code: string) => ({ ok: false, status: 0, code, detail: "" }) as const;

describe("parseHealth", () => {
  it("reads what the service says", () => {
    const health: Health = parseHealth(raw());
    expect(health.aside).toEqual([{ id: 11, kind: "ticket", object: 8121, reason: "portal.shape", attempts: 8, receivedMs: 1 }]);
    expect(health.concerns[0]?.code).toBe("inbox.set_aside");
    expect(figure(health, "reconcile.repaired")).toBe(2);
    expect(figure(health, "sweep.at")).toBe(0);
  });

  it("reads how far each group is", () => {
    const groups = [{ group: 77, name: "Поддержка", planned: 200, done: 140 }];
    const health = parseHealth(raw({ backfill: { ...(raw()["backfill"] as object), groups } }));
    expect(health.backfill.groups).toEqual(groups);
  });

  it("names what does not fit", () => {
    expect(() => parseHealth(raw({ figures: { "queue.mode": "x" } }))).toThrow("figures.queue.mode");
    expect(() => parseHealth(raw({ concerns: [{ code: "a", level: "loud", since_ms: null, count: 0 }] }))).toThrow("concern.level");
    expect(() => parseRows({})).toThrow("rows");
  });
});

describe("looking", () => {
  it("keeps the last good picture and says that it is old", () => {
    const state = withLook(looked(), failed("network"));
    expect(state.health?.nowMs).toBe(1_000_000);
    expect(state.stale).toBe("network");
    expect(withLook(state, { ok: true, value: parseHealth(raw()) }).stale).toBe("");
  });

  it("says nothing about a look it gave up itself", () => expect(withLook(looked(), failed("aborted")).stale).toBe(""));

  it("looks often while something moves", () => {
    expect(pauseMs(looked())).toBe(15_000);
    expect(pauseMs(looked({ inbox: { waiting: 3, oldest_waiting_ms: 1, set_aside: 0, last_done_ms: null } }))).toBe(3_000);
    expect(pauseMs(looked({ backfill: { ...(raw()["backfill"] as object), phase: "open", running: true } }))).toBe(3_000);
  });
});

describe("rows set aside", () => {
  it("are discarded after a second press only, and the question goes with its row", () => {
    const asked = asking(looked(), 11);
    expect(asked.confirming).toBe(11);
    expect(withLook(asked, { ok: true, value: parseHealth(raw()) }).confirming).toBe(11);
    expect(withLook(asked, { ok: true, value: parseHealth(raw({ aside: [] })) }).confirming).toBeNull();
  });

  it("tell what was done, or why not", () => {
    const busy = working(asking(looked(), 11));
    expect(busy.busy).toBe(true);
    const done = worked(busy, "discard", { ok: true, value: 1 });
    expect(done).toMatchObject({ busy: false, confirming: null, did: { what: "discard", rows: 1 }, refused: "" });
    expect(worked(busy, "again", failed("db.busy"))).toMatchObject({ busy: false, did: null, refused: "db.busy" });
  });
});

describe("phasePercent", () => {
  it("is of the phase that runs", () => {
    const phases = [{ phase: "open", planned: 10, done: 10 }, { phase: "closed", planned: 200, done: 50 }];
    const fill = { ...parseHealth(raw()).backfill, running: true, phase: "closed", phases };
    expect(phasePercent(fill)).toBe(25);
    expect(phasePercent({ ...fill, phase: "later" })).toBeNull();
  });
});

describe("percent", () => {
  it.each([
    [0, 0, null],
    [0, 10, 0],
    [999, 1_000, 99],
    [12, 10, 100],
  ])("%d of %d is %s", (done, planned, shown) => expect(percent(done, planned)).toBe(shown));
});
