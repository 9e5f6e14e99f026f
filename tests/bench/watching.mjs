// Many boards open on one group while cards change at an even rate: how old each of them gets, and what that costs the service.
import { callJson, until } from '../../install/demo/http.mjs';
import { kGroup, openBoard, readCompletely, withDesk } from './desk.mjs';
import { follow, nextChange } from './freshness.mjs';
import { median, processorSeconds, quantile } from './table.mjs';

const kBoards = 50;
const kPerSecond = 20;
const kAdministrator = 1;
const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Changes cards one after another; a card whose last change some board still waits for is left alone. */
async function change(desk, cards, stages, seconds, watchers, watched) {
  const begin = now();
  const total = seconds * kPerSecond;
  const sent = [];
  for (let number = 0, at = 0; number < total && !watched.over; ++number, ++at) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begin + (number * 1000) / kPerSecond - now())));
    const busy = (card) => watchers.some((watcher) => watcher.pending.has(card.ticket));
    const first = at;
    while (busy(cards[at % cards.length])) if (++at - first > cards.length) throw new Error('every card waits for its last change');
    const card = cards[at % cards.length];
    const next = nextChange(number, card, stages);
    for (const watcher of watchers) watcher.pending.set(card.ticket, { shown: next.shown, begin: now() });
    sent.push(callJson(`${desk.portal}/_double/act`, { user: kAdministrator, method: next.method, params: next.params }).catch((failure) => watched.fail(failure)));
  }
  await Promise.all(sent);
}

export async function watching(table, { bin, root, smoke, say }) {
  const seconds = smoke ? 3 : 30;
  const boards = smoke ? 10 : kBoards;
  await withDesk({ bin, root, say, double: ['--tasks', smoke ? '300' : '1000'] }, async (desk) => {
    await desk.install();
    await readCompletely(desk);
    const first = await openBoard(desk, kAdministrator);
    const { columns, stages } = first.picture;
    const open = stages.filter((stage) => stage.role !== 'done').map((stage) => stage.id);
    const cards = first.picture.cards.map((row) => ({ ticket: row[columns.indexOf('ticket')], stage: row[columns.indexOf('stage')] })).filter((card) => open.includes(card.stage));
    const watched = { over: false, failure: undefined, fail(failure) { this.failure ??= failure; this.over = true; } };
    // Each notes how long every change took to it.
    const watchers = Array.from({ length: boards }, () => ({ pending: new Map(), delays: [], get over() { return watched.over; } }));
    const following = Promise.all(watchers.map((watcher) => follow(desk, first, columns, watcher))).catch((failure) => watched.fail(failure));
    try {
      say(`watching: ${boards} boards, ${seconds} s of ${kPerSecond} changes/s`);
      const used = processorSeconds(desk.pids.servicedeskd);
      const begin = now();
      await change(desk, cards, open, seconds, watchers, watched);
      await until('all changes to arrive everywhere', 30_000, () => {
        const missing = watchers.reduce((sum, watcher) => sum + watcher.pending.size, 0);
        if (missing > 0 && !watched.over) throw new Error(`${missing} have not`);
        return true;
      });
      if (watched.failure) throw watched.failure;
      const cores = (processorSeconds(desk.pids.servicedeskd) - used) / ((now() - begin) / 1000);
      const p99 = watchers.map((watcher) => quantile(watcher.delays, 0.99));
      table.row(`${boards} boards, ${kPerSecond} changes/s: change to board, p50`, 'ms', watchers.map((watcher) => median(watcher.delays)));
      table.row(`${boards} boards, ${kPerSecond} changes/s: change to board, p99 of the slowest board`, 'ms', [Math.max(...p99)], '< 1000', Math.max(...p99) < 1000);
      table.row(`${boards} boards, ${kPerSecond} changes/s: processor of servicedeskd`, 'cores', [cores], '< 1', cores < 1);
    } finally {
      watched.over = true;
      // One more change lets the waiting boards answer.
      await callJson(`${desk.portal}/_double/act`,
        { user: kAdministrator, method: 'tasks.task.update', params: { taskId: cards[0].ticket, fields: { TITLE: 'Последнее изменение' } } });
      await following;
    }
  });
}
