import { call } from "./api";
import "./islands/composer";
import type { Composer } from "./islands/composer";
import "./islands/timeline";
import type { ThreadPanel } from "./islands/thread";
import type { TimelineIsland } from "./islands/timeline";
import { OpenRoom } from "./open-room";
import type { OpenThread } from "./open-thread";
import { given, learnWords, say } from "./page";
import { session, type Session } from "./session";
import { toast } from "./shell";
import type { Message, Room } from "./types";

/** A session's room in the pane beside it: the talk and the composer of the page of rooms, for the one room. */
class RoomBeside {
  private readonly timeline: TimelineIsland;
  private readonly composer: Composer;
  private readonly open: OpenRoom;
  private thread: OpenThread | null = null;
  private panel: ThreadPanel | null = null;

  constructor(private readonly pane: HTMLElement, private readonly at: Session, room: Room) {
    this.timeline = pane.querySelector("mq-timeline") as TimelineIsland;
    this.composer = pane.querySelector("mq-composer") as Composer;
    at.learn(room);
    this.open = new OpenRoom(at, room.id, null, () => this.draw(), () => this.leave());
    at.on("rooms", () => this.draw());
    this.listen();
    void this.open.open().then(() => this.timeline.aim("newest"));
  }

  private draw(): void {
    for (const island of [this.timeline, this.composer]) {
      island.open = this.open;
      island.requestUpdate();
    }
  }

  /** A thread takes the place of the talk, so that nobody leaves the session for it. */
  private async enter(root: number): Promise<void> {
    if (this.thread?.thread === root) return;
    const parts = await Promise.all([import("./islands/thread"), import("./open-thread")]).catch(() => null);
    if (!parts) return toast(say("first_use"));
    this.back();
    const panel = (this.panel = document.createElement("mq-thread") as ThreadPanel);
    panel.className = "talk-thread";
    for (const name of ["leave", "to-root"]) panel.addEventListener(name, () => this.back());
    this.pane.after(panel);
    this.pane.hidden = true;
    const thread = (this.thread = new parts[1].OpenThread(this.at, this.open.id, root, () => panel.requestUpdate(), () => this.lost()));
    panel.open = thread;
    await thread.open();
    if (this.thread !== thread) return;
    void panel.aim(thread.unreadFrom ? "unread" : "newest");
    void panel.updateComplete.then(() => panel.composer?.ready());
  }

  private back(): void {
    this.thread?.close();
    this.panel?.remove();
    this.thread = this.panel = null;
    this.pane.hidden = false;
    this.draw();
  }

  private lost(): void {
    this.back();
    toast(say("thread_gone"));
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-thread]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void this.enter(Number(link.dataset.thread));
  }

  private leave(): void {
    this.back();
    this.open.close();
    this.pane.remove();
  }

  private listen(): void {
    this.timeline.addEventListener("reply", (event) => this.composer.reply((event as CustomEvent<Message>).detail));
    this.timeline.addEventListener("edit", (event) => this.composer.edit((event as CustomEvent<Message>).detail));
    this.timeline.addEventListener("thread", (event) => void this.enter((event as CustomEvent<Message>).detail.id));
    this.pane.addEventListener("click", (event) => this.clicked(event));
    this.composer.addEventListener("sent", () => this.timeline.aim("newest"));
    this.composer.addEventListener("edit-last", () => {
      const last = this.timeline.lastOfMine();
      if (last) this.composer.edit(last);
    });
    document.addEventListener("visibilitychange", () => !document.hidden && this.draw());
  }
}

export async function show(pane: HTMLElement): Promise<void> {
  learnWords(given<Record<string, string>>("talk-words", {}));
  const [at, room] = await Promise.all([session, call<Room>("GET", `/api/rooms/${pane.dataset.room}/`)]);
  if (at) new RoomBeside(pane, at, room);
}
