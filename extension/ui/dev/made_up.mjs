// Made-up boards for looking at the pages without the service. The same number always gives the same board.

export const columns = [
  "ticket", "stage", "title", "class", "reason", "override_reason", "type", "type_known", "stopper", "stopper_known",
  "stopper_since_ms", "estimate_min", "estimate_invalid", "spent_min", "agreement", "company", "assignee", "deadline_ms",
  "lu_ms", "speaker", "wia_since_ms", "stopped_before_ms", "done_ms", "created_ms", "comments", "awaiting_check", "cycle",
  "history_read", "tags", "revision",
];

export const stages = [
  { id: 501, title: "Новые заявки", role: "intake", color: "2fc6f6", sort: 100 },
  { id: 502, title: "Сбор информации", role: "triage", color: "ffa900", sort: 200 },
  { id: 503, title: "Запустить в работу", role: "queue", color: "47c3e0", sort: 300 },
  { id: 504, title: "В работе", role: "work", color: "2fe2c2", sort: 400, rules: { wip_limit: 9, over_limit: "reason", without_estimate: "warn", under_stopper: "forbid", unagreed: "flag" } },
  { id: 505, title: "Завершена", role: "done", color: "9dcf00", sort: 500 },
];

const subjects = [
  "Не открывается карточка сделки после обновления портала", "Добавить поле «Вид доставки» в счёт",
  "Сбросить пароль сотруднику Петровой", "Выгрузка актов в 1С: расхождение сумм НДС",
  "Отчёт по просроченным заявкам для руководителя филиала", "Перенос почтовых ящиков на новый домен",
  "Принтер на складе печатает пустые листы", "Портал недоступен из филиала в Твери",
  "Интеграция телефонии: карточка клиента не всплывает", "Синхронизация остатков со складом падает ночью",
  "Медленно открывается список лидов", "Настроить права на диск отдела", "Не приходят письма с сайта",
  "Обновить сертификат", "Завести нового сотрудника: почта, портал, 1С, пропуск, телефон и доступ к складу",
];
export const types = ["Первая линия", "Отдел разработки", "Аналитика", "Инфраструктура", "", "отдел мечты"];
export const stoppers = ["Ждём клиента", "Ждём поставщика", "Ждём доступ", "Ждём решения"];
export const companies = { 591: "ООО «Северный путь»", 592: "АО «Вектор»", 593: "ТЦ «Галерея»", 594: "ООО «Полюс»", 595: "ИП Лаптев" };
export const users = {
  17: { name: "Анна Ковалёва", photo: "" }, 18: { name: "Дмитрий Соколов", photo: "" },
  19: { name: "Мария Волкова", photo: "" }, 20: { name: "Игорь Панин", photo: "" },
};
export const thresholds = { lu: { warn_ms: 86_400_000, alarm_ms: 3 * 86_400_000 }, wia: { warn_ms: 5 * 86_400_000, alarm_ms: 10 * 86_400_000 } };

/** Park–Miller: enough for pictures. */
function numbers(seed) {
  let value = seed;
  return (below) => {
    value = (value * 48_271) % 2_147_483_647;
    return value % below;
  };
}

export function madeUpCards(count, nowMs, seed = 7) {
  const below = numbers(seed);
  const pick = (list) => list[below(list.length)];
  const hours = (most) => below(most * 60) * 60_000;
  return Array.from({ length: count }, (_, index) => {
    const place = below(10);
    const stage = stages[place < 3 ? 0 : place < 5 ? 1 : place < 7 ? 2 : 3];
    const important = below(9) === 0;
    const estimate = below(3) === 0 ? (below(20) + 1) * 30 : null;
    const invalid = below(60) === 0 ? "минус пять" : "";
    const stopper = below(6) === 0 ? pick(stoppers) : "";
    const created = nowMs - hours(24 * 14) - 3_600_000;
    const lu = Math.max(created, nowMs - (below(4) === 0 ? hours(24 * 6) : hours(20)));
    const override = below(25) === 0;
    const card = {
      ticket: 8000 + index,
      stage: stage.id,
      title: pick(subjects) + (index % 4 === 0 ? ` №${index}` : ""),
      class: override || important ? "incident" : estimate !== null ? "change" : "service",
      reason: override ? "override" : important ? "important" : estimate !== null ? "estimate" : "otherwise",
      override_reason: override ? "Договорённость с директором клиента" : "",
      type: pick(types),
      type_known: 1,
      stopper,
      stopper_known: 1,
      stopper_since_ms: stopper === "" ? null : Math.max(created, nowMs - hours(24 * 5)),
      estimate_min: invalid === "" ? estimate : null,
      estimate_invalid: invalid,
      spent_min: stage.role === "work" ? below(24) * 30 : 0,
      agreement: estimate === null ? "none" : pick(["none", "asked", "agreed", "declined"]),
      company: below(12) === 0 ? 0 : 591 + below(5),
      assignee: stage.role === "intake" || below(4) === 0 ? 0 : 17 + below(4),
      deadline_ms: below(5) === 0 ? nowMs + hours(24 * 6) - 36 * 3_600_000 : null,
      lu_ms: lu,
      speaker: pick(["client", "staff", "nobody"]),
      wia_since_ms: stage.role === "work" || below(10) === 0 ? Math.max(created, nowMs - hours(24 * 13)) : null,
      stopped_before_ms: 0,
      done_ms: null,
      created_ms: created,
      comments: below(3) === 0 ? below(9) + 1 : 0,
      awaiting_check: stage.role === "work" && below(14) === 0 ? 1 : 0,
      cycle: 1,
      history_read: index % 13 === 5 ? 0 : 1, tags: index % 7 === 0 ? "vip,касса" : "",
      revision: 1,
    };
    card.type_known = card.type === "отдел мечты" ? 0 : 1;
    return card;
  });
}

export const rowOf = (card) => columns.map((name) => card[name]);
