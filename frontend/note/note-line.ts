import { IndexeddbPersistence } from "y-indexeddb";
import { WebsocketProvider } from "y-websocket";
import type { Doc } from "yjs";
import { NOTES } from "../cache";
import type { Me } from "../types";
import { forgetPage } from "./kept-page";
import { bringsUpdate, isEnd, isUnsent, state, type State, type Way } from "./note-state";

const SAVED = 100; // the server's own kind of message: how many updates of this connection are stored
const LONGEST_PAUSE = 15_000;

/** A note's way to the server and to this browser's own store: the stock providers, and how far what one wrote has come. */
export class NoteLine {
  readonly provider: WebsocketProvider;
  readonly store: IndexeddbPersistence;
  private readonly way: Way = { open: false, synced: false, sent: 0, saved: 0, kept: false, ended: 0 };
  private hasText = false;
  private told: State | undefined;
  private marked = false;

  constructor(doc: Doc, note: { id: number; organization: number | null }, private readonly me: Me, private readonly changed: (state: State) => void) {
    this.store = new IndexeddbPersistence(`${NOTES}${me.id}-${me.epoch}-${note.id}`, doc);
    void this.store.whenSynced.then(() => this.loaded());
    this.provider = new WebsocketProvider(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/notes`, `${note.id}/`, doc, {
      params: { saved: "1", ...(note.organization ? { organization: String(note.organization) } : {}) },
      WebSocketPolyfill: this.countingSocket(),
      disableBc: true, // two tabs meet at the server and in the store; a channel knows neither person nor rights
      maxBackoffTime: LONGEST_PAUSE,
      shouldReconnect: (event: CloseEvent) => !isEnd(event.code),
    });
    (this.provider.messageHandlers as unknown as ((...all: never[]) => void)[])[SAVED] = (_encoder: never, decoder: never) => this.heardSaved(decoder);
    this.provider.on("status", ({ status }: { status: string }) => this.lineIs(status === "connected"));
    this.provider.on("connection-error", () => this.foundNoLine());
    this.provider.on("sync", (synced: boolean) => this.syncedIs(synced));
    this.provider.on("closed", ({ code }: { code: number }) => this.ended(code));
    doc.on("update", (_update: Uint8Array, origin: unknown) => this.wrote(origin));
    addEventListener("online", () => this.way.ended || this.provider.connect());
    addEventListener("offline", () => this.provider.disconnect()); // a socket does not notice for long
    this.tell();
  }

  get isUnsent(): boolean {
    return isUnsent(this.way);
  }

  /** The stock provider makes its socket from this class; what it sends is counted here, since it counts nothing. */
  private countingSocket(): typeof WebSocket {
    const sent = (): void => this.sentOne();
    return class extends WebSocket {
      override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
        if (data instanceof Uint8Array && bringsUpdate(data)) sent();
        super.send(data as Uint8Array<ArrayBuffer>);
      }
    };
  }

  private sentOne(): void {
    this.way.sent += 1;
    this.tell();
  }

  private heardSaved(decoder: { arr: Uint8Array; pos: number }): void {
    let number = 0;
    for (let shift = 1; decoder.pos < decoder.arr.length; shift *= 128) {
      const byte = decoder.arr[decoder.pos++]!;
      number += (byte & 127) * shift;
      if (byte < 128) break;
    }
    this.way.saved = number;
    this.tell();
  }

  /** What was sent and not stored when the line was lost is sent again: the next connection begins by asking for it. */
  private lineIs(open: boolean): void {
    if (!open && this.way.open && isUnsent(this.way)) this.way.kept = true;
    Object.assign(this.way, { open, synced: false, sent: 0, saved: 0 });
    this.tell();
  }

  private syncedIs(synced: boolean): void {
    this.way.synced = synced;
    if (synced) {
      this.hasText = true;
      this.way.kept = false; // what the server lacked is among what was sent by now
    }
    this.tell();
  }

  private wrote(origin: unknown): void {
    if (origin === this.provider || origin === this.store || this.way.open) return;
    this.way.kept = true;
    this.tell();
  }

  private ended(code: number): void {
    this.way.ended = code;
    if (code === 4404) void Promise.all([this.store.clearData(), forgetPage(this.me.id)]);
    this.tell();
  }

  private tell(): void {
    const now = state(this.way, this.hasText);
    this.mark();
    if (now === this.told) return;
    this.told = now;
    this.changed(now);
  }

  /** Whoever signs out is asked first where something lies in this browser only (cache.ts). */
  private mark(): void {
    if (this.marked === this.isUnsent) return;
    this.marked = this.isUnsent;
    void this.store.set("unsent", this.marked ? 1 : 0).catch(() => undefined);
  }

  /** What is here was written before the page was loaded: does the server lack some of it? Another tab that signs out
   * deletes the store, and must not wait for this one. */
  private async loaded(): Promise<void> {
    if (this.store.db) this.store.db.onversionchange = () => void this.store.destroy();
    this.marked = Boolean(await this.store.get("unsent").catch(() => 0));
    if (this.marked && !this.way.synced) this.way.kept = true;
    if (!navigator.onLine) this.foundNoLine();
    this.tell();
  }

  /** With a text from this browser one writes all the same, and is told that there is no line. */
  private foundNoLine(): void {
    this.hasText ||= this.store.synced && this.store.doc.store.clients.size > 0;
    this.tell();
  }
}
