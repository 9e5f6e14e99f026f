// Starts and stops the programs of ./install/run, which checked the options. Prints addresses.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { callJson } from './http.mjs';
import { installApplication } from './install_app.mjs';
import { playHistory } from './play_history.mjs';
import { Programs, startPair } from './programs.mjs';

const { values: given } = parseArgs({
  options: {
    bin: { type: 'string' }, root: { type: 'string' }, state: { type: 'string' }, tasks: { type: 'string' },
    lang: { type: 'string' }, order: { type: 'string' }, port: { type: 'string' }, data: { type: 'string' },
    'as-of': { type: 'string' }, detach: { type: 'boolean', default: false },
  },
});
const say = (text) => process.stderr.write(`[run] ${text}\n`);
const programs = new Programs(given.state);

async function main() {
  const { portal, service, clientId } = await startPair(programs, {
    ...given, port: Number(given.port ?? 0), say,
    double: ['--lang', given.lang, '--tasks', given.data ? '0' : given.tasks,
      ...(given['as-of'] && !given.data ? ['--clock', given['as-of']] : [])],
  });
  const state = await callJson(`${portal}/_double/state`);
  const group = 77;
  const install = () => installApplication({ portal, service, clientId, group, user: state.administrator ?? 1, clientCheck: Boolean(given.data), say });
  const play = () => playHistory(portal, { file: given.data, group, end: given['as-of'], say });
  if (given.data && given.order === 'play-first') await play();
  await install();
  if (given.data && given.order === 'install-first') await play();
  if (!given.data) await callJson(`${portal}/_double/fill_fields`, { group });

  const result = { portal, service, group, state: given.state, pids: Object.fromEntries(programs.all.map((p) => [p.name, p.child.pid])) };
  writeFileSync(join(given.state, 'run.json'), JSON.stringify(result));
  if (given.detach) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    for (const program of programs.all) program.child.unref();
    process.exit(0);
  }
  say('ready. Open in a browser:');
  process.stdout.write(`${portal}/workgroups/group/${group}/\n`);
  say('the tab "Service Desk" of the group is the board; Ctrl-C stops everything');
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    for (const program of programs.all) program.child.once('exit', () => resolve());
  });
  const broken = programs.all.find((program) => program.ended !== false);
  await programs.stopAll();
  if (broken && broken.ended !== '0' && broken.ended !== 'SIGINT') say(`${broken.name} ended by itself (${broken.ended}); its log is ${join(given.state, `${broken.name}.log`)}`);
  else say('stopped');
}

main().catch(async (failure) => {
  say(failure.message);
  await programs.stopAll();
  process.exit(1);
});
