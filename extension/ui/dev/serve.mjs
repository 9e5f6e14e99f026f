// Serves the built pages with a made-up service behind them: `node dev/serve.mjs [port]`, then
// /b24/app?page=board|unbound|home|reports|install|settings|error&lang=ru|en&cards=40&admin=1&report=NAME
// Tickets ending in 7 are refused by the "portal", those ending in 8 were changed by somebody else.
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { healthAnswers } from "./made_up_health.mjs";
import { installAnswers } from "./made_up_install.mjs";
import { panelAnswers } from "./made_up_panel.mjs";
import { reportAnswer } from "./made_up_reports.mjs";
import { columns, companies, madeUpCards, rowOf, stages, stoppers, thresholds, types, users } from "./made_up.mjs";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'";
const kinds = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const pollMs = 25_000;
const entries = (titles) => titles.filter((title) => title !== "" && title !== "отдел мечты").map((title) => ({ title, color: "" }));

function windowOf(board) {
  const cards = [...board.cards.values()];
  const totals = stages.map((stage) => {
    const own = cards.filter((card) => card.stage === stage.id);
    return { stage: stage.id, cards: own.length, estimate_min: own.reduce((sum, card) => sum + (card.estimate_min ?? 0), 0), median_created_ms: own[0]?.created_ms ?? null };
  });
  return { totals, cards: stages.flatMap((stage) => cards.filter((card) => card.stage === stage.id).slice(0, 30)) };
}

export function startDemo(port = 0) {
  const boards = new Map();
  const boardFor = (size) => {
    if (!boards.has(size)) boards.set(size, { revision: 1, cards: new Map(madeUpCards(size, Date.now()).map((c) => [c.ticket, c])), waiting: new Set() });
    return boards.get(size);
  };
  const install = installAnswers(stages);
  const health = healthAnswers();
  let panel = () => null;
  const knobs = { down: false, expire: 0, delayMs: 150, forgetRun: install.forget, ill: health.ill, sync: undefined };

  const json = (response, status, body) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const bodyOf = async (request) => {
    let text = "";
    for await (const part of request) text += part;
    return text === "" ? {} : JSON.parse(text);
  };
  const changeOf = (board, since) => ({
    revision: board.revision, now_ms: Date.now(), gone: [], users: {}, companies: {}, stages: null,
    cards: [...board.cards.values()].filter((card) => card.revision > since).map(rowOf),
  });
  const touch = (board, card, fields) => {
    board.revision += 1;
    Object.assign(card, fields, { revision: board.revision });
    for (const wake of board.waiting) wake();
  };
  panel = panelAnswers(touch);

  async function page(url, response) {
    const size = Number(url.searchParams.get("cards") ?? 40);
    const name = url.searchParams.get("page") ?? "board";
    const bootstrap = {
      page: name, session: `demo.${size}`, lang: url.searchParams.get("lang") ?? "ru",
      user: { id: 17, name: "Анна Ковалёва", admin: url.searchParams.get("admin") !== "0", role: "administrator" },
      group: name === "board" || name === "unbound" ? 77 : null, group_name: "Поддержка клиентов", now_ms: Date.now(),
      error: name === "error" ? { code: "portal.unknown" } : null, groups: [],
      report: url.searchParams.has("report") ? { name: url.searchParams.get("report"), view: url.searchParams.get("view") ?? "" } : null,
      view: url.searchParams.get("view") ?? "", link: "http://portal.example/marketplace/view/app/",
    };
    const html = await readFile(join(dist, "index.html"), "utf8");
    const block = JSON.stringify(bootstrap).replaceAll("<", "\\u003c");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
    response.end(html.replace(/(id="sd-bootstrap">)null/, (_, start) => start + block));
  }

  async function asset(url, request, response) {
    const path = join(dist, normalize(url.pathname));
    const packed = (request.headers["accept-encoding"] ?? "").includes("gzip") && (await stat(`${path}.gz`).catch(() => null));
    if (!path.startsWith(dist) || !(await stat(path).catch(() => null))) return json(response, 404, {});
    response.writeHead(200, {
      "content-type": kinds[extname(path)] ?? "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
      ...(packed ? { "content-encoding": "gzip" } : {}),
    });
    createReadStream(packed ? `${path}.gz` : path).pipe(response);
  }

  async function feed(url, board, request, response) {
    const since = Number(url.searchParams.get("since"));
    if (board.revision <= since) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        const wake = () => { clearTimeout(timer); resolve(); };
        board.waiting.add(wake);
        response.on("close", wake);
      });
      board.waiting.clear();
    }
    if (!response.destroyed) json(response, 200, changeOf(board, since));
  }

  async function api(url, request, response) {
    const body = request.method === "POST" ? await bodyOf(request) : {};
    if (knobs.down) return response.destroy();
    if (url.pathname === "/api/session") return json(response, 200, { session: "demo.40" });
    if (knobs.expire > 0) { knobs.expire -= 1; return json(response, 401, { error: "session.expired", kind: "auth" }); }
    const board = boardFor(Number((request.headers.authorization ?? "").split(".").at(-1) ?? 40));
    const move = /^\/api\/cards\/(\d+)\/move$/.exec(url.pathname);
    if (url.pathname === "/api/board") {
      const window = url.searchParams.has("first") && board.cards.size > 1500 ? windowOf(board) : null;
      return json(response, 200, {
        window: window?.totals ?? null,
        group: { id: 77, name: "Поддержка клиентов", synced: true }, revision: board.revision, now_ms: Date.now(), sync: knobs.sync,
        can: { move: true, override: true, configure: true }, stages, columns, cards: (window?.cards ?? [...board.cards.values()]).map(rowOf),
        users, companies, types: entries(types), stoppers: entries(stoppers), thresholds,
      });
    }
    if (url.pathname === "/api/feed") return feed(url, board, request, response);
    if (url.pathname === "/api/groups") {
      return json(response, 200, { groups: [
        { id: 77, name: "Поддержка клиентов", bound: true, synced: true, open_cards: board.cards.size },
        { id: 78, name: "Инфраструктура", bound: true, synced: false, open_cards: 0 },
        { id: 79, name: "Праздники", bound: false, synced: false, open_cards: 0 },
      ] });
    }
    if (move !== null) {
      await new Promise((resolve) => setTimeout(resolve, knobs.delayMs));
      const card = board.cards.get(Number(move[1]));
      if (card === undefined) return json(response, 404, { error: "card.not_found" });
      if (card.ticket % 10 === 7) {
        return json(response, 403, { error: "portal.refused", kind: "denied", detail: "Недостаточно прав для изменения стадии задачи" });
      }
      if (card.ticket % 10 === 8 && card.revision === 1) {
        touch(board, card, { title: `${card.title} (уточнено)` });
        return json(response, 409, { error: "card.stale", kind: "conflict" });
      }
      touch(board, card, { stage: body.stage, lu_ms: Date.now(), speaker: "staff" });
      return json(response, 200, { card: rowOf(card), revision: board.revision, now_ms: Date.now() });
    }
    const about = panel(url, request.method, board, body);
    if (about !== null) return json(response, about.status, about.body);
    const report = reportAnswer(url);
    if (report !== null) return json(response, report.status, report.body);
    if (url.pathname.startsWith("/api/health")) return json(response, 200, health.answer(url.pathname, body));
    const answer = install.answer(url.pathname, request.method, body);
    return answer === null ? json(response, 404, { error: "not_found" }) : json(response, answer.status, answer.body);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const work = url.pathname.startsWith("/b24/") ? page(url, response)
      : url.pathname.startsWith("/api/") ? api(url, request, response)
      : asset(url, request, response);
    work.catch((error) => json(response, 500, { error: "demo", detail: String(error) }));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve({ server, port: server.address().port, boardFor, touch, knobs })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const demo = await startDemo(Number(process.argv[2] ?? 0));
  process.stdout.write(`http://127.0.0.1:${demo.port}/b24/app?page=board\n`);
}
