import type { OwnStore } from "./cache";
import { call, Refusal } from "./api";
import { jitter } from "./random";
import type { Message, Outgoing } from "./types";

type Send = (row: Outgoing) => Promise<Message>;
type Lock = (name: string, act: () => Promise<void>) => Promise<void>;
export interface OutboxHooks {
  /** The rows of a room changed, here or in another tab. */
  changed?: (room: number) => void;
  /** Nothing answered: perhaps the line is dead. */
  failed?: () => void;
  /** The server stored it: its message, by client_id. */
  saved?: (message: Message, row: Outgoing) => void;
}

/** Tabs take turns by Web Locks; where there are none, the server's client_id makes a double harmless. */
const webLock: Lock = (name, act) => (navigator.locks ? navigator.locks.request(name, act) : act()) as Promise<void>;

/**
 * Words on their way. A row is stored before add() resolves; each room's rows go one at a time, in order; no line, 5xx
 * and 429 are tried again for ever; any other refusal stops the row visibly until the writer decides.
 */
export class Outbox {
  private readonly running = new Set<number>();
  private readonly again = new Set<number>();
  private readonly failures = new Map<number, number>();
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private isStopped = false;

  constructor(
    private readonly store: OwnStore,
    private readonly send: Send,
    private readonly hooks: OutboxHooks = {},
    private readonly lock: Lock = webLock,
  ) {}

  async add(row: Omit<Outgoing, "order" | "state">): Promise<void> {
    await this.store.add("outbox", { ...row, state: "waiting" });
    this.hooks.changed?.(row.room);
    void this.drain(row.room);
  }

  rows(room: number): Promise<Outgoing[]> {
    return this.store.getAllFromIndex("outbox", "room", room);
  }

  async unsent(): Promise<Outgoing[]> {
    return this.store.getAll("outbox");
  }

  async retry(clientId: string): Promise<void> {
    const row = await this.store.getFromIndex("outbox", "client_id", clientId);
    if (!row) return;
    delete row.refusal;
    await this.store.put("outbox", { ...row, state: "waiting" });
    this.hooks.changed?.(row.room);
    void this.drain(row.room);
  }

  /** All that a row waited for is with the server. */
  async complete(clientId: string, files: number[]): Promise<void> {
    const row = await this.store.getFromIndex("outbox", "client_id", clientId);
    if (!row) return;
    await this.store.put("outbox", { ...row, files });
    void this.drain(row.room);
  }

  /** What a row waits for will not come: its writer decides. */
  async refuse(clientId: string, refusal: { code: string; detail: string }): Promise<void> {
    const row = await this.store.getFromIndex("outbox", "client_id", clientId);
    if (!row || row.state === "refused") return;
    await this.store.put("outbox", { ...row, state: "refused", refusal });
    this.hooks.changed?.(row.room);
  }

  async discard(clientId: string): Promise<void> {
    const row = await this.store.getFromIndex("outbox", "client_id", clientId);
    if (!row) return;
    await this.store.delete("outbox", row.order!);
    this.hooks.changed?.(row.room);
  }

  /** Now, whatever the back-off: at the start, when the line is back, when the socket is ready. */
  async drainAll(): Promise<void> {
    this.failures.clear();
    const rooms = new Set((await this.unsent()).filter((row) => row.state === "waiting").map((row) => row.room));
    await Promise.all([...rooms].map((room) => this.drain(room)));
  }

  async drain(room: number): Promise<void> {
    if (this.isStopped) return;
    if (this.running.has(room)) {
      this.again.add(room);
      return;
    }
    this.running.add(room);
    clearTimeout(this.timers.get(room));
    try {
      await this.lock(`multaqa-outbox-${room}`, () => this.sendInOrder(room));
    } finally {
      this.running.delete(room);
    }
    if (this.again.delete(room)) await this.drain(room);
  }

  private async sendInOrder(room: number): Promise<void> {
    while (!this.isStopped) {
      const row = (await this.rows(room)).find(isReady);
      if (!row) return;
      try {
        const message = await this.send(row);
        this.failures.delete(room);
        this.hooks.saved?.(message, row);
        await this.store.delete("outbox", row.order!);
      } catch (error) {
        if (!(error instanceof Refusal)) this.hooks.failed?.();
        if (!(error instanceof Refusal) || error.isPassing) return this.later(room, error instanceof Refusal ? error.waits : 0);
        await this.store.put("outbox", { ...row, state: "refused", refusal: { code: error.code, detail: error.detail } });
      }
      this.hooks.changed?.(room);
    }
  }

  /** Are rows on their way, or waiting for the next try? */
  get isBusy(): boolean {
    return this.running.size + this.failures.size > 0;
  }

  /** Try no more: the owner is about to go, and the store may be closed. What is on its way is not taken back. */
  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private later(room: number, seconds: number): void {
    const failures = (this.failures.get(room) ?? 0) + (seconds ? 0 : 1); // asked to wait is no failure
    this.failures.set(room, failures);
    clearTimeout(this.timers.get(room));
    this.timers.set(room, setTimeout(() => void this.drain(room), Math.max(seconds * 1000, jitter(failures))));
  }
}

/** A row waits for its files, and what was written after it need not. */
function isReady(row: Outgoing): boolean {
  return row.state === "waiting" && (!row.uploads?.length || row.files !== undefined);
}

/** While the socket is open it brings the message itself; the answer then need not say it again. */
export async function post(row: Outgoing, isHeard: boolean): Promise<Message> {
  const { client_id, body, reply_to, organization, thread, files, asks_acknowledgement } = row;
  const answer = await call<Message>("POST", `/api/rooms/${row.room}/messages/`, { client_id, body, reply_to, organization, ...(thread ? { thread } : {}), files, ...(asks_acknowledgement ? { asks_acknowledgement } : {}) }, isHeard ? { Prefer: "return=minimal" } : {});
  return { ...answer, client_id, room: row.room };
}

/** Tabs and the service worker tell each other of which room rows changed. */
export function outboxChannel(person: number): BroadcastChannel | null {
  return "BroadcastChannel" in globalThis ? new BroadcastChannel(`multaqa-outbox-${person}`) : null;
}
