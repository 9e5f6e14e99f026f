// Starts and stops the programs of ./install/run, which checked the options. Prints addresses.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { callJson, freePort, until } from './http.mjs';
import { installApplication } from './install_app.mjs';

const { values: given } = parseArgs({
  options: {
    bin: { type: 'string' }, root: { type: 'string' }, state: { type: 'string' }, tasks: { type: 'string' },
    lang: { type: 'string' }, order: { type: 'string' }, port: { type: 'string' }, data: { type: 'string' },
    'as-of': { type: 'string' }, detach: { type: 'boolean', default: false },
  },
});
const say = (text) => process.stderr.write(`[run] ${text}\n`);
const running = [];

function start(name, program, args) {
  const log = openSync(join(given.state, `${name}.log`), 'w');
  const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  writeFileSync(join(given.state, `${name}.pid`), String(child.pid));
  const program_state = { name, child, ended: false };
  child.once('exit', (code, signal) => { program_state.ended = `${code ?? signal}`; });
  running.push(program_state);
  return program_state;
}

async function answers(program, url) {
  await until(`${program.name} to answer`, 30_000, async () => {
    if (program.ended !== false) {
      const log = readFileSync(join(given.state, `${program.name}.log`), 'utf8').trim().split('\n').slice(-5).join('\n');
      throw Object.assign(new Error(`${program.name} ended (${program.ended}):\n${log}`), { final: true });
    }
    return (await fetch(url)).ok;
  });
}

async function stopAll() {
  for (const program of running.reverse()) {
    if (program.ended === false) program.child.kill('SIGTERM');
    await until(`${program.name} to end`, 15_000, () => program.ended !== false).catch(() => program.child.kill('SIGKILL'));
  }
}

function configuration(ports, portal, service, clientSecret) {
  const text = (value) => JSON.stringify(value);
  return `# Written by ./install/run for one demo; see install/OPERATIONS.md for a real installation.
public_url = ${text(service)}
oauth_servers = [${text(portal)}]

[listen]
host = "127.0.0.1"
port = ${ports.service}

[storage]
url = ${text(`sqlite:${join(given.state, 'servicedesk.db')}`)}

[keys]
file = ${text(join(given.state, 'servicedesk.key'))}

[paths]
manifests = ${text(join(given.root, 'manifests'))}
ui = ${text(join(given.root, 'extension/ui/dist'))}

[[portal]]
address = ${text(portal)}
client_id = ${text(clientSecret.id)}
client_secret = ${text(clientSecret.secret)}
limits = "off"
`;
}

async function play(portal, group) {
  await callJson(`${portal}/_double/play`, { file: given.data, group, until: given['as-of'] ?? null, zone: 'Europe/Brussels' });
  let shown = 0;
  await until('the history to be played', 600_000, async () => {
    const progress = await callJson(`${portal}/_double/play`);
    if (progress.state === 'failed') throw new Error(`the history cannot be played: ${progress.error}`);
    if (progress.done - shown >= 10_000 || progress.state === 'done') {
      shown = progress.done;
      say(`playing: ${progress.done} of ${progress.total} rows`);
    }
    return progress.state === 'done';
  }, 200);
}

async function main() {
  const ports = { portal: await freePort(Number(given.port ?? 0)), service: await freePort() };
  const portal = `http://127.0.0.1:${ports.portal}`;
  const service = `http://127.0.0.1:${ports.service}`;
  const app = { id: 'local.65a1b2c3d4e5f6.12345678', secret: randomBytes(24).toString('base64url') };

  say('starting the portal double');
  const double = start('portal_double', join(given.bin, 'tests/portal/app/portal_double'), [
    '--port', String(ports.portal), '--lang', given.lang, '--pages', join(given.root, 'tests/portal/pages'),
    '--tasks', given.data ? '0' : given.tasks,
    ...(given['as-of'] && !given.data ? ['--clock', given['as-of']] : []),
  ]);
  await answers(double, `${portal}/_double/health`);
  const scopes = JSON.parse(readFileSync(join(given.root, 'manifests/application.json'), 'utf8')).scopes.map((scope) => scope.name);
  await callJson(`${portal}/_double/app`, {
    client_id: app.id, client_secret: app.secret, title: 'Service Desk', scopes, api_only: false,
    handler: `${service}/b24/app`, install: `${service}/b24/install`,
  });

  say('starting the service');
  writeFileSync(join(given.state, 'servicedesk.toml'), configuration(ports, portal, service, app), { mode: 0o600 });
  const desk = start('servicedeskd', join(given.bin, 'extension/app/servicedeskd'), ['--config', join(given.state, 'servicedesk.toml')]);
  await answers(desk, `${service}/healthz`);

  const state = await callJson(`${portal}/_double/state`);
  const group = 77;
  const install = () => installApplication({ portal, service, clientId: app.id, group, user: state.administrator ?? 1, clientCheck: Boolean(given.data), say });
  if (given.data && given.order === 'play-first') await play(portal, group);
  await install();
  if (given.data && given.order === 'install-first') await play(portal, group);
  if (!given.data) await callJson(`${portal}/_double/fill_fields`, { group });

  const result = { portal, service, group, state: given.state, pids: Object.fromEntries(running.map((p) => [p.name, p.child.pid])) };
  writeFileSync(join(given.state, 'run.json'), JSON.stringify(result));
  if (given.detach) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    for (const program of running) program.child.unref();
    process.exit(0);
  }
  say('ready. Open in a browser:');
  process.stdout.write(`${portal}/workgroups/group/${group}/\n`);
  say('the tab "Service Desk" of the group is the board; Ctrl-C stops everything');
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    for (const program of running) program.child.once('exit', () => resolve());
  });
  const broken = running.find((program) => program.ended !== false);
  await stopAll();
  if (broken && broken.ended !== '0' && broken.ended !== 'SIGINT') say(`${broken.name} ended by itself (${broken.ended}); its log is ${join(given.state, `${broken.name}.log`)}`);
  else say('stopped');
}

main().catch(async (failure) => {
  say(failure.message);
  await stopAll();
  process.exit(1);
});
