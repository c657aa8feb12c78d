import { deleteDB } from "idb";
import { drop, isUnsentNote, kindOf, names, openOwn } from "./cache";

/**
 * Nobody is signed in: whoever was signed out before the scripts were here, or elsewhere, left what this browser kept.
 * What the server knows better goes at once; words that are not sent wait for their writer, who is told, and who may
 * delete them.
 */
export async function clearBehind(): Promise<void> {
  const waiting = await forgetAllBut();
  const place = document.getElementById("words-waiting");
  if (!place) return;
  place.hidden = !waiting.length;
  place.querySelector("button")?.addEventListener("click", () => {
    place.hidden = true;
    void Promise.all(waiting.map((name) => deleteDB(name)));
  });
}

/** The names of what stays: stores with words that only this browser has, and the files that go with them. */
export async function forgetAllBut(): Promise<string[]> {
  const found = (await names()).filter(kindOf);
  const writers = new Set<string>();
  for (const name of found) if (kindOf(name) === "own" && (await hasWords(name))) writers.add(personOf(name));
  const stays: string[] = [];
  for (const name of found) if (await isNeeded(name, writers)) stays.push(name);
  await Promise.all(found.filter((name) => !stays.includes(name)).map(drop));
  return stays;
}

async function isNeeded(name: string, writers: Set<string>): Promise<boolean> {
  const kind = kindOf(name);
  return kind === "notes" ? isUnsentNote(name) : kind !== "copies" && writers.has(personOf(name));
}

async function hasWords(name: string): Promise<boolean> {
  const store = await openOwn(Number(personOf(name))).catch(() => null);
  if (!store) return true;
  const counts = await Promise.all([store.count("outbox"), store.count("drafts")]).catch(() => [1]);
  store.close();
  return counts.some((count) => count > 0);
}

/** multaqa-<kind>-<person>, and for some more behind it. */
function personOf(name: string): string {
  return name.split("-")[2] ?? "";
}
