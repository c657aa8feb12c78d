import { call, Refusal } from "./api";
import { Connection, type Wire } from "./connection";
import { newId } from "./random";
import type { Down, Head, Line } from "./types";

type Told =
  | { kind: "frame"; frame: Down }
  | { kind: "line"; line: Line }
  | { kind: "leading" }
  | { kind: "wants"; tab: string; streams: Record<string, number> }
  | { kind: "up"; frame: Record<string, unknown> }
  | { kind: "check" };
export interface FeedHooks { frame: (frame: Down) => void; line: (line: Line) => void }
const MOST_STREAMS = 8;

function openSocket(): Wire {
  return new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/`, "multaqa.v1") as unknown as Wire;
}

const ON_ITS_WAY = 2500;

/**
 * A new password closes the socket before its page has brought the new cookie. Asked too soon, the server would not only
 * say no: its answer takes the cookie away, and the new one with it.
 */
async function isStillSignedIn(person: number): Promise<boolean | null> {
  await new Promise((resolve) => setTimeout(resolve, ON_ITS_WAY));
  return isSignedIn(person);
}

async function isSignedIn(person: number): Promise<boolean | null> {
  try {
    return (await call<{ id: number }>("GET", "/api/me/")).id === person;
  } catch (error) {
    return error instanceof Refusal && [401, 403].includes(error.status) ? false : null;
  }
}

/**
 * One socket for all tabs of a person: the tab that holds the Web Lock keeps it and tells the others what it hears over
 * a BroadcastChannel. Where the browser has no locks, each tab keeps its own.
 */
export class Feed {
  private readonly tab = newId();
  private readonly channel: BroadcastChannel | null;
  private readonly tabs = new Map<string, Record<string, number>>();
  private readonly seen = new Map<string, number>();
  private heads: Record<string, Head> = {};
  private connection: Connection | null = null;
  private ready: Extract<Down, { op: "ready" }> | null = null;
  private line: Line = "connecting";
  private wants: Record<string, number> = {};

  private readonly own: string;

  constructor(private readonly person: number, private readonly hooks: FeedHooks, private readonly open: () => Wire = openSocket) {
    this.own = `user.${person}`;
    const shares = "locks" in navigator && "BroadcastChannel" in globalThis;
    this.channel = shares ? new BroadcastChannel(`multaqa-live-${person}`) : null;
    this.channel?.addEventListener("message", (event: MessageEvent<Told>) => this.hear(event.data));
    if (shares) void navigator.locks.request(`multaqa-live-${person}`, () => this.lead());
    else void this.lead();
    addEventListener("online", () => (this.connection ? this.connection.online() : undefined));
    addEventListener("pagehide", () => this.tell({ kind: "wants", tab: this.tab, streams: {} }));
    addEventListener("pageshow", (event) => event.persisted && this.watch(this.wants));
  }

  /** The streams this tab wants entries of, each with the number it holds. */
  watch(streams: Record<string, number>): void {
    this.wants = streams;
    if (this.connection) this.wanted(this.tab, streams);
    else this.tell({ kind: "wants", tab: this.tab, streams });
  }

  up(frame: Record<string, unknown>): void {
    if (this.connection) this.connection.send(frame);
    else this.tell({ kind: "up", frame });
  }

  check(): void {
    if (this.connection) this.connection.check();
    else this.tell({ kind: "check" });
  }

  stop(): void {
    this.connection?.stop();
  }

  private lead(): Promise<void> {
    this.tabs.set(this.tab, this.wants);
    this.connection = new Connection({
      open: this.open,
      streams: () => this.hello(),
      frame: (frame) => this.pass(frame),
      line: (line) => this.setLine(line),
      isSignedIn: () => isStillSignedIn(this.person),
    });
    this.tell({ kind: "leading" });
    return new Promise(() => undefined); // the lock is held until the tab closes
  }

  private hello(): Record<string, { after: number; level: "entries" }> {
    const streams = [...this.wantedStreams()].filter(([name]) => name !== this.own).slice(-MOST_STREAMS);
    const own = this.seen.get(this.own) ?? this.wantedStreams().get(this.own);
    if (own !== undefined) streams.push([this.own, own]);
    return Object.fromEntries(streams.map(([name, after]) => [name, { after: this.seen.get(name) ?? after, level: "entries" }]));
  }

  private wantedStreams(): Map<string, number> {
    const all = [...this.tabs.values()].flatMap((streams) => Object.entries(streams));
    return new Map(all);
  }

  private pass(frame: Down): void {
    if (frame.op === "ready") this.becomeReady(frame);
    if (frame.op === "entry") this.seen.set(frame.stream, frame.number);
    if (frame.op === "entries") this.seen.set(frame.stream, frame.head);
    if (frame.op === "reset" || frame.op === "gone") this.seen.delete(frame.stream);
    if (frame.op === "head") this.heads[frame.stream] = { head: frame.head, ...(frame.seq === undefined ? {} : { seq: frame.seq }) };
    this.hooks.frame(frame);
    this.tell({ kind: "frame", frame });
  }

  private ask(name: string, after: number): void {
    this.seen.set(name, after);
    this.connection?.send({ op: "watch", stream: name, after, level: "entries" });
  }

  private becomeReady(frame: Extract<Down, { op: "ready" }>): void {
    this.ready = frame;
    this.heads = { ...frame.heads };
    // Without a number of its own the hello asked for nothing that is past; with one, the entries follow this frame.
    if (!this.seen.has(this.own) && !this.wantedStreams().has(this.own)) this.seen.set(this.own, frame.heads[this.own]?.head ?? 0);
  }

  /** A tab says what it wants; the leader asks the server for what is new among it and lets go of what nobody wants. */
  private wanted(tab: string, streams: Record<string, number>): void {
    const before = this.wantedStreams();
    if (Object.keys(streams).length) this.tabs.set(tab, streams);
    else this.tabs.delete(tab);
    const now = this.wantedStreams();
    for (const name of before.keys()) {
      if (now.has(name) || name === this.own) continue;
      this.seen.delete(name);
      this.connection?.send({ op: "unwatch", stream: name });
    }
    for (const [name, after] of now) {
      if (before.has(name) || name === this.own) continue;
      this.ask(name, after);
    }
  }

  private hear(told: Told): void {
    if (told.kind === "frame") this.hooks.frame(told.frame);
    if (told.kind === "line") this.setLine(told.line);
    if (told.kind === "leading") this.tell({ kind: "wants", tab: this.tab, streams: this.wants });
    if (!this.connection) return;
    if (told.kind === "up") this.connection.send(told.frame);
    if (told.kind === "check") this.connection.check();
    if (told.kind !== "wants") return;
    const isNew = !this.tabs.has(told.tab);
    this.wanted(told.tab, told.streams);
    if (isNew) this.welcome();
  }

  private welcome(): void {
    this.tell({ kind: "line", line: this.line });
    if (this.ready && this.line === "open") this.tell({ kind: "frame", frame: { ...this.ready, heads: { ...this.ready.heads, ...this.heads } } });
  }

  private setLine(line: Line): void {
    this.line = line;
    this.hooks.line(line);
    if (this.connection) this.tell({ kind: "line", line });
  }

  private tell(told: Told): void {
    this.channel?.postMessage(told);
  }
}
