// A made-up installation: five steps, each taking a moment; the first run fails at the third when a group 79 is chosen.

export function installAnswers(stages) {
  let startedMs = null;
  let fails = false;
  let attempts = 0;
  const steps = [
    { id: "field.UF_SD_TYPE", text_key: "install.step.field", args: { label: "Тип", name: "UF_SD_TYPE" }, action: "create" },
    { id: "field.UF_SD_STOPPER", text_key: "install.step.field", args: { label: "Стоппер", name: "UF_SD_STOPPER" }, action: "keep" },
    { id: "placement", text_key: "install.step.placement", args: { title: "Сервис-деск", code: "SONET_GROUP_DETAIL_TAB" }, action: "create" },
    { id: "event", text_key: "install.step.event", args: { name: "ONTASKUPDATE" }, action: "repair" },
    { id: "group.77", text_key: "install.step.group", args: { group: "Поддержка клиентов" }, action: "create" },
  ];
  const stepMs = 350;

  function run() {
    const passed = startedMs === null ? 0 : Math.floor((Date.now() - startedMs) / stepMs);
    const failedAt = fails ? 2 : Infinity;
    const at = Math.min(passed, failedAt);
    const total = 2_400;
    const read = Math.min(total, Math.max(0, passed - steps.length) * 300);
    const state = at >= failedAt ? "failed" : read >= total ? "done" : "running";
    return {
      state,
      steps: steps.map((step, index) => ({
        id: step.id,
        state: index < at ? "done" : index === at ? (at === failedAt ? "failed" : "running") : "waiting",
        detail: index === failedAt && at === failedAt ? "insufficient_scope: placement" : "",
      })),
      read: { done: read, total: passed > steps.length ? total : 0 },
    };
  }

  const answer = (path, method, body) => {
    if (path === "/api/install" && method === "GET") {
      return { status: 200, body: {
        installed: false,
        scopes: ["task", "sonet_group", "user", "placement", "crm"].map((name) => ({ name, granted: true, why: `scope.${name}.why` })),
        groups: [
          { id: 77, name: "Поддержка клиентов", external: true, bound: false },
          { id: 78, name: "Инфраструктура", external: false, bound: true },
          { id: 79, name: "Праздники (не получится)", external: false, bound: false },
        ],
      } };
    }
    if (path === "/api/install/preview") {
      return { status: 200, body: { steps, stages: Object.fromEntries(body.groups.map((id) => [id, stages.map((stage, index) => ({
        role: stage.role, title: stage.title, color: stage.color,
        existing: index < 3 ? 700 + index : null, existing_title: ["Новая", "Выполняется", "Запустить в работу"][index] ?? "",
      }))])) } };
    }
    if (path === "/api/install/run" && method === "POST") {
      attempts += 1;
      fails = body.groups.includes(79) && attempts === 1;
      startedMs = Date.now();
      return { status: 202, body: { run: String(attempts) } };
    }
    if (startedMs === null) return null;
    return path === "/api/install/run" ? { status: 200, body: run() } : null;
  };  return { answer, forget: () => (startedMs = null) };
}
