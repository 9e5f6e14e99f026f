// How fast sdctl takes a boxed portal's history from its own database, on a MariaDB of this measurement's own.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { memory, processorSeconds } from './table.mjs';

const kTasksPerSecond = 20_000;
const kMegabytes = 100;

// What an installation leaves behind: the portal, and its group 77 connected. Python's sqlite3: this Node has none.
const kInstalled = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO portal (id, member_id, client_endpoint, server_endpoint, client_id, application_token_sealed, installed_by,"
           " installed_ms, state, scope, lang) VALUES (1, 'm1', 'https://portal.example/rest/', 'https://oauth.example/rest/', 'local.1', '', 1, 0, 'installed', 'task', 'ru')")
db.execute("INSERT INTO bound_group (portal, group_id, name, bound_ms, status_follows_stage, stage_follows_status, estimate_first, synced)"
           " VALUES (1, 77, 'Поддержка клиентов', 4000000000000, 1, 1, 0, 0)")
db.commit()`;
const kCounts = `
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(json.dumps({'rows': [db.execute('SELECT COUNT(*) FROM ' + table).fetchone()[0] for table in ('card', 'journal', 'labour')],
  'phases': db.execute("SELECT phase, done, finished_ms - started_ms FROM back_fill WHERE phase IN ('import', 'labour') ORDER BY started_ms").fetchall()}))`;

/** Fills a fresh box with `tasks` tasks, five history rows and three labour records each, and imports it. */
export async function importBox(table, { bin, root, say, tasks }) {
  const folder = mkdtempSync(join(tmpdir(), 'sd-import-')), server = join(folder, 'server');
  const script = join(root, 'tests/servers/mariadb.sh');
  try {
    execFileSync(script, ['start', server], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, SD_TEST_MARIADB_OPTIONS: '--innodb-buffer-pool-size=512M' } });
    const socket = readFileSync(join(server, 'socket'), 'utf8').trim();
    const sql = (text) => execFileSync('mariadb', ['--no-defaults', '--user=root', '--default-character-set=utf8mb4', `--socket=${socket}`, '--database=box'], { input: text, stdio: ['pipe', 'ignore', 'inherit'] });
    execFileSync('mariadb', ['--no-defaults', '--user=root', `--socket=${socket}`, '-e', 'CREATE DATABASE box CHARACTER SET utf8mb4']);
    say(`filling a box with ${tasks.toLocaleString('en')} tasks`);
    sql(readFileSync(join(root, 'tests/portal/box/box_tables.sql'), 'utf8')
      .replace('CUSTOM_FIELDS)', ', UF_SD_TYPE TEXT, UF_SD_STOPPER TEXT, UF_SD_ESTIMATE DOUBLE)'));
    sql(readFileSync(join(root, 'tests/bench/box.sql'), 'utf8').replaceAll('TASKS', String(tasks)));

    const state = join(folder, 'state'), file = join(state, 'servicedesk.db'), config = join(folder, 'servicedesk.toml');
    mkdirSync(state);
    writeFileSync(config, readFileSync(join(root, 'install/servicedesk.example.toml'), 'utf8')
      .replaceAll('/var/lib/servicedesk', state).replaceAll('/opt/servicedesk/manifests', join(root, 'manifests')));
    writeFileSync(join(folder, 'portal.example.com.secret'), 'unused', { mode: 0o600 });
    execFileSync(join(bin, 'install/sdctl/sdctl'), ['-c', config, 'migrate'], { stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('python3', ['-c', kInstalled, file]);

    say('importing it');
    const pid = Number(readFileSync(join(server, 'pid'), 'utf8'));
    const before = processorSeconds(pid), begin = process.hrtime.bigint();
    const sdctl = spawn(join(bin, 'install/sdctl/sdctl'), ['-c', config, 'import', '--portal-db', `mysql://root@localhost/box?socket=${socket}`, '--zone', 'Europe/Moscow'],
      { stdio: ['ignore', 'ignore', 'inherit'] });
    let most = 0, used = 0;
    const watch = setInterval(() => {
      try {
        most = memory(sdctl.pid, true);
        used = processorSeconds(sdctl.pid);
      } catch { /* it has ended */ }
    }, 50);
    const code = await new Promise((ended) => sdctl.on('exit', ended));
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
    clearInterval(watch);
    if (code !== 0) throw new Error(`sdctl import ended with ${code}`);
    const { rows: [cards, journal, labour], phases } = JSON.parse(execFileSync('python3', ['-c', kCounts, file], { encoding: 'utf8' }));
    if (cards !== tasks || labour !== tasks * 3 || journal < tasks * 5) throw new Error(`imported are ${cards} cards, ${journal} journal rows, ${labour} labour records`);
    table.row(`import, ${cards} tasks, ${journal} journal rows, ${labour} labour records`, 's', [seconds]);
    for (const [phase, done, ms] of phases) table.row(`  ${phase === 'import' ? 'tasks with histories' : 'labour records'}`, '1/s', [done / (ms / 1000)]);
    table.row('import into SQLite', 'tasks/s', [cards / seconds], `>= ${kTasksPerSecond}`, cards / seconds >= kTasksPerSecond);
    table.row('import, processor time of sdctl', 's', [used]);
    table.row("import, processor time of the box's MariaDB", 's', [processorSeconds(pid) - before]);
    table.row('import, most memory of sdctl', 'MB', [most], `< ${kMegabytes}`, most < kMegabytes);
  } finally {
    execFileSync(script, ['stop', server], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  }
}
