// The made-up service's answers about one card: details, comments, labour, fields and new requests.
import { rowOf, stages, users } from "./made_up.mjs";

const hour = 3_600_000;
const people = Object.entries(users).map(([id, user]) => ({ id: Number(id), name: user.name, photo: "" }));

function details(card, comments) {
  const begun = card.created_ms;
  const place = stages.findIndex((stage) => stage.id === card.stage);
  const step = (Date.now() - begun) / (place + 1);
  const times = stages.slice(0, place + 1).map((stage, index) => ({
    stage: stage.id, title: "", role: stage.role, from_ms: begun + index * step, to_ms: index === place ? null : begun + (index + 1) * step, by: 17,
  }));
  const row = (at, fact, from, to, more = {}) => ({ at_ms: at, by: 17, source: "person", fact, from, to, note: "", ...more });
  return {
    now_ms: Date.now(), revision: card.revision, journal_cut: false, stages: times,
    journal: [
      row(begun, "created", "", "501"),
      ...times.slice(1).map((time, index) => row(time.from_ms, "stage", String(times[index].stage), String(time.stage))),
      row(begun + hour, "estimate", "", "1.5"), row(begun + 2 * hour, "assignee", "17", "19"),
      row(begun + 2 * hour, "class", "service", "change", { source: "extension", by: 0 }), row(begun + 3 * hour, "comment", "", "1"),
    ],
    stoppers: card.stopper === "" ? [] : [{ stopper: card.stopper, from_ms: card.stopper_since_ms, to_ms: null, by: 18 }],
    talk: { description: "Пишет [b]директор филиала[/b]: при сохранении карточки появляется ошибка.", comments, files: [{ id: 495, name: "снимок.png", bytes: 184_320 }] },
    talk_error: null, users: Object.fromEntries(people.map((one) => [one.id, one.name])),
  };
}

/** Answers for `/api/desk`, `/api/templates` and `/api/cards...`; null when the path is not one of them. `touch` changes a card and wakes the board. */
export function panelAnswers(touch) {
  const said = new Map();
  let kept = null;
  let next = 9_900;
  const commentsOf = (ticket) => {
    if (!said.has(ticket)) {
      said.set(ticket, [
        { id: 1, by: 900, name: "Елена Крылова", at_ms: Date.now() - 26 * hour, text: "Добрый день! Со вчерашнего вечера [b]не открывается[/b]." },
        { id: 2, by: 19, name: "Мария Волкова", at_ms: Date.now() - 20 * hour, text: "Смотрим, вернёмся с ответом до обеда." },
      ]);
    }
    return said.get(ticket);
  };
  return (url, method, board, body) => {
    const answer = (card) => ({ status: 200, body: { card: rowOf(card), revision: board.revision, now_ms: Date.now() } });
    if (url.pathname === "/api/desk") {
      if (method === "POST") kept = body.kept;
      return { status: 200, body: { kept, people } };
    }
    if (url.pathname === "/api/templates") {
      const templates = [{ group_id: 0, name: "Новый сотрудник", title: "Завести нового сотрудника", body: "ФИО:\nОтдел:", type: "Инфраструктура", estimate_minutes: 90, important: 0 }];
      return { status: 200, body: { templates } };
    }
    if (url.pathname === "/api/cards" && method === "POST") {
      const [pattern] = board.cards.values();
      const card = { ...pattern, ticket: (next += 1), title: body.title, stage: body.stage, class: "service", reason: "otherwise", stopper: "", type: body.type, assignee: body.assignee, comments: 0, created_ms: Date.now(), lu_ms: Date.now() };
      board.cards.set(card.ticket, card);
      touch(board, card, {});
      return answer(card);
    }
    const found = /^\/api\/cards\/(\d+)(?:\/(fields|comment|labour|looking|agreement))?$/.exec(url.pathname);
    const card = found === null ? undefined : board.cards.get(Number(found[1]));
    if (found === null || card === undefined) return null;
    if (found[2] === undefined) return { status: 200, body: details(card, commentsOf(card.ticket)) };
    if (found[2] === "looking") return { status: 200, body: { others: card.ticket % 5 === 0 ? ["Игорь Панин"] : [] } };
    if (found[2] === "comment") {
      commentsOf(card.ticket).push({ id: Date.now(), by: 17, name: "Анна Ковалёва", at_ms: Date.now(), text: body.text });
      touch(board, card, { comments: card.comments + 1, lu_ms: Date.now(), speaker: "staff" });
    } else if (found[2] === "labour") touch(board, card, { spent_min: card.spent_min + 30 });
    else if (found[2] === "agreement") touch(board, card, { agreement: body.agreement });
    else if (body.estimate === "-1") return { status: 400, body: { error: "estimate.negative" } };
    else {
      const { group: _group, estimate, important, ...fields } = body;
      touch(board, card, { ...fields, ...(estimate === undefined ? {} : { estimate_min: estimate === "" ? null : Math.round(Number(estimate.replace(",", ".")) * 60) }), ...(important === undefined ? {} : { class: important ? "incident" : "service", reason: important ? "important" : "otherwise" }), lu_ms: Date.now() });
    }
    return answer(card);
  };
}
