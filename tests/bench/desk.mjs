// A portal double and a service for one measurement, in a folder of their own that goes with them.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

import { callJson, until } from '../../install/demo/http.mjs';
import { installApplication, openFrame } from '../../install/demo/install_app.mjs';
import { Programs, startPair } from '../../install/demo/programs.mjs';

export const kGroup = 77;

/** Runs `measure(desk)` beside fresh programs and stops them however it ends. Options as startPair has them. */
export async function withDesk(options, measure) {
  const state = mkdtempSync(join(os.tmpdir(), 'servicedesk-bench-'));
  const programs = new Programs(state);
  const clear = async () => {
    await programs.stopAll();
    rmSync(state, { recursive: true, force: true });
  };
  const interrupted = () => clear().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
  try {
    const pair = await startPair(programs, { ...options, state });
    const install = () => installApplication({ ...pair, group: kGroup, user: 1, clientCheck: false, say: () => {} });
    await measure({ ...pair, state, install });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupted);
    await clear();
  }
}

/** What a browser has of an open board: headers of its session and its first picture. */
export async function openBoard(desk, user = 1) {
  const page = await openFrame(desk.portal, user, 'SONET_GROUP_DETAIL_TAB', { GROUP_ID: String(kGroup) });
  const headers = { authorization: `Bearer ${page.session}`, 'accept-encoding': 'gzip' };
  return { headers, picture: await callJson(`${desk.service}/api/board?group=${kGroup}`, undefined, headers) };
}

/** Waits until the service has read everything that was in the portal before its installation. */
export async function readCompletely(desk, limitMs = 300_000) {
  await until('the first reading to end', limitMs, async () =>
    /servicedesk_portal_figure\{figure="backfill.phase"[^}]*\} 7\b/.test(await (await fetch(`${desk.service}/metrics`)).text()), 500);
}
