import { call } from "./api";
import { pinsAfter } from "./islands/pins";
import { given } from "./page";
import type { Entry, Made, Message, Room } from "./types";

const ACTS = given<{ icon: string; made?: string }[]>("message-acts", []).filter((act) => act.made);
const [SETTLED, SPREAD, OLD] = [1500, 3000, 60_000]; // ms
interface Mine { saved: number[]; reminders: Record<string, string> }

/** What stands out in one room. Its pins: asked for where it says that there are any, then followed by its entries. What
 * the reader saved: asked for when a menu first opens, then followed by their own entries. */
export class Kept {
  pins: Message[] = [];
  /** What other apps made of the room's messages, as far as the reader sees it; asked for once the room stands. */
  made = new Map<number, Made[]>();
  private saved = new Set<number>();
  /** They are asked for and have not come yet. */
  arePinsOnTheirWay = false;
  private madeAt = 0;
  private asksPins = true;
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

  async loadPins(room: Room | undefined): Promise<void> {
    if (!this.asksPins || !room?.has_pins) return;
    this.asksPins = false;
    this.arePinsOnTheirWay = true;
    this.pins = await call<Message[]>("GET", `/api/rooms/${this.room}/pins/`).catch(() => this.pins);
    this.arePinsOnTheirWay = false;
    this.changed();
  }

  /** Once the talk stands, and when somebody comes back to it after a while; returns what calls it off. */
  loadMadeSoon(): () => void {
    const settled = setTimeout(() => void this.loadMade(), SETTLED);
    const back = (): void => void (!document.hidden && Date.now() - this.madeAt > OLD && this.loadMade());
    document.addEventListener("visibilitychange", back);
    return () => {
      clearTimeout(settled);
      document.removeEventListener("visibilitychange", back);
    };
  }

  async loadMade(): Promise<void> {
    this.madeAt = Date.now();
    const made = new Map<number, Made[]>();
    for (const act of ACTS) {
      const answer = await call<Made[]>("GET", act.made!.replace("{room}", String(this.room))).catch(() => null);
      if (!answer) return;
      for (const each of answer) made.set(each.message, [...(made.get(each.message) ?? []), { ...each, icon: act.icon }]);
    }
    if (!made.size && !this.made.size) return;
    this.made = made;
    this.changed();
  }

  heardRoom(entry: Entry): void {
    this.pins = pinsAfter(this.pins, entry);
    if (entry.event !== "message_became_task") return;
    this.madeAt = 0; // a hidden page asks when it is looked at
    if (!document.hidden) setTimeout(() => void this.loadMade(), Math.random() * SPREAD);
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
