// A small application: serves one page and the SDK's own build, untouched, from an origin of its own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const kSdk = path.join(path.dirname(createRequire(import.meta.url).resolve("@bitrix24/b24jssdk/package.json")), "dist/umd/index.js");

/** Resolves to {origin, opened, close()}; `opened` holds the form of every frame opened so far. */
export async function startApplication(pageFile) {
  const opened = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://application");
    const type = (value) => ({ "content-type": `${value}; charset=utf-8` });
    if (url.pathname === "/sdk.js") {
      response.writeHead(200, type("text/javascript")).end(await readFile(kSdk));
    } else if (request.method === "POST") {
      let body = "";
      for await (const chunk of request) body += chunk;
      opened.push({ path: url.pathname, query: url.searchParams, form: new URLSearchParams(body) });
      response.writeHead(200, type("text/html")).end(await readFile(pageFile));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    opened,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
