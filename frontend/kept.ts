import { call } from "./api";
import type { Entry, Message } from "./types";

interface Mine { saved: number[]; reminders: Record<string, string> }

/** What the reader keeps of one room: asked once, when a menu first opens, and then followed by their own entries. */
export class Kept {
  private saved = new Set<number>();
  private asked: Promise<void> | undefined;

  constructor(private readonly room: number, private readonly changed: () => void) {}

  has(message: Message): boolean {
    this.asked ??= this.load();
    return this.saved.has(message.id);
  }

  set(message: { id: number }, isSaved: boolean): void {
    if (isSaved) this.saved.add(message.id);
    else this.saved.delete(message.id);
    this.changed();
  }

  heard(entry: Entry): void {
    if (entry.event === "message_saved" || entry.event === "message_unsaved") this.set({ id: Number(entry.data.message) }, entry.event === "message_saved");
  }

  /** Where there is no line the menu offers to save, which does no harm twice. */
  async load(): Promise<void> {
    const mine = await call<Mine>("GET", `/api/rooms/${this.room}/mine/`).catch(() => null);
    if (!mine) return;
    this.saved = new Set(mine.saved);
    this.changed();
  }
}
