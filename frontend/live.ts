import { call } from "./api";
import { Feed } from "./leader";
import { jitter } from "./random";
import type { Down, Entry, Head, Line } from "./types";

interface Synced { epoch: string; streams: Record<string, { head: number; entries?: Entry[]; more?: boolean; reset?: true; gone?: true }> }
export interface Watcher {
  entry: (entry: Entry) => void;
  /** What is held can no longer be completed: fetch it anew, then watch again. */
  reset: (head: number) => void;
  gone: () => void;
}
export interface LiveHooks {
  line?: (line: Line) => void;
  /** A stream moved on; for rooms with the seq of its newest message. */
  head?: (stream: string, head: Head) => void;
  ready?: (heads: Record<string, Head>) => void;
  own?: (entry: Entry) => void;
  whisper?: (frame: Extract<Down, { op: "whisper" }>) => void;
  /** The deployment was restored from a backup: every copy is void. */
  epoch?: (epoch: string) => void;
}
type Sync = (positions: Record<string, number>) => Promise<Synced>;
interface FeedLike { watch(streams: Record<string, number>): void; up(frame: Record<string, unknown>): void; check(): void; stop(): void }

const askSync: Sync = (positions) => call<Synced>("GET", `/api/sync/?${new URLSearchParams(Object.entries(positions).map(([name, after]) => [name, String(after)]))}`);

/** What this tab holds of each stream, kept without gaps: a double is dropped, a hole is filled over HTTP. */
export class Live {
  private readonly watchers = new Map<string, Watcher>();
  private readonly positions = new Map<string, number>();
  private readonly syncing = new Map<string, Promise<void>>();
  private readonly failures = new Map<string, number>();
  private readonly held = new Map<string, Entry[]>();
  private readonly feed: FeedLike;
  private hiddenAt = 0;

  constructor(
    private readonly person: number,
    private readonly epoch: string,
    private readonly hooks: LiveHooks,
    ownPosition?: number,
    feed?: (hooks: { frame: (frame: Down) => void; line: (line: Line) => void }) => FeedLike,
    private readonly sync: Sync = askSync,
  ) {
    const own = { frame: (frame: Down) => this.receive(frame), line: (line: Line) => hooks.line?.(line) };
    this.watchers.set(this.ownStream, { entry: (entry) => hooks.own?.(entry), reset: (head) => this.ownReset(head), gone: () => undefined });
    if (ownPosition !== undefined) this.positions.set(this.ownStream, ownPosition);
    this.feed = feed ? feed(own) : new Feed(person, own);
    this.tellFeed();
    if (typeof document !== "undefined") document.addEventListener("visibilitychange", () => this.seenAgain());
  }

  get ownPosition(): number | undefined {
    return this.positions.get(this.ownStream);
  }

  get ownStream(): string {
    return `user.${this.person}`;
  }

  watch(stream: string, after: number, watcher: Watcher): void {
    this.watchers.set(stream, watcher);
    this.positions.set(stream, after);
    this.tellFeed();
  }

  unwatch(stream: string): void {
    this.watchers.delete(stream);
    this.positions.delete(stream);
    this.held.delete(stream);
    this.tellFeed();
  }

  whisper(stream: string): void {
    this.feed.up({ op: "whisper", stream, kind: "typing" });
  }

  /** Is the line alive? */
  check(): void {
    this.feed.check();
  }

  stop(): void {
    this.feed.stop();
  }

  receive(frame: Down): void {
    if (frame.op === "ready") this.becomeReady(frame);
    if (frame.op === "entry") this.accept(frame);
    if (frame.op === "entries") this.acceptAll(frame.stream, frame.entries, Boolean(frame.more));
    if (frame.op === "head") this.headMoved(frame.stream, frame);
    if (frame.op === "reset") this.watchers.get(frame.stream)?.reset(frame.head);
    if (frame.op === "gone") this.lose(frame.stream);
    if (frame.op === "whisper") this.hooks.whisper?.(frame);
  }

  /** The person's own past is gone from the journal: go on from its head, and ask for the rooms anew. */
  private ownReset(head: number): void {
    this.positions.set(this.ownStream, head);
    this.hooks.ready?.({});
  }

  /** Fill what is missing of a stream, page by page; what fails is tried again, also when nothing new comes. */
  fill(stream: string): Promise<void> {
    const running = this.syncing.get(stream);
    if (running) return running;
    const filling = this.fillPages(stream).then(() => void this.failures.delete(stream), () => this.fillLater(stream)).finally(() => {
      this.syncing.delete(stream);
      this.applyHeld(stream);
    });
    this.syncing.set(stream, filling);
    return filling;
  }

  private fillLater(stream: string): void {
    const failures = this.failures.get(stream) ?? 0;
    this.failures.set(stream, failures + 1);
    setTimeout(() => { if (this.positions.has(stream)) void this.fill(stream); }, Math.max(1000, jitter(failures)));
  }

  private async fillPages(stream: string): Promise<void> {
    for (let more = true; more && this.positions.has(stream); ) {
      const answer = await this.sync({ [stream]: this.positions.get(stream)! });
      if (answer.epoch !== this.epoch) return this.hooks.epoch?.(answer.epoch);
      const found = answer.streams[stream];
      if (!found || found.gone) return this.lose(stream);
      if (found.reset) return this.watchers.get(stream)?.reset(found.head ?? 0);
      for (const entry of found.entries ?? []) this.apply(entry);
      more = Boolean(found.more) && Boolean(found.entries?.length);
    }
  }

  private becomeReady(frame: Extract<Down, { op: "ready" }>): void {
    if (frame.epoch !== this.epoch) return this.hooks.epoch?.(frame.epoch);
    if (!this.positions.has(this.ownStream)) this.positions.set(this.ownStream, frame.heads[this.ownStream]?.head ?? 0);
    this.hooks.ready?.(frame.heads);
    for (const [stream, head] of Object.entries(frame.heads)) this.headMoved(stream, head);
  }

  private accept(entry: Entry): void {
    const at = this.positions.get(entry.stream);
    if (at === undefined || entry.number <= at) return;
    if (entry.number === at + 1 && !this.syncing.has(entry.stream)) return this.apply(entry);
    this.held.set(entry.stream, [...(this.held.get(entry.stream) ?? []), entry].slice(-500));
    void this.fill(entry.stream);
  }

  private acceptAll(stream: string, entries: Entry[], isMore: boolean): void {
    for (const entry of entries) this.accept(entry);
    if (isMore) void this.fill(stream);
  }

  private apply(entry: Entry): void {
    const at = this.positions.get(entry.stream);
    if (at === undefined || entry.number <= at) return;
    this.positions.set(entry.stream, entry.number);
    this.watchers.get(entry.stream)?.entry(entry);
  }

  private applyHeld(stream: string): void {
    const held = this.held.get(stream) ?? [];
    this.held.delete(stream);
    for (const entry of held) if (entry.number === (this.positions.get(stream) ?? -1) + 1) this.apply(entry);
  }

  /** A head above what is held, on a stream whose entries are wanted: the entries themselves were not sent (slow line). */
  private headMoved(stream: string, head: Head): void {
    const at = this.positions.get(stream);
    if (at !== undefined && head.head > at) setTimeout(() => head.head > (this.positions.get(stream) ?? head.head) && void this.fill(stream), 400);
    this.hooks.head?.(stream, head);
  }

  private lose(stream: string): void {
    const watcher = this.watchers.get(stream);
    this.unwatch(stream);
    watcher?.gone();
  }

  private tellFeed(): void {
    this.feed.watch(Object.fromEntries(this.positions));
  }

  private seenAgain(): void {
    if (document.hidden) {
      this.hiddenAt = Date.now();
      return;
    }
    if (Date.now() - this.hiddenAt < 30_000) return;
    this.feed.check();
    for (const stream of this.positions.keys()) void this.fill(stream);
  }
}
