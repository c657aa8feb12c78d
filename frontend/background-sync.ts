import { call } from "./api";
import { openOwn, writers } from "./cache";
import { Outbox, outboxChannel, post } from "./outbox";

/**
 * The service worker sends what waits, when no page does: the same rows, in the same order, under the same Web Lock, so
 * that a page may do it at the same moment. Rejects while something still waits, and the browser tries again later.
 */
export async function sendWaiting(): Promise<void> {
  for (const person of await writers()) await sendFor(person);
}

async function sendFor(person: number): Promise<void> {
  const store = await openOwn(person);
  try {
    if (!(await store.getAll("outbox")).some((row) => row.state === "waiting")) return;
    // Somebody else may have signed in here since; their name must not stand above these words.
    if ((await call<{ id: number }>("GET", "/api/me/")).id !== person) return;
    const pages = outboxChannel(person);
    const outbox = new Outbox(store, (row) => post(row, true), { changed: (room) => pages?.postMessage(room) });
    await outbox.drainAll();
    outbox.stop();
    pages?.close();
    if ((await store.getAll("outbox")).some((row) => row.state === "waiting")) throw new Error("not everything went through");
  } finally {
    store.close();
  }
}
