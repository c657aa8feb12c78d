import { call } from "./api";
import "./islands/composer";
import type { Composer } from "./islands/composer";
import "./islands/timeline";
import type { TimelineIsland } from "./islands/timeline";
import { OpenRoom } from "./open-room";
import { given, learnWords } from "./page";
import { session, type Session } from "./session";
import type { Message, Room } from "./types";

/** A session's room in the pane beside it: the talk and the composer of the page of rooms, for the one room. */
class RoomBeside {
  private readonly timeline: TimelineIsland;
  private readonly composer: Composer;
  private readonly open: OpenRoom;

  constructor(private readonly pane: HTMLElement, at: Session, room: Room) {
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

  private leave(): void {
    this.open.close();
    this.pane.remove();
  }

  private listen(): void {
    this.timeline.addEventListener("reply", (event) => this.composer.reply((event as CustomEvent<Message>).detail));
    this.timeline.addEventListener("edit", (event) => this.composer.edit((event as CustomEvent<Message>).detail));
    this.timeline.addEventListener("thread", (event) => location.assign(`/rooms/${this.open.id}/threads/${(event as CustomEvent<Message>).detail.id}/`));
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
