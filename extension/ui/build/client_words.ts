import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

const kName = "virtual:client-words";
/** What the client's page says; nothing else of the interface is sent to clients. */
const kTold =
  /^(app|client)\.|^error\.(agreement|answer|client|comment|create|file|network|other|rating|session)(\.|$)|^error\.(db\.busy|fields\.too_long|link\.(invalid|too_often)|portal\.(denied|limit|lost|unreachable)|request\.(json|too_large))$/;

/** The client's part of both languages as a module. */
export function clientWords(folder: string): Plugin {
  return {
    name: "servicedesk:client-words",
    resolveId: (id) => (id === kName ? `\0${kName}` : null),
    async load(id) {
      if (id !== `\0${kName}`) return null;
      const told: Record<string, Record<string, string>> = {};
      for (const lang of ["ru", "en"]) {
        const file = `${folder}/${lang}.json`;
        this.addWatchFile(file);
        const all = Object.entries(JSON.parse(await readFile(file, "utf8")) as Record<string, string>);
        told[lang] = Object.fromEntries(all.filter(([key]) => kTold.test(key)));
      }
      return `export default ${JSON.stringify(told)};`;
    },
  };
}
