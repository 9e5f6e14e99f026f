// The measuring half of install/bench. Everything on 127.0.0.1, bounded in count and time.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { callJson, freePort, until } from '../../install/demo/http.mjs';
import { openFrame } from '../../install/demo/install_app.mjs';

const { values: given } = parseArgs({
  options: { root: { type: 'string' }, bin: { type: 'string' }, smoke: { type: 'boolean', default: false } },
});
const rounds = given.smoke ? 1 : 5;
const seconds = given.smoke ? 2 : 5;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const spread = (values) => `${Math.min(...values)}..${Math.max(...values)}`;
const rows = [];
const say = (text) => process.stderr.write(`[bench] ${text}\n`);
function row(name, unit, values, target, holds) {
  const rounded = values.map((value) => Number(value.toPrecision(4)));
  rows.push({ name, unit, median: median(rounded), spread: spread(rounded), rounds: rounded.length, target: target ?? '', holds });
}

/** One wrk run; every answer must be 200. */
function wrk(url, connections, env) {
  const out = execFileSync('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', join(given.root, 'tests/bench/events.lua'), url],
    { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 60_000 });
  const result = JSON.parse(out.match(/RESULT (\{.*\})/)[1]);
  if (result.refused || result.broken) throw new Error(`${url}: ${result.refused} refused, ${result.broken} broken of ${result.requests}`);
  return { rate: result.requests / result.seconds, ...result };
}

async function events(run, state) {
  const port = await freePort();
  const empty = spawn(join(given.bin, 'tests/bench/empty_handler'), [String(port)], { stdio: 'ignore' });
  const env = { SD_MEMBER: state.member_id, SD_TOKEN: state.application_token };
  try {
    await until('the empty handler', 10_000, async () => (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' })).ok);
    for (const connections of [16, 64]) {
      const ours = [], yardstick = [], p99 = [], ratio = [];
      for (let round = 0; round < rounds; ++round) {
        // The two right after one another, so that a busy machine is busy for both.
        const theirs = wrk(`http://127.0.0.1:${port}`, connections, env);
        const measured = wrk(run.service, connections, env);
        yardstick.push(theirs.rate);
        ours.push(measured.rate);
        p99.push(measured.p99_ms);
        ratio.push((100 * measured.rate) / theirs.rate);
      }
      row(`empty cpprestsdk handler, ${connections} connections`, 'req/s', yardstick);
      row(`durable events, ${connections} connections`, 'events/s', ours);
      row(`durable events / empty handler, ${connections} connections`, '%', ratio, '>= 60', median(ratio) >= 60);
      row(`durable events p99, ${connections} connections`, 'ms', p99, '< 15', median(p99) < 15);
    }
  } finally {
    empty.kill('SIGTERM');
  }
}

async function board(run) {
  const page = await openFrame(run.portal, 1, 'SONET_GROUP_DETAIL_TAB', { GROUP_ID: String(run.group) });
  const headers = { authorization: `Bearer ${page.session}`, 'accept-encoding': 'gzip' };
  const url = `${run.service}/api/board?group=${run.group}`;
  const full = await callJson(url, undefined, headers);
  const bytes = Number(execFileSync('curl', ['-s', '-H', `Authorization: Bearer ${page.session}`, '-H', 'Accept-Encoding: gzip',
    '-o', '/dev/null', '-w', '%{size_download}', url], { encoding: 'utf8' }));
  const times = [];
  for (let i = 0; i < (given.smoke ? 50 : 500); ++i) {
    const begin = process.hrtime.bigint();
    const answer = await fetch(url, { headers });
    await answer.arrayBuffer();
    times.push(Number(process.hrtime.bigint() - begin) / 1e6);
  }
  row(`board API, ${full.cards.length} open cards, p50 with transfer`, 'ms', [median(times)], '< 5', median(times) < 5);
  row(`board API, ${full.cards.length} open cards, compressed`, 'KB', [bytes / 1024], '< 60', bytes / 1024 < 60);
}

function inner() {
  for (const name of readdirSync(join(given.bin, 'tests/bench')).filter((file) => file.endsWith('_bench'))) {
    say(`inner parts: ${name}`);
    const out = execFileSync(join(given.bin, 'tests/bench', name),
      ['--benchmark_format=json', `--benchmark_min_time=${given.smoke ? 0.01 : 0.2}`, `--benchmark_repetitions=${rounds}`],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
    const byName = new Map();
    for (const run of JSON.parse(out).benchmarks) {
      if (run.run_type !== 'iteration') continue;
      if (run.error_occurred) throw new Error(`${run.name}: ${run.error_message}`);
      byName.set(run.name, [...(byName.get(run.name) ?? []), run.real_time * { ns: 1e-3, us: 1, ms: 1e3, s: 1e6 }[run.time_unit]]);
    }
    for (const [bench, times] of byName) row(bench, 'us', times);
  }
}

function table() {
  const cells = [['what', 'median', 'spread', 'unit', 'target', ''],
    ...rows.map((r) => [r.name, String(r.median), r.spread, r.unit, r.target, r.holds === undefined ? '' : r.holds ? 'met' : 'MISSED'])];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  return cells.map((line) => line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()).join('\n');
}

const machine = { cpu: os.cpus()[0].model, cores: os.cpus().length, memory_gib: Math.round(os.totalmem() / 2 ** 30), kernel: os.release(), node: process.version };
const state = mkdtempSync(join(os.tmpdir(), 'servicedesk-bench-'));
const runner = join(given.root, 'install/run');
try {
  inner();
  say('starting a portal with 1,000 open tasks');
  const run = JSON.parse(execFileSync(runner, ['--no-build', '--detach', '--tasks', '1000', '--state', state], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
  // What the portal sends with every page and every event.
  const frame = await callJson(`${run.portal}/_double/frame`, { user: 1, placement: 'DEFAULT', options: {}, install: false });
  const portal = { member_id: frame.fields.member_id, application_token: frame.fields.APPLICATION_TOKEN };
  say('board');
  await board(run);
  row('memory of servicedeskd', 'MB', [Number(readFileSync(`/proc/${run.pids.servicedeskd}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024]);
  // The portal sleeps while events pour in: what is measured is taking and keeping them, not reading tasks back.
  process.kill(run.pids.portal_double, 'SIGSTOP');
  try {
    say(`events: ${rounds} rounds of ${seconds} s`);
    await events(run, portal);
  } finally {
    process.kill(run.pids.portal_double, 'SIGCONT');
  }
} finally {
  try { execFileSync(runner, ['--stop', '--state', state], { stdio: 'ignore' }); } catch { /* nothing was started */ }
  rmSync(state, { recursive: true, force: true });
}
const artifacts = process.env.SD_ARTIFACTS ?? join(given.root, 'build/artifacts');
if (!existsSync(artifacts)) mkdirSync(artifacts, { recursive: true });
writeFileSync(join(artifacts, 'bench.json'), JSON.stringify({ machine, smoke: given.smoke, rows }, null, 2));
process.stdout.write(`${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB, Linux ${machine.kernel}${given.smoke ? ' (smoke run: one short round)' : ''}\n${table()}\n`);
