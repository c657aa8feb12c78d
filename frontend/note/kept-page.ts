import { PAGES } from "../kept-shell";

/** A note that was opened on this device opens there without a line: its text lies in y-indexeddb, its page and the files
 * this page has loaded here. The service worker shows the page where nothing answers, and keeps it as it came last. */
const MOST_PAGES = 30;
const MOST_FILES = 150; // of some versions: pages that were kept longer ago name older ones
const ANY = { ignoreVary: true };
const isFile = (address: string): boolean => new URL(address).pathname.startsWith("/static/");

/** Keep this page for this person. Where the storage refuses, it opens with a line only. */
export async function keepPage(person: number): Promise<void> {
  if (!("caches" in globalThis)) return;
  const cache = await caches.open(`${PAGES}${person}`);
  if (!(await keep(cache, location.pathname))) return;
  const loaded = performance.getEntriesByType("resource").map((each) => each.name);
  for (const file of new Set(loaded.filter((name) => name.startsWith(location.origin) && isFile(name)))) await keep(cache, file);
  await prune(cache);
}

/** It is not one's own to see any more. */
export async function forgetPage(person: number): Promise<void> {
  if ("caches" in globalThis) await (await caches.open(`${PAGES}${person}`)).delete(location.pathname, ANY);
}

/** What is there already is not fetched again; false where it does not come. */
async function keep(cache: Cache, address: string): Promise<boolean> {
  if (await cache.match(address, ANY)) return true;
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  await cache.put(address, answer);
  return true;
}

/** The oldest go. */
async function prune(cache: Cache): Promise<void> {
  const kept = (await cache.keys()).map((each) => each.url);
  const files = kept.filter(isFile);
  const pages = kept.filter((address) => !isFile(address));
  for (const old of [...files.slice(0, -MOST_FILES), ...pages.slice(0, -MOST_PAGES)]) await cache.delete(old, ANY);
}
