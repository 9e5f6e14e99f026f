// A running portal double and the calls that steer it.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, program, start } from "./process.mjs";

const kPages = fileURLToPath(new URL("../../portal/pages", import.meta.url));
const kPlaces = ["tests/portal/app/portal_double", "portal_double", "bin/portal_double"];

/** Control calls of the double at `origin`. */
export function controls(origin) {
  const post = async (route, body, headers = {}) =>
    read(
      await fetch(origin + route, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    );
  return {
    origin,
    state: async () => read(await fetch(`${origin}/_double/state`)),
    /** Somebody acts in the portal; events fire. Gives the method's result. */
    act: async (user, method, params) => (await post("/_double/act", { user, method, params })).result,
    /** The same, with everything around the result. */
    answer: (user, method, params) => post(`/_double/rest/${method}`, params, { cookie: `double_user=${user}` }),
    app: (app) => post("/_double/app", app),
    /** Gives the tasks of a group values in the extension's fields, as a year of use would have. */
    fillFields: (group) => post("/_double/fill_fields", { group }),
    settings: (settings) => post("/_double/settings", settings),
    fault: (fault) => post("/_double/faults", fault),
    requests: async () => read(await fetch(`${origin}/_double/requests`)),
    /** What people were told: {id, user, message, tag} each. */
    notices: async () => read(await fetch(`${origin}/_double/notices`)),
  };
}

async function read(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}: ${text.slice(0, 500)}`);
  return text === "" ? {} : JSON.parse(text);
}

/** Starts a double on a free port. `args` are further options of the program. */
export async function startDouble(args = []) {
  const file = program("SD_PORTAL_DOUBLE", kPlaces);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = await start(file, ["--port", String(port), "--pages", path.resolve(kPages), ...args], async () => {
    const health = await fetch(`${origin}/_double/health`);
    return health.ok;
  });
  return { ...controls(origin), stop: running.stop, output: running.output };
}
