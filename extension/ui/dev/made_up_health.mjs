// A made-up portal's health: two events set aside, a back-fill under way; on request everything that can be wrong.
const hour = 3_600_000;

export function healthAnswers() {
  let aside = [
    { id: 311, kind: "ticket", object: 8121, reason: "portal.shape", attempts: 8, received_ms: Date.now() - 2 * hour, set_aside_ms: Date.now() - hour },
    { id: 298, kind: "group", object: 77, reason: "portal.refused", attempts: 8, received_ms: Date.now() - 30 * hour, set_aside_ms: Date.now() - 29 * hour },
  ];
  let ill = false;

  function health() {
    const now = Date.now();
    const concerns = [];
    if (ill) concerns.push({ code: "outage.unreachable", level: "attention", since_ms: now - hour, count: 0 }, { code: "token.spare", level: "attention", since_ms: null, count: 0 });
    if (aside.length > 0) concerns.push({ code: "inbox.set_aside", level: "attention", since_ms: null, count: aside.length });
    if (ill) concerns.push({ code: "queue.cleared_at_once", level: "note", since_ms: null, count: 0 });
    else concerns.push({ code: "backfill.running", level: "note", since_ms: now - hour / 10, count: 0 });
    const phases = [["directory", 640, 640], ["open", 2_000, 2_000], ["open_history", 2_000, 2_000], ["closed", 98_000, 31_250], ["labour", 0, 0], ["closed_history", 0, 0]];
    return {
      now_ms: now,
      healthy: !concerns.some((one) => one.level === "attention"),
      concerns,
      figures: {
        "queue.polled_at": now - 12_000, "event.at": now - 95_000, "reconcile.at": now - 240_000, "reconcile.repaired": ill ? 3 : 0,
        "sweep.at": now - 11 * hour, "labour.polled_at": now - 300_000, "people.refreshed_at": now - 11 * hour, "limit.minute": 120, "limit.requests_minute": 94,
      },
      inbox: { waiting: ill ? 40 : 0, oldest_waiting_ms: ill ? now - hour : null, set_aside: aside.length, last_done_ms: now - 95_000 },
      aside,
      tokens: [{ user: 1, name: "Анна Ковалёва", renewed_ms: now - 1_200_000 }, { user: 18, name: "", renewed_ms: now - 90 * hour }],
      backfill: {
        phase: ill ? "finished" : "closed", running: !ill, requests: 412, started_ms: now - 360_000, finished_ms: ill ? now - 50 * hour : null, left_ms: ill ? null : 690_000,
        planned: 102_640, done: ill ? 102_640 : 35_890, phases: phases.map(([phase, planned, done]) => ({ phase, planned, done })),
        groups: [{ group: 77, name: "Поддержка клиентов", planned: 61_200, done: 22_031 }, { group: 78, name: "Разработка", planned: 36_800, done: 9_219 }],
      },
    };
  }

  return {
    ill: (on) => (ill = on),
    answer(path, body) {
      if (path === "/api/health") return health();
      const taken = aside.filter((row) => body.all === true || body.ids.includes(row.id));
      aside = aside.filter((row) => !taken.includes(row));
      return { rows: taken.length };
    },
  };
}
