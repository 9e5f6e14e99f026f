// A portal with the service beside it and the application registered but not yet installed, as an
// administrator finds it who has just saved the portal's form.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { databasePlace } from "./database.mjs";
import { startDouble } from "./double.mjs";
import { freePort, program, start } from "./process.mjs";

const kRoot = path.resolve(import.meta.dirname, "../../..");
const kApplication = { client_id: "local.65f0a1b2c3d4e5.12345678", client_secret: "browser-test-secret" };

function configuration(state, url, portal, service, port) {
  const text = (value) => JSON.stringify(value);
  return `public_url = ${text(service)}
oauth_servers = [${text(portal)}]
[listen]
host = "127.0.0.1"
port = ${port}
[storage]
url = ${text(url)}
[keys]
file = ${text(path.join(state, "servicedesk.key"))}
[paths]
manifests = ${text(path.join(kRoot, "manifests"))}
ui = ${text(path.join(kRoot, "extension/ui/dist"))}
[[portal]]
address = ${text(portal)}
client_id = ${text(kApplication.client_id)}
client_secret = ${text(kApplication.client_secret)}
limits = "off"
`;
}

/** Resolves to {portal, service, config, database, clientId, clientSecret, log(), stop()}; `config`: the service's file; `database` is a databasePlace(). */
export async function startWorld({ tasks = 120, lang = "ru" } = {}) {
  const state = mkdtempSync(path.join(tmpdir(), "servicedesk-e2e-"));
  const stops = [() => rmSync(state, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const database = databasePlace(state);
    stops.push(() => database.drop());
    const portal = await startDouble(["--tasks", String(tasks), "--lang", lang]);
    stops.push(portal.stop);
    const port = await freePort();
    const service = `http://127.0.0.1:${port}`;
    const { scopes } = JSON.parse(readFileSync(path.join(kRoot, "manifests/application.json"), "utf8"));
    await portal.app({
      ...kApplication,
      title: "Service Desk",
      scopes: scopes.map((scope) => scope.name),
      api_only: false,
      handler: `${service}/b24/app`,
      install: `${service}/b24/install`,
    });
    const file = path.join(state, "servicedesk.toml");
    writeFileSync(file, configuration(state, database.url, portal.origin, service, port), { mode: 0o600 });
    const desk = await start(
      program("SD_SERVICEDESKD", ["extension/app/servicedeskd"]),
      ["--config", file],
      async () => (await fetch(`${service}/healthz`)).ok,
      { deadlineMs: 30000 },
    );
    stops.push(desk.stop);
    return { portal, service, config: file, database, clientId: kApplication.client_id, clientSecret: kApplication.client_secret, log: desk.output, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
