import { call } from "./api";
import type { OpenRoom } from "./open-room";
import type { Message, Room } from "./types";

const SOON = 1500;
const EVERY = 30_000;
const CALM = 300_000;
const FRESH = 300_000;
const LEAST = 5000;
const SAVER = 120_000;

/**
 * How far the others of a small room have read. Nothing tells it by itself (HOUSE 6: a read mark is an entry of its
 * reader only), so it is asked for: soon after somebody else wrote or types, and now and then while one's newest message
 * waits to be read on a page that is seen; seldom once it has waited long.
 */
export class ReadMarks {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Infinity;
  private asked = 0;

  constructor(private readonly open: OpenRoom, private readonly told: (room: Room) => void) {
    document.addEventListener("visibilitychange", this.seen);
  }

  stop(): void {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }

  /** Ask in a while, or soon; nothing is asked where nothing is awaited. */
  look(isSoon = false): void {
    const newest = this.awaited;
    if (!newest || document.hidden) return;
    const saves = this.open.session.me.data_saver;
    const pause = saves ? SAVER : Date.now() - Date.parse(newest.created_at) < FRESH ? EVERY : CALM;
    const due = Math.max(Date.now() + (isSoon ? SOON : pause), this.asked + (saves ? SAVER : LEAST));
    if (due >= this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => void this.ask(), due - Date.now());
  }

  private readonly seen = (): void => this.look(true);

  /** One's newest message, while somebody has not read it; never in large rooms, whose mark is null. */
  private get awaited(): Message | undefined {
    const { room, session } = this.open;
    if (!room?.is_member || room.read_by_others === null || this.open.thread !== null) return undefined;
    const newest = this.open.state.results.findLast((message) => message.author?.id === session.me.id && !message.deleted && !message.imported);
    return newest && newest.seq > (room.read_by_others ?? 0) ? newest : undefined;
  }

  private async ask(): Promise<void> {
    this.due = Infinity;
    if (!this.awaited || document.hidden) return;
    this.asked = Date.now();
    try {
      this.told(await call<Room>("GET", `/api/rooms/${this.open.id}/`));
    } catch { /* the next look asks again */ }
    this.look();
  }
}
