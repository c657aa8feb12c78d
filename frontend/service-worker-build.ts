import { build, type Plugin } from "vite";

/** The pages that must open without a line; what their scripts import at once is kept with them. */
const ENTRIES = ["frontend/main.ts", "frontend/rooms.ts"];
/** What those load on first use, and what must also work where the first use comes without a line. */
const FIRST_USED = ["uploads", "sheet", "viewer", "open-thread", "islands/thread", "islands/poll", "islands/voice-note", "islands/voice-recorder", "islands/acknowledge"];
const KEPT = [...ENTRIES, ...FIRST_USED.map((name) => `frontend/${name}.ts`)];

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
      const take = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== "chunk" || scripts.has(name)) return;
        scripts.add(name);
        chunk.imports.forEach(take);
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === "chunk" && KEPT.some((entry) => chunk.facadeModuleId?.endsWith(entry))) take(chunk.fileName);
      }
      const styles = Object.keys(bundle).filter((name) => name.endsWith(".css"));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: "warn",
        define: { KEPT_SCRIPTS: JSON.stringify([...scripts].sort()), KEPT_VERSION: JSON.stringify(digest([...scripts, ...styles].sort().join())) },
        build: {
          outDir: options.dir!,
          emptyOutDir: false,
          lib: { entry: "frontend/service-worker.ts", formats: ["iife"], name: "worker", fileName: () => "service-worker.js" },
        },
      });
    },
  };
}
