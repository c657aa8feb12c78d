import { announce } from "./announcer";
import { call } from "./api";
import { Bringing } from "./bringing";
import { Cache, openOwn, sweep, wipe, wipeCopies, type OwnStore } from "./cache";
import * as list from "./islands/room-list-state";
import { forgetShells } from "./kept-shell";
import { Live } from "./live";
import { Outbox, outboxChannel, post } from "./outbox";
import { given, leaving } from "./page";
import { withoutLinks } from "./text";
import { askForSync } from "./worker-link";
import type { Down, Draft, Entry, Head, Line, Me, Message, Outgoing, Room } from "./types";

export type Whisper = Extract<Down, { op: "whisper" }>;
/** Words that only this browser has: on their way, or begun. */
export interface Unsent { room: string; text: string }
interface Heard { rooms: () => void; ended: (unsent: Unsent[]) => void; line: () => void; outbox: (room: number) => void; saved: (message: Message) => void; own: (entry: Entry) => void; entry: (entry: Entry) => void; threads: () => void; whisper: (frame: Whisper) => void }
const REFETCH = 5000;

/** A signed-in person's page: the socket, the cache, the outbox and the rooms, shared by all islands on it. */
export class Session {
  rooms: Room[] = [];
  line: Line = "connecting";
  /** Is the list of rooms on the screen? Only then is it worth fetching last lines. */
  showsRooms = false;
  live!: Live;
  outbox!: Outbox;
  cache!: Cache;
  private own!: OwnStore;
  bringing!: Bringing;
  private readonly listeners: { [Name in keyof Heard]: Set<Heard[Name]> } = { rooms: new Set(), ended: new Set(), line: new Set(), outbox: new Set(), saved: new Set(), own: new Set(), entry: new Set(), threads: new Set(), whisper: new Set() };
  private isLeaving = false;
  private keeping: ReturnType<typeof setTimeout> | undefined;
  private freshening: ReturnType<typeof setTimeout> | undefined;
  private readonly channel: BroadcastChannel | null;

  constructor(readonly me: Me) {
    this.channel = outboxChannel(me.id);
    this.channel?.addEventListener("message", (event: MessageEvent<number>) => this.emit("outbox", event.data));
  }

  async start(): Promise<this> {
    this.own = await openOwn(this.me.id);
    this.cache = await Cache.open(this.me.id, this.me.epoch);
    this.outbox = new Outbox(this.own, (row) => post(row, this.line === "open"), {
      changed: (room) => this.outboxChanged(room),
      saved: (message, row) => this.wasSaved(message, row),
      failed: () => this.sendingFailed(),
    });
    this.bringing = new Bringing(this.me, this.outbox, () => this.rooms.forEach(({ id }) => this.emit("outbox", id)));
    await this.loadRooms();
    this.live = new Live(this.me.id, this.me.epoch, {
      line: (line) => this.lineChanged(line),
      head: (stream, head) => this.headMoved(stream, head),
      ready: (heads) => this.becameReady(heads),
      own: (entry) => this.heardOwn(entry),
      whisper: (frame) => this.emit("whisper", frame),
      epoch: () => void this.restored(),
    }, await this.cache.position());
    leaving(() => this.keepRooms());
    addEventListener("pagehide", () => this.outbox.isBusy && askForSync());
    addEventListener("online", () => void this.outbox.drainAll());
    void this.outbox.drainAll();
    void sweep(this.me.id, this.me.epoch);
    void this.lying().then((rows) => this.bringing.resume(rows));
    return this;
  }

  on<Name extends keyof Heard>(name: Name, listener: Heard[Name]): () => void {
    this.listeners[name].add(listener);
    return () => this.listeners[name].delete(listener);
  }

  room(id: number): Room | undefined {
    return this.rooms.find((room) => room.id === id);
  }

  setRooms(rooms: Room[]): void {
    this.rooms = rooms;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepRooms(), 1000);
    this.emit("rooms");
    this.freshen();
  }

  private forgetKeeping(): void {
    clearTimeout(this.keeping);
    this.keeping = undefined;
  }

  /** What the next page shows before it hears from the server. */
  private keepRooms(): void {
    if (this.keeping !== undefined) void this.cache.keepRooms(this.rooms, this.live?.ownPosition);
    this.forgetKeeping();
  }

  /** A room as the server just told it, whether one is in it or not. */
  learn(room: Room): void {
    this.setRooms(list.learned(this.rooms, room));
  }

  heard(entry: Entry): void {
    if (entry.event === "message_posted" && entry.actor.person !== this.me.id) announce(entry.data as unknown as Message);
    this.setRooms(list.heard(this.rooms, entry, this.me));
    this.emit("entry", entry);
    if (entry.event === "message_posted" && entry.data.thread && entry.actor.person !== this.me.id) this.emit("threads");
  }

  draft(room: number): Promise<Draft | undefined> {
    return this.own.get("drafts", room);
  }

  async keepDraft(draft: Draft): Promise<void> {
    if (draft.text.trim() || draft.reply || draft.uploads?.length) await this.own.put("drafts", draft);
    else await this.own.delete("drafts", draft.room);
  }

  /** Everything of this person leaves the browser. */
  async end(): Promise<void> {
    this.isLeaving = true;
    this.forgetKeeping();
    this.live.stop();
    this.cache.close();
    this.own.close();
    await this.bringing.close();
    await Promise.all([wipe(this.me.id), forgetShells()]);
  }

  private async lying(): Promise<(Outgoing | Draft)[]> {
    return [...(await this.outbox.unsent()), ...(await this.own.getAll("drafts"))];
  }

  /** What would be lost; in the order it was written. */
  async unsent(): Promise<Unsent[]> {
    return (await this.lying()).map((row) => ({ room: this.room(row.room)?.name ?? "", text: [withoutLinks("body" in row ? row.body : row.text), ...(row.uploads ?? []).map((each) => each.name)].filter(Boolean).join(" · ") })).filter((row) => row.text.trim());
  }

  async fetchRooms(): Promise<void> {
    const { results } = await call<{ results: Room[] }>("GET", "/api/rooms/");
    this.setRooms(list.replaced(this.rooms, results.filter((room) => room.is_member)));
  }

  private async loadRooms(): Promise<void> {
    const told = given<Room[] | null>("rooms", null);
    this.rooms = told ? list.fetched(told) : await this.cache.rooms();
    if (told) void this.cache.keepRooms(this.rooms, undefined);
    this.emit("rooms");
  }

  private lineChanged(line: Line): void {
    const isNew = this.line !== line;
    this.line = line;
    this.emit("line");
    if (line === "ended" && isNew && !this.isLeaving) void this.endedElsewhere();
  }

  /** Signed out in another browser: the copies go at once; what is not sent is shown before it goes too. */
  private async endedElsewhere(): Promise<void> {
    const unsent = await this.unsent().catch(() => []);
    this.forgetKeeping();
    this.cache.close();
    await Promise.all([wipeCopies(this.me.id), forgetShells()]);
    this.rooms = [];
    this.emit("rooms");
    this.emit("ended", unsent);
  }

  private headMoved(stream: string, head: Head): void {
    document.dispatchEvent(new CustomEvent("stream_moved", { detail: stream }));
    if (stream.startsWith("room.") && list.repliesMayBe(this.room(Number(stream.slice(5))), head)) this.emit("threads");
    if (stream.startsWith("room.")) this.setRooms(list.moved(this.rooms, Number(stream.slice(5)), head));
  }

  private becameReady(heads: Record<string, Head>): void {
    void this.outbox.drainAll();
    const joined = Object.keys(heads).filter((name) => name.startsWith("room."));
    if (joined.some((name) => !this.room(Number(name.slice(5))))) void this.fetchRooms().catch(() => undefined);
  }

  private heardOwn(entry: Entry): void {
    this.emit("own", entry);
    if (entry.event === "reminder_due") void import("./reminder").then(({ showReminder }) => showReminder(entry));
    const rooms = list.heardOwn(this.rooms, entry);
    if (rooms) this.setRooms(rooms);
    else setTimeout(() => void this.fetchRooms().catch(() => undefined), Math.random() * 1000);
  }

  /** What has just arrived shows that there is a line again: the socket need not wait for its turn. */
  private wasSaved(message: Message, row: Outgoing): void {
    this.emit("saved", message);
    this.bringing.saved(row);
    if (this.line !== "open") this.live?.check();
  }

  /** The page may be closed before the line is back; the service worker then sends what waits. */
  private sendingFailed(): void {
    this.live?.check();
    if (this.line !== "open" || !navigator.onLine) askForSync();
  }

  private outboxChanged(room: number): void {
    this.channel?.postMessage(room);
    this.emit("outbox", room);
  }

  /** Last lines and mentions of rooms that moved: in a while, only if somebody looks, never in the data saver. */
  private freshen(): void {
    if (this.freshening || !this.showsRooms || this.me.data_saver || !list.stale(this.rooms).length) return;
    this.freshening = setTimeout(() => void this.fetchStale(), Math.random() * 3000);
  }

  private async fetchStale(): Promise<void> {
    const behind = list.stale(this.rooms);
    if (behind.length && !document.hidden) {
      try {
        const found = behind.length > 3 ? (await call<{ results: Room[] }>("GET", "/api/rooms/")).results
          : await Promise.all(behind.map((room) => call<Room>("GET", `/api/rooms/${room.id}/`)));
        this.setRooms(list.refreshed(this.rooms, found));
      } catch { /* the next head asks again */ }
    }
    this.freshening = setTimeout(() => {
      this.freshening = undefined;
      this.freshen();
    }, REFETCH);
  }

  /** A backup was restored: copies are void, the page is fetched anew, what waits in the outbox is sent again. */
  private async restored(): Promise<void> {
    this.cache.close();
    await forgetShells();
    location.reload();
  }

  private emit<Name extends keyof Heard>(name: Name, ...values: Parameters<Heard[Name]>): void {
    for (const listener of this.listeners[name]) (listener as (...all: typeof values) => void)(...values);
  }
}

const me = given<Me | null>("me", null);
export const session: Promise<Session> | null = me ? new Session(me).start() : null;
