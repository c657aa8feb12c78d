import { call } from "./api";
import "./islands/composer";
import type { Composer } from "./islands/composer";
import "./islands/room-list";
import type { RoomList } from "./islands/room-list";
import "./islands/timeline";
import type { TimelineIsland } from "./islands/timeline";
import { bring } from "./fragments";
import { OpenRoom } from "./open-room";
import { given, say } from "./page";
import { answerShortcuts } from "./room-keys";
import { session, type Session } from "./session";
import { entitle, tellWhy, toast } from "./shell";
import { Threads } from "./threads";
import type { Message, Room, Stretch } from "./types";

/** Milliseconds until a room whose messages did not come is asked for again. */
const AGAIN = 4000;
/** More than this, and the first unread may not be among the messages that a page brings along. */
const MANY_UNREAD = 20;

/** The page of rooms: which one is open, changed without loading the page anew. */
class RoomsPage {
  private open: OpenRoom | null = null;
  private readonly list = document.querySelector("mq-room-list") as RoomList;
  private readonly timeline = document.querySelector("mq-timeline") as TimelineIsland;
  private readonly composer = document.querySelector("mq-composer") as Composer;
  private readonly talk = document.getElementById("room")!;
  private readonly threads: Threads;

  constructor(private readonly at: Session) {
    at.showsRooms = true;
    this.list.session = at;
    this.threads = new Threads(at, { jump: (seq) => void this.timeline.jump(seq), join: () => void this.join() });
    at.on("rooms", () => this.draw());
    this.listen();
    answerShortcuts(this.timeline, this.composer, this.list);
    const given_room = given<Room | null>("the-room", null);
    if (given_room) this.showGiven(given_room);
    at.setRooms(at.rooms);
    if (given("rooms", null) === null) this.fillShell();
  }

  private showGiven(room: Room): void {
    this.at.learn(room);
    const stretch = given<Stretch | null>("messages", null);
    const asked = new URLSearchParams(location.search).get("around") ?? document.getElementById("room")?.dataset.around;
    this.enter(room.id, stretch);
    if (asked) this.timeline.aim(Number(asked));
    else this.timeline.aim(this.open?.unreadFrom ? "unread" : "newest");
    const thread = document.getElementById("thread")!.dataset.root;
    const reply = Number(new URLSearchParams(location.search).get("reply"));
    if (thread) void this.threads.show(room.id, Number(thread), reply || undefined);
  }

  /** This is the kept shell (service-worker.ts): it stands at whatever address was asked for. */
  private fillShell(): void {
    this.at.on("line", () => this.at.line === "open" && this.open?.error === "offline" && this.renew(this.open.id));
    if (/^\/(rooms\/.*)?$/.test(location.pathname)) return this.follow();
    const place = document.getElementById("no-room")!;
    place.querySelector("h2")!.textContent = say("needs_line");
    place.querySelector("p")!.textContent = say("needs_line_hint");
  }

  /** The line is back: what the server draws comes now. */
  private renew(id: number): void {
    delete document.getElementById("panel")!.dataset.room;
    this.fragments(id);
    void this.open?.open();
  }

  private enter(id: number, stretch: Stretch | null): void {
    this.open?.close();
    this.threads.close();
    this.open = new OpenRoom(this.at, id, stretch, () => this.draw(), () => this.leave());
    this.list.current = id;
    entitle(this.at, this.at.room(id)?.name ?? "");
    document.body.classList.add("in-room");
    this.talk.hidden = false;
    this.loadPanel();
    document.getElementById("no-room")?.setAttribute("hidden", "");
    this.draw();
  }

  /** Show another room: at once from the cache, then as the server has it. */
  private async switchTo(id: number, around?: number): Promise<void> {
    if (this.open?.id === id && around === undefined) return this.timeline.aim("newest");
    const kept = around === undefined ? await this.at.cache.stretch(id) : undefined;
    this.enter(id, kept ?? null);
    this.placeholderHeader(id);
    if (kept) this.timeline.aim(this.open?.unreadFrom ? "unread" : "newest");
    const unread = (this.at.room(id)?.seq ?? 0) - (this.at.room(id)?.read_seq ?? 0);
    void call<Room>("GET", `/api/rooms/${id}/`).then((room) => this.at.learn(room)).catch(() => undefined);
    this.fragments(id);
    if (around === undefined && unread > MANY_UNREAD) return this.openAtUnread();
    const opened = this.open!;
    for (await opened.open(around); opened.error === "offline" && this.open === opened; await opened.open(around)) await new Promise((resolve) => setTimeout(resolve, AGAIN));
    if (this.open?.id === id) this.timeline.aim(around ?? (this.open.unreadFrom ? "unread" : "newest"));
  }

  private async openAtUnread(): Promise<void> {
    const readTo = this.open?.room?.read_seq ?? 0;
    if (this.open) this.open.unreadFrom = null;
    await this.open?.open(readTo + 1);
    this.timeline.aim("unread");
  }

  private placeholderHeader(id: number): void {
    const room = this.at.room(id);
    const header = document.getElementById("room-header")!;
    const [mark, titles, words] = [header.querySelector(".mark"), header.querySelector("h1"), header.querySelector("p")];
    header.querySelector("form")?.remove();
    header.querySelector("[data-moderates]")?.removeAttribute("data-moderates");
    if (mark) mark.className = `mark ${room?.tint ?? ""}`;
    if (mark) mark.textContent = room?.mark ?? "";
    if (titles) titles.textContent = room?.name ?? "";
    if (words) words.textContent = room ? say(`kind.${room.kind}`) : "";
  }

  /** Header and panel as the server draws them for this person. */
  private fragments(id: number): void {
    void bring(`/rooms/${id}/header/`, document.getElementById("room-header")!).catch(() => undefined);
    this.loadPanel();
  }

  private loadPanel(): void {
    const panel = document.getElementById("panel")!;
    const isSeen = getComputedStyle(panel).display !== "none";
    if (isSeen && this.open && panel.dataset.room !== String(this.open.id)) {
      panel.dataset.room = String(this.open.id);
      void bring(`/rooms/${this.open.id}/panel/`, panel).catch(() => undefined);
    }
  }

  private showPanel(): void {
    const sheet = document.getElementById("panel-sheet") as HTMLDialogElement;
    if (!this.open) return;
    void bring(`/rooms/${this.open.id}/panel/`, document.getElementById("panel-sheet-body")!).catch((error: unknown) => tellWhy(error));
    sheet.showModal();
  }

  private leave(): void {
    toast(say("room_gone"));
    this.toList();
    history.replaceState(null, "", "/rooms/");
  }

  private toList(): void {
    this.open?.close();
    this.threads.close();
    this.open = null;
    this.list.current = null;
    entitle(this.at, document.querySelector(".room-list h1")?.textContent ?? "");
    document.body.classList.remove("in-room");
    this.talk.hidden = true;
    document.getElementById("no-room")?.removeAttribute("hidden");
    this.draw();
  }

  private async join(): Promise<void> {
    if (!this.open) return;
    try {
      this.at.learn(await call<Room>("PUT", `/api/rooms/${this.open.id}/membership/`));
      this.fragments(this.open.id);
    } catch (error) {
      tellWhy(error);
    }
  }

  private draw(): void {
    for (const island of [this.timeline, this.composer]) {
      island.open = this.open;
      island.requestUpdate();
    }
    this.threads.draw();
    this.list.requestUpdate();
  }

  private listen(): void {
    document.addEventListener("click", (event) => this.clicked(event));
    addEventListener("popstate", () => this.follow());
    document.addEventListener("visibilitychange", () => !document.hidden && this.draw());
    matchMedia("(min-width: 80rem)").addEventListener("change", () => this.loadPanel());
    this.timeline.addEventListener("reply", (event) => this.composer.reply((event as CustomEvent<Message>).detail));
    this.timeline.addEventListener("thread", (event) => this.threads.enter(this.open!.id, (event as CustomEvent<Message>).detail.id));
    this.timeline.addEventListener("edit", (event) => this.composer.edit((event as CustomEvent<Message>).detail));
    this.composer.addEventListener("join", () => void this.join());
    this.composer.addEventListener("sent", () => this.timeline.aim("newest"));
    this.composer.addEventListener("edit-last", () => {
      const last = this.timeline.lastOfMine();
      if (last) this.composer.edit(last);
    });
    document.addEventListener("change", (event) => this.jumpToDay(event));
    this.loadPanel();
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    if (target.closest("[data-panel]")) return this.showPanel();
    const link = target.closest<HTMLAnchorElement>("a[data-room], #room-header a.back");
    const person = target.closest<HTMLAnchorElement>("#room a[href^='/people/'], #panel a[href^='/people/'], #panel-sheet a[href^='/people/']");
    if (!(link ?? person) || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (!link) return this.showPerson(event, person!);
    event.preventDefault();
    history.pushState(null, "", link.href);
    if (!link.dataset.room) return this.toList();
    void this.switchTo(Number(link.dataset.room));
    this.composer.ready();
  }

  /** In short, without leaving the talk; the link itself leads to the whole page. */
  private showPerson(event: MouseEvent, link: HTMLAnchorElement): void {
    event.preventDefault();
    void import("./sheet").then(({ openSheet }) => openSheet(`${link.pathname}short/`));
  }

  private follow(): void {
    const [, room, thread] = /^\/rooms\/(\d+)\/(?:threads\/(\d+)\/)?/.exec(location.pathname) ?? [];
    if (!room) return this.toList();
    const wasOpen = this.threads.isOpen && this.open?.id === Number(room);
    if (this.open?.id !== Number(room) || !(thread || wasOpen)) void this.switchTo(Number(room));
    if (thread) void this.threads.show(Number(room), Number(thread));
    else this.threads.close();
  }

  /** The server knows which message is the first of a day; the page is loaded anew around it. */
  private jumpToDay(event: Event): void {
    const field = event.target as HTMLInputElement;
    if (this.open && field.matches("[data-jump-to-day]") && field.value) location.assign(`/rooms/${this.open.id}/?day=${field.value}`);
  }
}

if (session) void session.then((at) => new RoomsPage(at));
