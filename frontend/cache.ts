import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Draft, Outgoing, Room, Stretch } from "./types";

/** What the server knows better: may be dropped at any time. Keyed by person and epoch. */
interface Copies extends DBSchema {
  rooms: { key: number; value: Room };
  stretches: { key: number; value: Stretch & { room: number } };
  positions: { key: string; value: number };
}
/** What only this browser knows: words on their way and drafts. Keyed by person; outlives a change of epoch. */
interface Own extends DBSchema {
  outbox: { key: number; value: Outgoing; indexes: { client_id: string; room: number } };
  drafts: { key: number; value: Draft };
}
export type OwnStore = IDBPDatabase<Own>;
const COPIES = "multaqa-copies-";
const OWN = "multaqa-own-";
export const UPLOADS = "multaqa-uploads-"; // files on their way (uploads.ts)
export const NOTES = "multaqa-notes-"; // texts of notes written together, keyed by person, epoch and note (note/note-line.ts)
const KEPT_MESSAGES = 60;

export function openOwn(person: number): Promise<OwnStore> {
  return openDB<Own>(`${OWN}${person}`, 1, {
    blocking: letGo,
    upgrade(database) {
      const outbox = database.createObjectStore("outbox", { keyPath: "order", autoIncrement: true });
      outbox.createIndex("client_id", "client_id", { unique: true });
      outbox.createIndex("room", "room");
      database.createObjectStore("drafts", { keyPath: "room" });
    },
  });
}

/** Rooms and their newest messages as last seen; every failure of the storage only makes the page slower. */
export class Cache {
  private keeping: ReturnType<typeof setTimeout> | undefined;

  private constructor(private readonly database: IDBPDatabase<Copies> | null) {}

  static async open(person: number, epoch: string): Promise<Cache> {
    try {
      const database = await openDB<Copies>(`${COPIES}${person}-${epoch}`, 1, {
        blocking: letGo,
        upgrade(made) {
          made.createObjectStore("rooms", { keyPath: "id" });
          made.createObjectStore("stretches", { keyPath: "room" });
          made.createObjectStore("positions");
        },
      });
      return new Cache(database);
    } catch {
      return new Cache(null);
    }
  }

  async rooms(): Promise<Room[]> {
    return (await this.database?.getAll("rooms").catch(() => [])) ?? [];
  }

  /** The number of the person's own stream up to which `rooms` is true. */
  async position(): Promise<number | undefined> {
    return this.database?.get("positions", "own").catch(() => undefined);
  }

  async keepRooms(rooms: Room[], position: number | undefined): Promise<void> {
    const change = this.database?.transaction(["rooms", "positions"], "readwrite");
    if (!change) return;
    void change.objectStore("rooms").clear();
    for (const room of rooms) void change.objectStore("rooms").put(room);
    if (position !== undefined) void change.objectStore("positions").put(position, "own");
    await change.done.catch(() => undefined);
  }

  async stretch(room: number): Promise<Stretch | undefined> {
    return this.database?.get("stretches", room).catch(() => undefined);
  }

  /** Keep the newest messages of a room; a stretch that does not reach the newest is not kept. */
  async keep(room: number, shown: Stretch): Promise<void> {
    if (shown.after || !this.database) return;
    const results = shown.results.slice(-KEPT_MESSAGES);
    const before = shown.before || results.length < shown.results.length;
    await this.database.put("stretches", { ...shown, results, before, room }).catch(() => undefined);
  }

  /** In a moment, as it stands then. */
  keepSoon(room: number, shown: () => Stretch): void {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => void this.keep(room, shown()), 1000);
  }

  async forget(room: number): Promise<void> {
    await this.database?.delete("stretches", room).catch(() => undefined);
    await this.database?.delete("rooms", room).catch(() => undefined);
  }

  close(): void {
    this.database?.close();
  }
}

/** Another tab deletes the storage: it must not wait for this one. */
function letGo(_current: number, _wanted: number | null, event: IDBVersionChangeEvent): void {
  (event.target as IDBDatabase).close();
}

/** Delete what other people, or this one before the epoch changed, left in this browser. */
export async function sweep(person: number, epoch: string): Promise<void> {
  for (const name of await names()) {
    const isOurs = name === `${OWN}${person}` || name === `${UPLOADS}${person}` || name === `${COPIES}${person}-${epoch}` || name.startsWith(`${NOTES}${person}-${epoch}-`);
    if (!isOurs && kindOf(name)) await drop(name);
  }
}

/** The session ended elsewhere: what the server knows better goes at once, what is not sent waits for its writer. */
export async function wipeCopies(person: number): Promise<void> {
  for (const name of await names()) {
    if (name.startsWith(`${COPIES}${person}-`) || (name.startsWith(`${NOTES}${person}-`) && !(await isUnsentNote(name)))) await drop(name);
  }
}

/** Sign-out: nothing of this person stays in the browser. */
export async function wipe(person: number): Promise<void> {
  for (const name of await names()) {
    if (name === `${OWN}${person}` || name === `${UPLOADS}${person}` || [COPIES, NOTES].some((kind) => name.startsWith(`${kind}${person}-`))) await drop(name);
  }
}

/** How many notes hold words of this person that only this browser has. */
export async function unsentNotes(person: number): Promise<number> {
  const marks = (await names()).filter((name) => name.startsWith(`${NOTES}${person}-`)).map(isUnsentNote);
  return (await Promise.all(marks)).filter(Boolean).length;
}

export async function isUnsentNote(name: string): Promise<boolean> {
  const database = await openDB(name).catch(() => null);
  const mark: unknown = await database?.get("custom", "unsent").catch(() => 0);
  database?.close();
  return Boolean(mark);
}

/** The people whose words lie in this browser. */
export async function writers(): Promise<number[]> {
  return (await names()).filter((name) => name.startsWith(OWN)).map((name) => Number(name.slice(OWN.length)));
}

/** Of which kind a store is: copies, own, uploads or notes; of what is not ours nothing. */
export function kindOf(name: string): string | undefined {
  return [COPIES, OWN, UPLOADS, NOTES].find((start) => name.startsWith(start))?.split("-")[1];
}

export async function names(): Promise<string[]> {
  const found = (await indexedDB.databases?.().catch(() => [])) ?? [];
  return found.flatMap((each) => each.name ?? []);
}

export async function drop(name: string): Promise<void> {
  await Promise.race([deleteDB(name), new Promise((resolve) => setTimeout(resolve, 1500))]).catch(() => undefined);
}
