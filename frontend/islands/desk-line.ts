import { openDB, type IDBPDatabase } from "idb";
import { call, Refusal } from "../api";
import { NOTES } from "../cache";
import { jitter } from "../random";
import type { Arrival, Delegate, Desk } from "./desk-state";

interface Hooks { changed: () => void; saved: (person: Delegate, arrival: Arrival) => void; refused: (refusal: Refusal, arrival: Arrival) => void }
type Send = (arrival: Arrival) => Promise<Delegate>;
export interface Kept { get(key: string): Promise<unknown>; set(key: string, value: unknown): Promise<unknown> }

/** This device's own store, deleted with all that belongs to this person; "unsent" in it warns whoever signs out. */
export async function openKept(person: number, epoch: string, forum: number): Promise<Kept> {
  const name = `${NOTES}${person}-${epoch}-desk-${forum}`;
  const store: IDBPDatabase | null = await openDB(name, 1, {
    upgrade: (made) => void made.createObjectStore("custom"),
    blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
  }).catch(() => null);
  return {
    get: async (key) => store?.get("custom", key).catch(() => undefined),
    set: async (key, value) => store?.put("custom", value, key).catch(() => undefined),
  };
}

/** How long ago, by this device's own count: its clock may be wrong. */
export function asSent({ delegate, code, at, arrived }: Arrival, now = Date.now()): Record<string, unknown> {
  const ago = Math.max(0, Math.round((now - at) / 1000));
  return delegate === null ? { code, ago } : { delegate, ago, arrived };
}

/**
 * Arrivals on their way, one after the other. Without a line they wait, also over a reload, and are tried until somebody
 * answers; sending one twice does no harm. What the server refuses is dropped, and its reason shown.
 */
export class DeskLine {
  waiting: Arrival[] = [];
  /** Did the last try find no line? */
  isStuck = false;
  private isRunning = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly kept: Kept, private readonly hooks: Hooks, private readonly send: Send) {}

  async load(): Promise<Desk | undefined> {
    this.waiting = [...(((await this.kept.get("waiting")) as Arrival[] | undefined) ?? []), ...this.waiting];
    void this.drain();
    return (await this.kept.get("desk")) as Desk | undefined;
  }

  keepDesk(desk: Desk): void {
    void this.kept.set("desk", desk);
  }

  add(arrival: Arrival): void {
    this.waiting = [...this.waiting, arrival];
    this.changed();
    void this.drain();
  }

  /** Now, whatever the wait: at the start, and when the line is back. */
  async drain(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isRunning) return;
    this.isRunning = true;
    while (this.waiting.length && (await this.sendFirst()));
    this.isRunning = false;
  }

  private async sendFirst(): Promise<boolean> {
    const first = this.waiting[0]!;
    try {
      const person = await this.send(first);
      this.drop(first);
      this.hooks.saved(person, first);
    } catch (error) {
      const isNo = error instanceof Refusal && (!error.isPassing || error.code === "too_many_tries");
      if (!isNo) return this.later(error instanceof Refusal ? error.waits : 0);
      this.drop(first);
      this.hooks.refused(error, first);
    }
    this.changed();
    return true;
  }

  private drop(arrival: Arrival): void {
    this.failures = 0;
    this.isStuck = false;
    this.waiting = this.waiting.filter((each) => each.key !== arrival.key);
  }

  private later(seconds: number): boolean {
    this.isStuck = true;
    this.timer = setTimeout(() => void this.drain(), Math.max(seconds * 1000, 500 + jitter(this.failures++, 20)));
    this.hooks.changed();
    return false;
  }

  private changed(): void {
    void this.kept.set("waiting", this.waiting);
    void this.kept.set("unsent", this.waiting.length);
    this.hooks.changed();
  }
}

export const sender = (forum: number): Send => (arrival) => call<Delegate>("PUT", `/api/forums/${forum}/arrivals/`, asSent(arrival));
