// How long a change made in the portal takes to an open board, under a steady stream of changes.
import { callJson, until } from '../../install/demo/http.mjs';
import { kGroup, openBoard, readCompletely, withDesk } from './desk.mjs';
import { median, quantile } from './table.mjs';

const kChangesPerSecond = 50;
const kPollSeconds = 5;
const kAdministrator = 1;

let titles = 0;
const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Every other change moves a card, the rest give one a title it never had; each says by what a card shows that it has arrived. */
export function nextChange(number, card, stages) {
  if (number % 2 === 0) {
    const title = `Изменение ${++titles}`;
    return { method: 'tasks.task.update', params: { taskId: card.ticket, fields: { TITLE: title } }, shown: (row) => row.title === title };
  }
  const stage = stages[(stages.indexOf(card.stage) + 1) % stages.length];
  card.stage = stage;
  return { method: 'task.stages.movetask', params: { id: card.ticket, stageId: stage }, shown: (row) => row.stage === stage };
}

/** Follows the board as a page does until `watched.over`, and notes when changes appear on it. */
export async function follow(desk, board, columns, watched) {
  const place = Object.fromEntries(['ticket', 'stage', 'title'].map((name) => [name, columns.indexOf(name)]));
  let since = board.picture.revision;
  while (!watched.over) {
    const change = await callJson(`${desk.service}/api/feed?group=${kGroup}&since=${since}`, undefined, board.headers);
    const at = now();
    since = change.revision;
    for (const row of change.cards) {
      const waiting = watched.pending.get(row[place.ticket]);
      if (!waiting?.shown({ stage: row[place.stage], title: row[place.title] })) continue;
      watched.delays.push(at - waiting.begin);
      watched.pending.delete(row[place.ticket]);
    }
  }
}

/** Changes cards one after another at an even rate; returns how many a second the portal has taken. */
async function change(desk, cards, stages, { seconds, perSecond }, watched) {
  const begin = now();
  const total = seconds * perSecond;
  const sent = [];
  for (let number = 0, at = 0; number < total && !watched.over; ++number, ++at) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begin + (number * 1000) / perSecond - now())));
    // A card whose last change is still under way is left alone: it could not be told which of the two arrived.
    if (watched.pending.size >= cards.length) throw new Error(`${watched.pending.size} changes, one of every card, are under way`);
    while (watched.pending.has(cards[at % cards.length].ticket)) ++at;
    const card = cards[at % cards.length];
    const next = nextChange(number, card, stages);
    watched.pending.set(card.ticket, { shown: next.shown, begin: now() });
    sent.push(callJson(`${desk.portal}/_double/act`, { user: kAdministrator, method: next.method, params: next.params })
      .catch((failure) => watched.fail(failure)));
  }
  await Promise.all(sent);
  return total / ((now() - begin) / 1000);
}

/** HTTP requests the portal was sent, and those of them it has refused for its limit. */
async function requestsOf(desk) {
  const counts = await callJson(`${desk.portal}/_double/requests`);
  return { sent: counts['(requests)'] ?? 0, refused: counts['(refused)'] ?? 0 };
}

/**
 * Changes cards for `pace.seconds` at an even rate and returns the milliseconds each took to the board. Time
 * counts from the sending of the change, so the portal's own work is in it. Fails when one never arrives.
 */
async function stream(desk, pace, patienceMs) {
  const board = await openBoard(desk, kAdministrator);
  const { columns, stages } = board.picture;
  const open = stages.filter((stage) => stage.role !== 'done').map((stage) => stage.id);
  const cards = board.picture.cards
    .map((row) => ({ ticket: row[columns.indexOf('ticket')], stage: row[columns.indexOf('stage')] }))
    .filter((card) => open.includes(card.stage));
  const fail = (failure) => {
    watched.failure ??= failure;
    watched.over = true;
  };
  const before = await requestsOf(desk);
  const begin = now();
  const watched = { pending: new Map(), delays: [], over: false, fail };
  const following = follow(desk, board, columns, watched).catch((failure) => watched.fail(failure));
  try {
    const rate = await change(desk, cards, open, pace, watched);
    await until('all changes to arrive', patienceMs, () => {
      if (watched.pending.size > 0 && !watched.over) throw new Error(`${watched.pending.size} of ${pace.seconds * pace.perSecond} have not`);
      return true;
    });
    if (watched.failure) throw watched.failure;
    const after = await requestsOf(desk);
    const requests = (after.sent - before.sent) / ((now() - begin) / 1000);
    return { delays: watched.delays, rate, requests, refused: after.refused - before.refused };
  } finally {
    watched.over = true;
    // One more change lets the waiting board answer.
    await callJson(`${desk.portal}/_double/events`, { drop: 0 });
    await callJson(`${desk.portal}/_double/act`,
      { user: kAdministrator, method: 'tasks.task.update', params: { taskId: cards[0].ticket, fields: { TITLE: 'Последнее изменение' } } });
    await following;
  }
}

function report(table, name, { perSecond }, round, target, holds) {
  table.row(`change to board, ${name}, p50`, 'ms', [median(round.delays)]);
  table.row(`change to board, ${name}, p99`, 'ms', [quantile(round.delays, 0.99)], target, holds);
  table.row(`change to board, ${name}, longest of ${round.delays.length}`, 'ms', [Math.max(...round.delays)]);
  table.row(`change to board, ${name}, requests`, '1/s', [round.requests]);
  table.row(`change to board, ${name}, requests refused`, '', [round.refused], '0', round.refused === 0);
  table.row(`change to board, ${name}, changes`, '1/s', [round.rate], `>= ${perSecond * 0.95}`, round.rate >= perSecond * 0.95);
}

/** `limits` as in the configuration; the portal has the same. `rate` is in changes per second. */
export async function freshness(table, { bin, root, smoke, say, limits = 'off', rate = kChangesPerSecond }) {
  const tasks = smoke ? 400 : 1000;
  const pace = { seconds: smoke ? 4 : 30, perSecond: rate };
  const more = `\n[events]\nqueue_poll_seconds = ${kPollSeconds}\n`;
  await withDesk({ bin, root, limits, more, say, double: ['--tasks', String(tasks), '--limits', limits] }, async (desk) => {
    await desk.install();
    // Or its first reading would compete with the changes.
    await readCompletely(desk);
    say(`freshness: ${pace.seconds} s of ${rate} changes/s, online events on, limits ${limits}`);
    const online = await stream(desk, pace, 30_000);
    report(table, `online events, limits ${limits}`, pace, online, '< 1000', quantile(online.delays, 0.99) < 1000);

    say(`freshness: the same with all online events dropped, the queue polled every ${kPollSeconds} s`);
    await callJson(`${desk.portal}/_double/events`, { drop: 1 });
    const polled = await stream(desk, pace, 30_000);
    const bound = (kPollSeconds + 1) * 1000;
    report(table, `poll every ${kPollSeconds} s, limits ${limits}`, pace, polled, `< ${bound}`, quantile(polled.delays, 0.99) < bound);
  });
}
