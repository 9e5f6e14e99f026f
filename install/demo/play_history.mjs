// Has the portal double play a history (CaseID,ActivityID,CompleteTimestamp) into one of its groups.
import { callJson, until } from './http.mjs';

/** Returns when it is played; `end` is the instant at which the portal's clock stops, or null for all of it. */
export async function playHistory(portal, { file, group, end = null, say }) {
  await callJson(`${portal}/_double/play`, { file, group, until: end, zone: 'Europe/Brussels' });
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
