// Small HTTP calls of the demo: JSON in, JSON out, with errors that say who answered what.
import net from 'node:net';

export async function callJson(url, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (failure) {
    throw new Error(`${new URL(url).pathname}: ${failure.cause?.message ?? failure.message}`);
  }
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${text.slice(0, 300)}`);
  return text === '' ? {} : JSON.parse(text);
}

/**
 * Asks `probe` again until it returns something true; fails with `what` after `limitMs`, or at once with an error marked `final`.
 */
export async function until(what, limitMs, probe, pauseMs = 50) {
  const end = Date.now() + limitMs;
  let last;
  for (;;) {
    try {
      const got = await probe();
      if (got) return got;
    } catch (failure) {
      if (failure.final) throw failure;
      last = failure;
    }
    if (Date.now() > end) throw new Error(`${what} within ${limitMs / 1000} s${last ? `: ${last.message}` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** A free port of 127.0.0.1, or `wanted` when it is free. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', () =>
      reject(new Error(`port ${wanted} of 127.0.0.1 is taken; give another with --port, or none for any free one`)));
    probe.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
