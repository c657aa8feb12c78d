/// <reference types="vitest/config" />
import { defineConfig } from "vite";
import { brotli } from "./frontend/brotli-build.ts";
import { serviceWorker } from "./frontend/service-worker-build.ts";
import { onlyOurParts } from "./frontend/styles/bootstrap-parts.ts";

const TYPESET = "node_modules/@expo-google-fonts/ibm-plex-sans-arabic"; // for paper (projects/typesetting.py)

export default defineConfig({
  base: "/static/",
  publicDir: false,
  plugins: [serviceWorker(), brotli()],
  resolve: { preserveSymlinks: true }, // a second work tree may link to the node_modules of the first
  css: { postcss: { plugins: [onlyOurParts()] } },
  build: {
    outDir: "frontend/dist",
    manifest: "manifest.json",
    modulePreload: { polyfill: false }, // the polyfill is an inline script
    assetsInlineLimit: 0, // font-src and script-src know only this site
    rolldownOptions: {
      // What both entries need in one file: each small file of its own would cost its headers and an answer's way.
      output: { codeSplitting: { groups: [{ name: "shared", test: /frontend\/(page|file-sizes|file-names|fragments|shell|api|digits)\.ts$/ }] } },
      input: [
        "frontend/icons/multaqa.svg",
        "frontend/icons/sprite.svg",
        ...["192", "512", "maskable-512", "apple-180"].map((name) => `frontend/icons/icon-${name}.png`),
        "frontend/icons/badge-96.png",
        "frontend/main.ts",
        "frontend/rooms.ts",
        "frontend/board.ts",
        "frontend/gantt.ts",
        "frontend/plan.ts",
        "frontend/uploading.ts",
        "frontend/project-board.ts",
        "frontend/counts.ts",
        "frontend/note.ts",
        "frontend/meeting.ts",
        "frontend/projector.ts",
        "frontend/desk.ts",
        "frontend/remarks.ts",
        "frontend/icons/note.svg",
        "frontend/styles/rtl.css",
        "frontend/styles/ltr.css",
        "frontend/styles/needs.css",
        "frontend/styles/projects.css",
        "frontend/styles/plan.css",
        "frontend/styles/meetings.css",
        "frontend/styles/ballots.css",
        "frontend/styles/projector.css",
        "frontend/styles/coordination.css",
        "frontend/styles/recommendations.css",
        "frontend/styles/dashboard.css",
        "frontend/styles/decisions.css",
        "frontend/styles/law-texts.css",
        "frontend/styles/dossiers.css",
        "frontend/styles/unified.css",
        "frontend/styles/proposals.css",
        "frontend/styles/legislation.css",
        "frontend/styles/kanban.css",
        "frontend/styles/money.css",
        "frontend/styles/note.css",
        "frontend/styles/maps.css",
        "frontend/styles/overview.css",
        "frontend/styles/board.css",
        "frontend/styles/gantt.css",
        "frontend/styles/relief.css",
        "frontend/styles/deliberating.css",
        "frontend/styles/redline.css",
        "frontend/styles/rivals.css",
        "frontend/styles/heat.css",
        "frontend/styles/amended.css",
        `${TYPESET}/400Regular/IBMPlexSansArabic_400Regular.ttf`,
        `${TYPESET}/700Bold/IBMPlexSansArabic_700Bold.ttf`,
        "frontend/fonts/plex-arabic-400.woff2",
        "frontend/fonts/plex-latin-400.woff2",
      ],
    },
  },
  test: { include: ["frontend/**/*.test.ts"], setupFiles: ["frontend/test-setup.ts"] },
});
