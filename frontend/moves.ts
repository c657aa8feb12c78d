import { call, Refusal } from "./api";
import type { Card, Move } from "./islands/kanban-state";
import { jitter } from "./random";

/** What the server made of a move. */
export interface Moved { client_id: string; column: number; position: number; version: number; head: number; task: Card }
export interface MovesHooks {
  changed: () => void;
  moved: (answer: Moved, move: Move) => void;
  /** The server says no: the card goes back to where it stands. */
  refused: (refusal: Refusal, move: Move) => void;
}
type Send = (move: Move) => Promise<Moved>;

export const postMove: Send = ({ task, ...body }) => call<Moved>("POST", `/api/tasks/${task}/moves/`, body);

/**
 * Moves on their way, one after the other in the order in which they were made. Without a line they wait, also over a
 * reload of this tab, and are tried until somebody answers; what the server refuses is taken back, and its reason shown.
 */
export class Moves {
  waiting: Move[];
  /** Did the last try find no line? */
  isStuck = false;
  private isRunning = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly key: string, private readonly hooks: MovesHooks, private readonly send: Send = postMove, private readonly store: Pick<Storage, "getItem" | "setItem" | "removeItem"> = sessionStorage) {
    this.waiting = JSON.parse(store.getItem(key) ?? "[]") as Move[];
  }

  add(move: Move): void {
    this.waiting = [...this.waiting, move];
    this.keep();
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
    const move = this.waiting[0]!;
    try {
      const answer = await this.send(move);
      this.drop(move);
      // Whoever moved a card twice saw what the first move made of it.
      this.waiting = this.waiting.map((each) => (each.task === move.task ? { ...each, base_version: Math.max(each.base_version, answer.version) } : each));
      this.hooks.moved(answer, move);
    } catch (error) {
      if (!(error instanceof Refusal) || error.isPassing) return this.later(error instanceof Refusal ? error.waits : 0);
      this.drop(move);
      this.hooks.refused(error, move);
    }
    this.keep();
    return true;
  }

  private drop(move: Move): void {
    this.failures = 0;
    this.isStuck = false;
    this.waiting = this.waiting.filter((each) => each.client_id !== move.client_id);
  }

  private later(seconds: number): boolean {
    this.isStuck = true;
    this.timer = setTimeout(() => void this.drain(), Math.max(seconds * 1000, 500 + jitter(this.failures++, 20)));
    this.hooks.changed();
    return false;
  }

  private keep(): void {
    if (this.waiting.length) this.store.setItem(this.key, JSON.stringify(this.waiting));
    else this.store.removeItem(this.key);
    this.hooks.changed();
  }
}
