import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const compressible = /\.(js|css|svg)$/;

/** Writes `<file>.gz` beside every script, style sheet and drawing: the service sends these bytes as they are. */
export function compress(): Plugin {
  let folder = "";
  return {
    name: "servicedesk:compress",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir.startsWith("/") ? config.build.outDir : join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true }).catch(() => []);
      for (const entry of entries) {
        if (!compressible.test(entry)) continue;
        const path = join(folder, entry);
        await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}
