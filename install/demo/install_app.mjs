// What a portal does when its administrator installs a local application: it keeps the application's form,
// opens the installation page in a frame and marks the application installed when the page says so. The
// page's own part (its calls to the service) is done here by the same calls the page makes.
import { callJson, until } from './http.mjs';

/** Opens a frame of the application as `user` and returns what the service put into the page. */
export async function openFrame(portal, user, placement, options, install = false) {
  const frame = await callJson(`${portal}/_double/frame`, { user, placement, options, install });
  const answer = await fetch(frame.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(frame.fields),
  });
  const page = await answer.text();
  const found = page.match(/<script[^>]*id="sd-bootstrap"[^>]*>([^<]*)<\/script>/);
  if (!answer.ok || !found) throw new Error(`the page answered ${answer.status}: ${page.slice(0, 200)}`);
  return JSON.parse(found[1]);
}

export async function installApplication({ portal, service, clientId, group, groups = [group], user, clientCheck, say }) {
  const page = await openFrame(portal, user, 'DEFAULT', {}, true);
  if (page.page !== 'install') throw new Error(`expected the installation page, got '${page.page}' ${JSON.stringify(page.error)}`);
  const session = { authorization: `Bearer ${page.session}` };
  await callJson(`${service}/api/install/run`, { groups, rename_stages: true, client_check: clientCheck }, session);
  let shown = '';
  const result = await until('the installation to finish', 600_000, async () => {
    const run = await callJson(`${service}/api/install/run`, undefined, session);
    const line = `${run.steps.filter((step) => step.state === 'done').length} of ${run.steps.length} steps` +
      (run.read?.total ? `, ${run.read.done} of ${run.read.total} tasks read` : '');
    if (line !== shown) say(`installing: ${line}`);
    shown = line;
    return run.state === 'running' ? null : run;
  }, 200);
  if (result.state !== 'done') {
    const failed = result.steps.find((step) => step.state === 'failed');
    throw new Error(`installation step ${failed?.id} failed: ${failed?.detail}`);
  }
  await callJson(`${portal}/_double/install_finish`, { client_id: clientId });
}
