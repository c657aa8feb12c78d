import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "vite";
import { compressed } from "./brotli-build.ts";

/** The pages that must open without a line; what their scripts import at once is kept with them. */
const ENTRIES = ["main", "rooms"];
/** What those load on first use. It is kept when the page has been open for a while: a first visit has bytes enough. */
const FIRST_USED = ["uploads", "sheet", "viewer", "open-thread", "islands/thread", "islands/poll", "islands/voice-note", "islands/voice-recorder", "islands/acknowledge"];

/** A stable short name of a text (FNV-1a): the version is new exactly when a kept file is. */
function digest(text: string): string {
  let sum = 0x811c9dc5;
  for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return sum.toString(36);
}

/**
 * Build frontend/service-worker.ts by itself, after the pages' scripts: one plain file (not every browser takes modules
 * there) that knows the hashed names of what it keeps. A changed script thus changes the worker, and browsers see it.
 */
export function serviceWorker(): Plugin {
  return {
    name: "multaqa-service-worker",
    apply: "build",
    async writeBundle(options, bundle) {
      const scripts = new Set<string>();
      const firstUsed = new Set<string>();
      const take = (name: string, among: Set<string>): void => {
        const chunk = bundle[name];
        if (chunk?.type !== "chunk" || scripts.has(name) || among.has(name)) return;
        among.add(name);
        chunk.imports.forEach((other) => take(other, among));
      };
      const takeAll = (modules: string[], among: Set<string>): void => {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === "chunk" && modules.some((name) => chunk.facadeModuleId?.endsWith(`frontend/${name}.ts`))) take(chunk.fileName, among);
        }
      };
      takeAll(ENTRIES, scripts);
      takeAll(FIRST_USED, firstUsed);
      const styles = Object.keys(bundle).filter((name) => name.endsWith(".css"));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        define: { KEPT_SCRIPTS: JSON.stringify([...scripts].sort()), FIRST_USED: JSON.stringify([...firstUsed].sort()), KEPT_VERSION: JSON.stringify(digest([...scripts, ...styles].sort().join())) },
        build: {
          outDir: options.dir!,
          emptyOutDir: false,
          lib: { entry: "frontend/service-worker.ts", formats: ["iife"], name: "worker", fileName: () => "service-worker.js" },
        },
      });
      const made = join(options.dir!, "service-worker.js");
      await writeFile(`${made}.br`, await compressed(await readFile(made)));
    },
  };
}
