// How fast a portal's past is taken over when nothing limits the requests: a box, or a portal of one's own.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { playHistory } from '../../install/demo/play_history.mjs';
import { kGroup, readCompletely, withDesk } from './desk.mjs';
import { memory, processorSeconds } from './table.mjs';

const kTasksPerSecond = 3000;
const kMegabytes = 250;

// Python's sqlite3: this Node has none.
const kCounts = `
import json, sqlite3, sys
db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
one = lambda sql: db.execute(sql).fetchone()[0]
print(json.dumps({
  'cards': one('SELECT COUNT(*) FROM card'), 'unread': one('SELECT COUNT(*) FROM card WHERE history_read = 0'),
  'journal': one('SELECT COUNT(*) FROM journal'), 'labour': one('SELECT COUNT(*) FROM labour'),
  'phases': [dict(zip(('phase', 'done', 'requests', 'begin', 'end'), row)) for row in db.execute(
    'SELECT phase, SUM(done), SUM(requests), MIN(started_ms), MAX(finished_ms) FROM back_fill GROUP BY phase ORDER BY MIN(started_ms)')]}))`;

function counts(desk) {
  return JSON.parse(execFileSync('python3', ['-c', kCounts, join(desk.state, 'servicedesk.db')], { encoding: 'utf8' }));
}

/**
 * `tasks` made-up ones, a sixth of them open, or those of the history in `file`, which are longer. Told per
 * phase; the rate counts the time in phases, not the pause between the installation and the work after it.
 */
export async function firstFill(table, { bin, root, say, tasks, file }) {
  const name = file ? 'first fill of a long history' : 'first fill';
  const double = ['--limits', 'off', '--tasks', String(file ? 0 : Math.round(tasks / 6))];
  await withDesk({ bin, root, limits: 'off', say, double }, async (desk) => {
    if (file) await playHistory(desk.portal, { file, group: kGroup, say });
    const processor = processorSeconds(desk.pids.servicedeskd), portals = processorSeconds(desk.pids.portal_double);
    say(name);
    await desk.install();
    await readCompletely(desk, 600_000);
    const filled = counts(desk);
    if (filled.unread > 0) throw new Error(`${name}: ${filled.unread} histories have not been read`);
    if (filled.cards === 0 || filled.journal < filled.cards) throw new Error(`${name}: ${filled.cards} cards, ${filled.journal} rows in the journal`);

    let seconds = 0;
    for (const phase of filled.phases) {
      const took = (phase.end - phase.begin) / 1000;
      seconds += took;
      say(`  ${phase.phase}: ${phase.done} in ${took.toFixed(1)} s, ${phase.requests} requests`);
    }
    const rate = filled.cards / seconds, most = memory(desk.pids.servicedeskd, true);
    table.row(`${name}, ${filled.cards} tasks, ${filled.journal} journal rows, ${filled.labour} labour records`, 's', [seconds]);
    for (const { phase, done, begin, end } of filled.phases) {
      if (done > 0) table.row(`  ${phase}, ${done} records`, '1/s', [done / Math.max(0.001, (end - begin) / 1000)]);
    }
    table.row(`${name}, tasks into SQLite`, 'tasks/s', [rate], `>= ${kTasksPerSecond}`, rate >= kTasksPerSecond);
    table.row(`${name}, processor time of servicedeskd`, 's', [processorSeconds(desk.pids.servicedeskd) - processor]);
    table.row(`${name}, processor time of the portal double`, 's', [processorSeconds(desk.pids.portal_double) - portals]);
    table.row(`${name}, most memory of servicedeskd`, 'MB', [most], `< ${kMegabytes}`, most < kMegabytes);
  });
}
