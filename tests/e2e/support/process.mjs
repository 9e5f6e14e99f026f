// Starts a program of the build and stops exactly that one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { until } from "./wait.mjs";

const kStopDeadlineMs = 15000;

/** A program of the build folder, whose place there is `places`; fails with the names it tried. */
export function program(variable, places) {
  if (process.env[variable]) return process.env[variable];
  const build = process.env.SD_BUILD_DIR;
  if (!build) throw new Error(`say where the build is: SD_BUILD_DIR (or ${variable})`);
  const found = places.map((place) => path.resolve(build, place)).find((file) => existsSync(file));
  if (!found) throw new Error(`not built: ${places.join(", ")} in ${build}`);
  return found;
}

/** A port nobody listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts `file` and waits until `ready()` holds. Resolves to {child, output(), stop()}.
 * When the program ends first, the end of what it wrote is in the error.
 */
export async function start(file, args, ready, { deadlineMs = 20000, env = {} } = {}) {
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let written = "";
  const keep = (chunk) => {
    written = (written + chunk).slice(-20000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
  const running = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  const stop = async () => {
    if (running()) child.kill("SIGTERM");
    await until(`${path.basename(file)} to end`, () => !running(), kStopDeadlineMs).catch(() => child.kill("SIGKILL"));
    await ended;
  };
  try {
    await until(
      `${path.basename(file)} to answer`,
      async () => !running() || (await ready().catch(() => false)),
      deadlineMs,
    );
    if (!running()) throw new Error(`${path.basename(file)} ended at once:\n${written}`);
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { child, output: () => written, stop };
}
