/** One report as the service answers it, for the tests. */
export function madeUp(): unknown {
  return {
    name: "plan-employees",
    from: "2026-03-01",
    to: "2026-04-01",
    previous: null,
    computed_ms: 1_700_000_000_000,
    figures: [{ key: "attainment", unit: "share", value: 948, previous: null }],
    tables: [
      {
        key: "employees",
        columns: [
          { key: "employee", unit: "user", total: false },
          { key: "plan", unit: "minutes", total: true },
          { key: "fact", unit: "minutes", total: true },
          { key: "attainment", unit: "share", total: true },
        ],
        rows: [
          { cells: [7, 9600, 8700, 906], behind: "user:7" },
          { cells: [9, null, 400, null], behind: "user:9" },
          { cells: [8, null, 0, null], behind: "" },
        ],
        totals: [null, 9600, 9100, 948],
        previous: [],
      },
    ],
    charts: [{ kind: "bars", key: "employees", table: 0, x: 0, y: [1, 2], lines: [{ key: "plan", at: 480 }] }],
    notes: ["some_without_plan"],
    names: { users: { 7: "Анна", 8: "Борис", 9: "Вера" }, companies: {}, groups: {}, stages: {}, tickets: {} },
  };
}
