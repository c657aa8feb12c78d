/**
 * What the browser keeps so that a page opens without a line: files that are everybody's, one cache for each version,
 * the shell, the empty page of rooms of the one person who is signed in, and the pages of notes they opened here
 * (note/kept-page.ts). Sign-out deletes what is a person's.
 */
export const FILES = "multaqa-files-";
export const SHELL = "multaqa-shell-";
export const PAGES = "multaqa-pages-";
/** The tag under which the worker is asked to send what waits. */
export const OUTBOX = "outbox";
export const SHELL_ADDRESS = "/rooms/shell/";

/** No shell and no page of anybody stays: at sign-out, when a session ended, and where a page is shown to nobody in particular. */
export async function forgetShells(): Promise<void> {
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) if (name.startsWith(SHELL) || name.startsWith(PAGES)) await caches.delete(name);
}

/** The addresses of our own files that a page or a style sheet names. */
export function filesIn(text: string): string[] {
  return [...new Set(text.match(/\/static\/[\w./-]+\.(?:js|css|svg|woff2)/g) ?? [])];
}
