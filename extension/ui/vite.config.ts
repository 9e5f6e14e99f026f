import { fileURLToPath } from "node:url";
import b24ui from "@bitrix24/b24ui-nuxt/vite";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { clientWords } from "./build/client_words.ts";
import { compress } from "./build/compress.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [
    vue(),
    // The kit's components are imported by name in src/kit.ts: what is not named there is not shipped.
    // The list (a name for each component in src/kit*.ts) keeps the styles of the kit's other components out.
    b24ui({
      router: false,
      colorMode: false,
      autoImport: false,
      components: false,
      experimental: { componentDetection: ["Button", "Input", "DropdownMenu", "Checkbox", "Progress"] },
    }),
    clientWords(here("../../manifests/translations")),
    compress(),
  ],
  resolve: {
    alias: {
      "@shell": here("./src"),
      "@clients": here("../clients/ui"),
      "@kanban": here("../../kanban/ui"),
      "@reports": here("../../reports/ui"),
      "@manifests": here("../../manifests"),
      "@translations": here("../../manifests/translations"),
    },
    // The screens of kanban/ui and reports/ui live outside this workspace and have no node_modules of their own.
    dedupe: ["vue", "@tanstack/vue-virtual", "chart.js"],
  },
  build: {
    target: "es2022",
    outDir: "dist",
    assetsDir: "assets",
    rollupOptions: { input: [here("./index.html"), here("./client.html")] },
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { fs: { allow: [here("../..")] } },
  test: {
    environment: "node",
    include: ["src/**/*.test.ts", here("../clients/ui") + "/**/*.test.ts", here("../../kanban/ui") + "/**/*.test.ts", here("../../reports/ui") + "/**/*.test.ts"],
  },
});
