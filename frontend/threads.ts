import { call } from "./api";
import type { ThreadPanel } from "./islands/thread";
import type { OpenThread } from "./open-thread";
import { count, given, say, show } from "./page";
import type { Session } from "./session";
import { toast } from "./shell";
import type { Message } from "./types";

const CALM = 15_000;
interface Room { jump: (seq: number) => void; join: () => void }
interface Followed { follows: boolean; unread: number }

/** Threads on the page of rooms: the one that is open beside the talk, and how many followed ones hold something unread. */
export class Threads {
  private open: OpenThread | null = null;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private followed = given<Followed>("followed", { follows: false, unread: 0 });

  constructor(private readonly at: Session, private readonly room: Room) {
    at.on("threads", () => this.look());
    at.on("own", (entry) => entry.event.startsWith("thread_") && this.look());
    document.addEventListener("visibilitychange", () => this.look());
    document.addEventListener("click", (event) => this.clicked(event));
    this.drawFollowed();
  }

  private get panel(): ThreadPanel {
    return document.getElementById("thread") as ThreadPanel;
  }

  get isOpen(): boolean {
    return this.open !== null;
  }

  /** Open the thread that began, or begins now, with a message; around one of its replies if `reply` says which. */
  async show(room: number, root: number, reply?: number): Promise<void> {
    if (this.open?.thread === root) return reply === undefined ? undefined : this.aim(reply);
    const parts = await Promise.all([import("./islands/thread"), import("./open-thread")]).catch(() => null);
    if (!parts) return toast(say("first_use"));
    this.open?.close();
    const open = (this.open = new parts[1].OpenThread(this.at, room, root, () => this.draw(), () => this.lost()));
    this.listen();
    document.body.classList.add("in-thread");
    this.panel.hidden = false;
    this.panel.isNaming = false;
    this.draw();
    await open.open(reply);
    if (this.open !== open) return;
    void this.panel.aim(reply ?? (open.unreadFrom ? "unread" : "newest"));
    void this.panel.updateComplete.then(() => this.panel.composer?.ready());
  }

  /** As a person opens it: the address names it, and going back closes it. */
  enter(room: number, root: number): void {
    if (this.open?.thread !== root) history.pushState({ thread: root }, "", `/rooms/${room}/threads/${root}/`);
    void this.show(room, root);
  }

  close(): void {
    this.open?.close();
    this.open = null;
    document.body.classList.remove("in-thread");
    this.panel.hidden = true;
    this.draw();
  }

  draw(): void {
    if (!("requestUpdate" in this.panel)) return;
    this.panel.open = this.open;
    this.panel.requestUpdate();
  }

  private listen(): void {
    const { panel } = this;
    if (panel.dataset.heard) return;
    panel.dataset.heard = "yes";
    panel.addEventListener("leave", () => this.leave());
    panel.addEventListener("join", () => this.room.join());
    panel.addEventListener("to-root", (event) => this.toRoot((event as CustomEvent<Message>).detail));
  }

  private leave(): void {
    const room = this.open?.id;
    if ((history.state as { thread?: number } | null)?.thread) return history.back();
    history.replaceState(null, "", `/rooms/${room}/`);
    this.close();
  }

  /** Where the talk does not stand beside the thread, the thread makes way. */
  private toRoot(root: Message): void {
    if (!document.getElementById("room")!.clientHeight) {
      history.replaceState(null, "", `/rooms/${root.room}/`);
      this.close();
    }
    this.room.jump(root.seq);
  }

  private async aim(reply: number): Promise<void> {
    await this.panel.timeline?.jump(reply);
  }

  private lost(): void {
    this.close();
    toast(say("thread_gone"));
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-thread]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.enter(Number(link.dataset.place), Number(link.dataset.thread));
  }

  /** Something moved in a thread, perhaps a followed one: ask in a while, once, if somebody looks. */
  private look(): void {
    if (this.asking || document.hidden) return;
    this.asking = setTimeout(() => void this.ask(), Math.max(Math.random() * 2000, this.asked + CALM - Date.now()));
  }

  private async ask(): Promise<void> {
    this.asked = Date.now();
    const found = await call<{ results: unknown[] }>("GET", "/api/threads/?unread=1").catch(() => null);
    this.asking = undefined;
    if (found) this.followed = { follows: true, unread: found.results.length };
    this.drawFollowed();
  }

  private drawFollowed(): void {
    const dot = document.querySelector<HTMLElement>("#followed-threads .dot");
    if (!dot) return;
    dot.hidden = !this.followed.unread;
    dot.textContent = show(this.followed.unread);
    dot.title = count("unread_threads", this.followed.unread);
  }
}
