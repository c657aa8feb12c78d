import { call } from "./api";

const READ_EVERY = 5000;

/** One's read mark in a talk. It only grows, and is told at most every five seconds. */
export class Reading {
  to = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told = 0;

  constructor(private readonly address: () => string) {}

  get isToBeTold(): boolean {
    return this.timer !== undefined;
  }

  /** Read up to here; false if one was there already. */
  reach(seq: number): boolean {
    if (seq <= this.to) return false;
    this.to = seq;
    this.timer ??= setTimeout(() => this.tell(), Math.max(300, this.told + READ_EVERY - Date.now()));
    return true;
  }

  tell(isLeaving = false): void {
    clearTimeout(this.timer);
    if (this.isToBeTold) void call("PUT", `${this.address()}/read/`, { seq: this.to }, {}, isLeaving).catch(() => undefined);
    this.timer = undefined;
    this.told = Date.now();
  }
}
