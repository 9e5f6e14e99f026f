// The portal double and the service of one demo or one measurement: started with their logs and pids in a
// state folder, stopped by their own pids.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { callJson, freePort, until } from './http.mjs';

export class Programs {
  #state;
  #running = [];

  constructor(state) {
    this.#state = state;
  }

  /** Starts a program; its `ended` is false while it runs, then its exit code or signal. */
  start(name, program, args) {
    const log = openSync(join(this.#state, `${name}.log`), 'w');
    const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    writeFileSync(join(this.#state, `${name}.pid`), String(child.pid));
    const started = { name, child, ended: false };
    child.once('exit', (code, signal) => { started.ended = `${code ?? signal}`; });
    this.#running.push(started);
    return started;
  }

  /** Waits until `url` answers; fails with the end of the log when the program has ended. */
  async answers(program, url) {
    await until(`${program.name} to answer`, 60_000, async () => {
      if (program.ended !== false) {
        const log = readFileSync(join(this.#state, `${program.name}.log`), 'utf8').trim().split('\n').slice(-5).join('\n');
        throw Object.assign(new Error(`${program.name} ended (${program.ended}):\n${log}`), { final: true });
      }
      return (await fetch(url)).ok;
    });
  }

  get all() {
    return this.#running;
  }

  async stopAll() {
    for (const program of this.#running.reverse()) {
      if (program.ended === false) program.child.kill('SIGTERM');
      await until(`${program.name} to end`, 15_000, () => program.ended !== false).catch(() => program.child.kill('SIGKILL'));
    }
  }
}

/** `more` is put in before the portal's section. */
function configuration({ root, state, ports, portal, service, app, limits, more }) {
  const text = (value) => JSON.stringify(value);
  return `# Written by ./install/run or ./install/bench for one run; see install/OPERATIONS.md for a real installation.
public_url = ${text(service)}
oauth_servers = [${text(portal)}]

[listen]
host = "127.0.0.1"
port = ${ports.service}

[storage]
url = ${text(`sqlite:${join(state, 'servicedesk.db')}`)}

[keys]
file = ${text(join(state, 'servicedesk.key'))}

[paths]
manifests = ${text(join(root, 'manifests'))}
ui = ${text(join(root, 'extension/ui/dist'))}
${more}
[[portal]]
address = ${text(portal)}
client_id = ${text(app.id)}
client_secret = ${text(app.secret)}
limits = ${text(limits)}
`;
}

/**
 * Starts both on free ports and registers the application with the portal; it is not installed yet.
 * `double` are further options of the portal double, `more` further sections of the configuration.
 */
export async function startPair(programs, { bin, root, state, port = 0, double = [], limits = 'off', more = '', say }) {
  const ports = { portal: await freePort(port), service: await freePort() };
  const portal = `http://127.0.0.1:${ports.portal}`;
  const service = `http://127.0.0.1:${ports.service}`;
  const app = { id: 'local.65a1b2c3d4e5f6.12345678', secret: randomBytes(24).toString('base64url') };

  say('starting the portal double');
  const portalDouble = programs.start('portal_double', join(bin, 'tests/portal/app/portal_double'),
    ['--port', String(ports.portal), '--pages', join(root, 'tests/portal/pages'), ...double]);
  await programs.answers(portalDouble, `${portal}/_double/health`);
  const scopes = JSON.parse(readFileSync(join(root, 'manifests/application.json'), 'utf8')).scopes.map((scope) => scope.name);
  await callJson(`${portal}/_double/app`, {
    client_id: app.id, client_secret: app.secret, title: 'Service Desk', scopes, api_only: false,
    handler: `${service}/b24/app`, install: `${service}/b24/install`,
  });

  say('starting the service');
  const config = join(state, 'servicedesk.toml');
  writeFileSync(config, configuration({ root, state, ports, portal, service, app, limits, more }), { mode: 0o600 });
  const desk = programs.start('servicedeskd', join(bin, 'extension/app/servicedeskd'), ['--config', config]);
  await programs.answers(desk, `${service}/healthz`);
  return { portal, service, clientId: app.id, config, pids: { portal_double: portalDouble.child.pid, servicedeskd: desk.child.pid } };
}
