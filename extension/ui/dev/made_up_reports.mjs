// Made-up reports, one of each shape: bars with totals, a cumulative flow, a scatter with levels, a long list, an empty one.
const day = 86_400_000;
const daysOf = (text) => Date.parse(`${text}T00:00:00Z`) / day;
const column = (key, unit, total = false) => ({ key, unit, total });
const people = { 17: "Анна Ковалёва", 18: "Дмитрий Соколов", 19: "Мария Волкова", 20: "Игорь Панин", 21: "Константин Константинопольский-Заречный" };
const companies = { 591: "ООО «Северный путь»", 592: "АО «Вектор»", 593: "ТЦ «Галерея»" };
const names = { users: people, companies, groups: { 77: "Поддержка клиентов", 78: "Инфраструктура" }, stages: {}, tickets: Object.fromEntries(Array.from({ length: 400 }, (_, n) => [8000 + n, `Заявка о принтере на складе, которая печатает пустые листы ${n}`])) };
const filters = ["group", "user", "company", "class", "type"];
const reports = [
  { name: "plan-employees", filters: ["group", "user", "step"] }, { name: "plan-clients", filters: ["group", "company"] }, { name: "flow", filters },
  { name: "times", filters }, { name: "forgotten", filters }, { name: "forecast", filters: ["group"] }, { name: "stoppers", filters },
];

function employees(query) {
  const rows = Object.keys(people).map((id, at) => {
    const plan = at === 4 ? null : 9_600 - at * 480;
    const fact = 8_700 - at * 715;
    return { cells: [Number(id), plan, fact, plan === null ? null : Math.round((1000 * fact) / plan)], behind: `user:${id}` };
  }).filter((row) => !query.has("user") || query.get("user") === String(row.cells[0]));
  const sum = (at) => rows.reduce((total, row) => total + (row.cells[at] ?? 0), 0);
  const totals = [null, sum(1), sum(2), Math.round((1000 * sum(2)) / sum(1))];
  const before = query.has("compare") ? [null, 36_000, 30_030, 834] : [];
  const figure = (key, unit, at) => ({ key, unit, value: totals[at], previous: before[at] ?? null });
  return {
    figures: [figure("plan", "minutes", 1), figure("fact", "minutes", 2), figure("attainment", "share", 3)],
    tables: [{ key: "employees", columns: [column("employee", "user"), column("plan", "minutes", true), column("fact", "minutes", true), column("attainment", "share", true)], rows, totals, previous: before }],
    charts: [{ kind: "bars", key: "plan_fact", table: 0, x: 0, y: [1, 2], lines: [] }],
    notes: ["some_without_plan"],
  };
}
function flow(from, to) {
  const roles = ["intake", "triage", "queue", "work", "verify", "done"];
  const rows = Array.from({ length: to - from }, (_, n) => ({ cells: [from + n, 6 + (n % 5), 4 + (n % 3), 9 + ((n * 7) % 6), 5 + (n % 4), n % 3, 3 * n], behind: `day:${from + n}` }));
  return {
    figures: [{ key: "open", unit: "count", value: 28, previous: null }, { key: "done", unit: "count", value: 90, previous: null }],
    tables: [{ key: "flow", columns: [column("day", "day"), ...roles.map((role) => column(role, "count"))], rows, totals: [], previous: [] }],
    charts: [{ kind: "stacked_area", key: "flow", table: 0, x: 0, y: [6, 5, 4, 3, 2, 1], lines: [] }],
    notes: [],
  };
}
function times(from, to) {
  const rows = Array.from({ length: 120 }, (_, n) => ({ cells: [8000 + n, day * (from + ((n * 13) % (to - from)) + 0.4), 400 + ((n * n * 37) % 9_000), 900 + ((n * n * 53) % 21_000)], behind: "" }));
  return {
    figures: [{ key: "closed", unit: "count", value: 120, previous: null }, { key: "cycle_p85", unit: "days", value: 7_400, previous: null }],
    tables: [{ key: "cards", columns: [column("ticket", "ticket"), column("closed", "instant"), column("cycle", "days"), column("lead", "days")], rows, totals: [], previous: [] }],
    charts: [{ kind: "scatter", key: "cycle", table: 0, x: 1, y: [2], lines: [{ key: "p50", at: 3_900 }, { key: "p85", at: 7_400 }, { key: "p95", at: 8_800 }] }],
    notes: [],
  };
}
function forgotten(now) {
  const rows = Array.from({ length: 400 }, (_, n) => ({ cells: [8000 + n, 77, 591 + (n % 3), 17 + (n % 4), n % 2 ? "work" : "queue", n % 3 ? "service" : "incident", n % 5 ? "Первая линия" : "", now - n * day], behind: "" }));
  return {
    figures: [{ key: "open", unit: "count", value: 400, previous: null }],
    tables: [{ key: "cards", columns: [column("ticket", "ticket"), column("group", "group"), column("company", "company"), column("assignee", "user"), column("role", "role"), column("class", "class"), column("type", "text"), column("updated", "instant")], rows, totals: [], previous: [] }],
    charts: [], notes: [],
  };
}
const empty = { figures: [], tables: [{ key: "reasons", columns: [column("stopper", "text"), column("stopped", "minutes", true)], rows: [], totals: [null, 0], previous: [] }], charts: [], notes: ["no_stoppers"] };

/** Answers for `/api/reports...`; null when the path is another one. `xlsx` and `csv` are the same few letters. */
export function reportAnswer(url) {
  const now = Date.now();
  if (url.pathname === "/api/reports") return { status: 200, body: { now_ms: now, groups: [{ id: 77, name: names.groups[77] }, { id: 78, name: names.groups[78] }], reports } };
  const found = /^\/api\/reports\/([a-z-]+)(?:\/(behind|file))?$/.exec(url.pathname);
  if (found === null) return null;
  const query = url.searchParams;
  const [from, to] = [daysOf(query.get("from")), daysOf(query.get("to"))];
  if (found[2] === "behind") {
    const rows = Array.from({ length: 14 }, (_, n) => ({ cells: [8000 + n, 591 + (n % 3), "change", 120 + n * 45, 60 + n * 30], behind: "" }));
    return { status: 200, body: { tables: [{ key: "tasks", columns: [column("ticket", "ticket"), column("company", "company"), column("class", "class"), column("estimate", "minutes"), column("spent", "minutes", true)], rows, totals: [null, null, null, null, rows.reduce((sum, row) => sum + row.cells[4], 0)], previous: [] }], names, count: 1_420 } };
  }
  if (found[1] === "forecast") return { status: 403, body: { error: { code: "report.denied", detail: "" } } };
  const made = found[1] === "flow" ? flow(from, to) : found[1] === "times" ? times(from, to) : found[1] === "forgotten" ? forgotten(now) : found[1] === "stoppers" ? empty : employees(query);
  const previous = query.has("compare") ? { from: new Date((2 * from - to) * day).toISOString().slice(0, 10), to: query.get("from") } : null;
  return { status: 200, body: { name: found[1], from: query.get("from"), to: query.get("to"), previous, computed_ms: now - 40_000, ...made, names } };
}
