// The measuring half of install/bench. Everything on 127.0.0.1, bounded in count and time.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { callJson, freePort, until } from '../../install/demo/http.mjs';
import { kGroup, openBoard, readCompletely, withDesk } from './desk.mjs';
import { firstFill } from './first_fill.mjs';
import { freshness } from './freshness.mjs';
import { importBox } from './import.mjs';
import { reportTimes } from './reports.mjs';
import { screens } from './screens.mjs';
import { median, memory, Table } from './table.mjs';
import { watching } from './watching.mjs';

const kParts = ['inner', 'load', 'boards', 'screens', 'watching', 'freshness', 'fill', 'reports', 'import'];
const { values: given, positionals } = parseArgs({
  options: {
    root: { type: 'string' }, bin: { type: 'string' }, smoke: { type: 'boolean', default: false },
    history: { type: 'string' }, limits: { type: 'string' }, rate: { type: 'string' }, tasks: { type: 'string' },
  },
  allowPositionals: true,
});
const unknown = positionals.find((part) => !kParts.includes(part));
if (unknown !== undefined) {
  process.stderr.write(`unknown part ${unknown}; the parts are ${kParts.join(', ')}\n`);
  process.exit(2);
}
const bin = resolve(given.bin);
const rounds = given.smoke ? 1 : 5;
const seconds = given.smoke ? 2 : 5;
const table = new Table();
const say = (text) => process.stderr.write(`[bench] ${text}\n`);

/** One wrk run; every answer must be 200. */
function wrk(url, connections, env) {
  const out = execFileSync('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', join(given.root, 'tests/bench/events.lua'), url],
    { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 60_000 });
  const result = JSON.parse(out.match(/RESULT (\{.*\})/)[1]);
  if (result.refused || result.broken) throw new Error(`${url}: ${result.refused} refused, ${result.broken} broken of ${result.requests}`);
  return { rate: result.requests / result.seconds, ...result };
}

async function events(desk, state) {
  const port = await freePort();
  const empty = spawn(join(bin, 'tests/bench/empty_handler'), [String(port)], { stdio: 'ignore' });
  const env = { SD_MEMBER: state.member_id, SD_TOKEN: state.application_token };
  try {
    await until('the empty handler', 10_000, async () => (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' })).ok);
    for (const connections of [16, 64]) {
      const ours = [], yardstick = [], p99 = [], ratio = [];
      for (let round = 0; round < rounds; ++round) {
        // The two right after one another, so that a busy machine is busy for both.
        const theirs = wrk(`http://127.0.0.1:${port}`, connections, env);
        const measured = wrk(desk.service, connections, env);
        yardstick.push(theirs.rate);
        ours.push(measured.rate);
        p99.push(measured.p99_ms);
        ratio.push((100 * measured.rate) / theirs.rate);
      }
      table.row(`empty cpprestsdk handler, ${connections} connections`, 'req/s', yardstick);
      table.row(`durable events, ${connections} connections`, 'events/s', ours);
      table.row(`durable events / empty handler, ${connections} connections`, '%', ratio, '>= 60', median(ratio) >= 60);
      table.row(`durable events p99, ${connections} connections`, 'ms', p99, '< 15', median(p99) < 15);
    }
  } finally {
    empty.kill('SIGTERM');
  }
}

async function board(desk) {
  const { headers, picture } = await openBoard(desk);
  const url = `${desk.service}/api/board?group=${kGroup}`;
  const bytes = Number(execFileSync('curl', ['-s', '-H', `Authorization: ${headers.authorization}`, '-H', 'Accept-Encoding: gzip',
    '-o', '/dev/null', '-w', '%{size_download}', url], { encoding: 'utf8' }));
  const times = [];
  for (let i = 0; i < (given.smoke ? 50 : 500); ++i) {
    const begin = process.hrtime.bigint();
    await received(url, headers);
    times.push(Number(process.hrtime.bigint() - begin) / 1e6);
  }
  table.row(`board API, ${picture.cards.length} open cards, p50 with transfer`, 'ms', [median(times)], '< 2', median(times) < 2);
  table.row(`board API, ${picture.cards.length} open cards, compressed`, 'KB', [bytes / 1024], '< 60', bytes / 1024 < 60);
}

const kept = new Agent({ keepAlive: true, maxSockets: 1 });
/** Resolves when the whole answer is here, compressed as it came: taking it apart is the browser's time. */
function received(url, headers) {
  return new Promise((resolve, reject) => {
    get(url, { agent: kept, headers: { ...headers, 'accept-encoding': 'gzip' } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
      answer.on('end', resolve).resume();
    }).on('error', reject);
  });
}

/** A board of 10,000 open cards: what is asked for first, the rest, and one card back after a move. */
async function boards() {
  const tasks = given.smoke ? 2000 : 10_000;
  say(`starting a portal with ${tasks.toLocaleString('en')} open tasks`);
  await withDesk({ bin, root: given.root, say, double: ['--tasks', String(tasks)] }, async (desk) => {
    await desk.install();
    await callJson(`${desk.portal}/_double/fill_fields`, { group: kGroup });
    await readCompletely(desk);
    const { headers, picture } = await openBoard(desk);
    for (const [name, query, limit] of [['first window', '&first=1', 3], ['all', '', 12]]) {
      const times = [];
      for (let i = 0; i < (given.smoke ? 30 : 300); ++i) {
        const begin = process.hrtime.bigint();
        await received(`${desk.service}/api/board?group=${kGroup}${query}`, headers);
        times.push(Number(process.hrtime.bigint() - begin) / 1e6);
      }
      table.row(`board API, ${picture.cards.length} open cards, ${name}, p50 with transfer`, 'ms', [median(times)], `< ${limit}`, median(times) < limit);
    }
    const column = (name) => picture.columns.indexOf(name);
    const [first, second] = picture.stages;
    const card = picture.cards.find((row) => row[column('stage')] === first.id);
    const answer = await fetch(`${desk.service}/api/cards/${card[column('ticket')]}/move`, {
      method: 'POST', headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ group: kGroup, stage: second.id, revision: card[column('revision')] }),
    });
    const bytes = (await answer.text()).length;
    if (!answer.ok) throw new Error(`the move answered ${answer.status}`);
    table.row('a move: one request, one card back', 'bytes', [bytes], '< 1024', bytes < 1024);
  });
}

function inner() {
  for (const name of readdirSync(join(bin, 'tests/bench')).filter((file) => file.endsWith('_bench'))) {
    say(`inner parts: ${name}`);
    const out = execFileSync(join(bin, 'tests/bench', name),
      ['--benchmark_format=json', `--benchmark_min_time=${given.smoke ? 0.01 : 0.2}`, `--benchmark_repetitions=${rounds}`],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
    const byName = new Map();
    for (const run of JSON.parse(out).benchmarks) {
      if (run.run_type !== 'iteration') continue;
      if (run.error_occurred) throw new Error(`${run.name}: ${run.error_message}`);
      byName.set(run.name, [...(byName.get(run.name) ?? []), run.real_time * { ns: 1e-3, us: 1, ms: 1e3, s: 1e6 }[run.time_unit]]);
    }
    for (const [bench, times] of byName) table.row(bench, 'us', times);
  }
}

async function load() {
  say('starting a portal with 1,000 open tasks');
  await withDesk({ bin, root: given.root, say, double: ['--tasks', '1000'] }, async (desk) => {
    await desk.install();
    await callJson(`${desk.portal}/_double/fill_fields`, { group: kGroup });
    // Or what is measured is a board and an inbox beside a first reading.
    await readCompletely(desk);
    // What the portal sends with every page and every event.
    const frame = await callJson(`${desk.portal}/_double/frame`, { user: 1, placement: 'DEFAULT', options: {}, install: false });
    say('board');
    await board(desk);
    table.row('memory of servicedeskd', 'MB', [memory(desk.pids.servicedeskd)]);
    // The portal sleeps while events pour in: what is measured is taking and keeping them, not reading tasks back.
    process.kill(desk.pids.portal_double, 'SIGSTOP');
    try {
      say(`events: ${rounds} rounds of ${seconds} s`);
      await events(desk, { member_id: frame.fields.member_id, application_token: frame.fields.APPLICATION_TOKEN });
    } finally {
      process.kill(desk.pids.portal_double, 'SIGCONT');
    }
  });
}

const context = { bin, root: given.root, smoke: given.smoke, say };
const parts = {
  inner,
  load,
  boards,
  screens: () => screens(table, context),
  watching: () => watching(table, context),
  freshness: () => freshness(table, { ...context, ...(given.limits ? { limits: given.limits } : {}), ...(given.rate ? { rate: Number(given.rate) } : {}) }),
  // As many tasks as give a million rows in the journal.
  fill: async () => {
    await firstFill(table, { ...context, tasks: given.smoke ? 3000 : 130_000 });
    if (given.history) await firstFill(table, { ...context, file: resolve(given.history) });
  },
  reports: () => reportTimes(table, given.tasks ? { ...context, tasks: Number(given.tasks) } : context),
  import: () => importBox(table, { ...context, tasks: given.smoke ? 5000 : Number(given.tasks ?? 200_000) }),
};
for (const part of positionals.length > 0 ? kParts.filter((name) => positionals.includes(name)) : kParts) await parts[part]();
process.stdout.write(table.finish(process.env.SD_ARTIFACTS ?? join(given.root, 'build/artifacts'), given.smoke));
