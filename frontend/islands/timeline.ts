import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { dayInWords } from "../dates";
import type { OpenRoom } from "../open-room";
import { count, say } from "../page";
import { tellWhy, toast } from "../shell";
import { withoutLinks } from "../text";
import type { Message, Outgoing } from "../types";
import { messageLine, nameOfAuthor, outgoingLine, type MessageActs } from "./message";
import "./message-menu";
import { actsFor, doAct } from "./message-acts";
import type { MessageMenu } from "./message-menu";
import { icon } from "./parts";
import { pinsBar } from "./pins";
import { rareParts } from "./rare-parts";
import { Anchor } from "./anchor";
import { foldLong, unfold, unfoldFocused } from "./folding";
import { isSuspended, mayWrite, unread } from "./room-list-state";
import { showOrigin, showVersions } from "./versions";
import type { Line } from "./timeline-state";

/** Not scrollIntoView: that moves whatever can be scrolled around the frame as well. */
function bring(element: HTMLElement, frame: HTMLElement, to: "start" | "center"): void {
  const [box, around] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  const middle = (around.height - box.height) / 2;
  frame.scrollTop += box.top - around.top - (to === "start" ? 24 : Math.max(24, middle));
}

/** What stands while a room that was never seen here is on its way. */
function waitingLines(): TemplateResult {
  return html`<div class="on-its-way" role="status"><span class="visually-hidden">${say("loading")}</span>${[3, 1, 2].map((rows) => html`<div class="message first"><span class="mark"></span>${Array.from({ length: rows + 1 }, () => html`<i></i>`)}</div>`)}</div>`;
}

/** The talk of the open room. The page gives it `open` and calls requestUpdate() when that changed. */
export class TimelineIsland extends LitElement {
  static override properties = { open: { attribute: false }, menuFor: { state: true }, isAway: { state: true } };
  declare open: OpenRoom | null;
  declare menuFor: Message | null;
  declare isAway: boolean;
  private readonly anchor = new Anchor(() => this.querySelector(".talk"));
  private shownRoom = 0;
  private target: number | "unread" | "newest" | null = null;

  constructor() {
    super();
    this.open = this.menuFor = null;
    this.isAway = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  /** Where to be once the messages stand there: a seq, the line of the unread, or the newest. */
  aim(target: number | "unread" | "newest"): void {
    this.target = target;
    this.requestUpdate();
  }

  /** Nothing is drawn before what draws it is there, as long as that does not take long: what came later would push the talk. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const missing = rareParts(this.open?.state.results ?? []);
    return missing ? missing.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    if (this.open && this.open.place !== this.shownRoom) {
      this.shownRoom = this.open.place;
      this.menuFor = null;
      this.anchor.forget();
    } else this.anchor.remember();
  }

  protected override updated(): void {
    foldLong(this);
    if (this.target === null || !this.open?.state.results.length) this.anchor.restore();
    else if (this.reach(this.target)) this.target = null;
    const linking = this.querySelectorAll<HTMLElement>(`.body:has(a[href^="/"]:not(.mention), a[href^="${location.origin}/"])`);
    if (linking.length) void import("./cards").then(({ showCards }) => linking.forEach(showCards));
    this.seen();
  }

  override render(): TemplateResult {
    const open = this.open;
    if (!open) return html``;
    const isEmpty = !open.lines.length && !open.isLoading && !open.state.before;
    return html`${open.thread === null ? pinsBar(open.kept.pins, open.kept.arePinsOnTheirWay, (seq) => void this.jump(seq)) : nothing}<div class="talk" tabindex="0" role="log" aria-label=${say(open.thread === null ? "talk" : "replies")} aria-live="off" @scroll=${() => this.scrolled()} @keydown=${this.keys} @focusin=${unfoldFocused}>
      <div class="lines" aria-busy=${open.isLoading}>
        ${open.state.before ? html`<button class="btn plain older" @click=${() => void open.older()}>${say("older")}</button>` : nothing}
        ${open.error ? html`<p class="notice saffron">${open.error === "offline" ? say("offline_copy") : open.error}</p>` : nothing}
        ${open.isLoading && !open.lines.length ? waitingLines() : nothing}
        ${isEmpty ? html`<div class="empty">${icon("rooms")}<h2>${say(open.thread === null ? "empty_room" : "empty_thread")}</h2><p>${say(open.thread === null ? "empty_room_hint" : "empty_thread_hint")}</p></div>` : nothing}
        ${repeat(open.lines, (line) => line.key, (line) => this.line(line, open))}
        ${open.state.after ? html`<button class="btn plain newer" @click=${() => void open.newer()}>${say("newer")}</button>` : nothing}
      </div></div>
      <p class="typing s soft" aria-live="off">${this.typing(open)}</p>
      ${this.isAway || open.state.after ? html`<button class="btn quiet to-newest" @click=${() => void this.toNewest()}>${icon("down", "s")} ${this.newestWords(open)}</button>` : nothing}`;
  }

  async jump(seq: number): Promise<void> {
    if (!this.open) return;
    if (!this.querySelector(`[data-seq="${seq}"]`)) await this.open.open(seq);
    this.aim(seq);
  }

  private line(line: Line, open: OpenRoom): TemplateResult {
    const me = open.session.me;
    if (line.kind === "day") return html`<p class="day"><span>${dayInWords(line.day)}</span></p>`;
    if (line.kind === "unread") return html`<p class="unread-line" data-unread><span>${say("new_messages")}</span></p>`;
    const home = open.room?.kind === "organization" ? open.room.organization ?? null : null;
    if (line.kind === "outgoing") return outgoingLine(line.row, line.isFirst, me, home, this.acts);
    const menu = this.menuFor?.id === line.message.id ? this.menu(line.message, open) : nothing;
    return html`<div class="slot">${messageLine(line.message, line.isFirst, { me, canReact: this.canWrite(open), readByOthers: open.thread === null ? open.room?.read_by_others ?? null : null, home, made: open.kept.made.get(line.message.id), lists: open.room?.kind === "announcement" && mayWrite(open.room) }, this.acts)}${menu}</div>`;
  }

  private canWrite(open: OpenRoom): boolean {
    return Boolean(open.room?.is_member) && !open.room?.closed && !isSuspended(open.room!);
  }

  private menu(message: Message, open: OpenRoom): TemplateResult {
    const isMine = message.author?.id === open.session.me.id;
    const writes = this.canWrite(open);
    const acts = actsFor(message, { open, isMine, writes, moderates: Boolean(document.querySelector("[data-moderates]")) });
    return html`<mq-message-menu .acts=${acts} .canReact=${writes} @chosen=${(event: CustomEvent) => this.chosen(event, message)}></mq-message-menu>`;
  }

  private chosen(event: CustomEvent<{ name: string; emoji?: string; href?: string }>, message: Message): void {
    const { name, emoji, href } = event.detail;
    const opener = (event.target as MessageMenu).parentElement?.querySelector<HTMLElement>(".more");
    this.menuFor = null;
    if (name !== "reply" && name !== "edit" && name !== "open_thread") opener?.focus({ preventScroll: true });
    if (name === "react") void this.tried(() => this.open!.react(message, emoji!));
    else if (href) void import("../sheet").then(async ({ openSheet }) => (await openSheet(href)) && this.open?.kept.loadMade());
    else doAct(name, message, {
      open: this.open!,
      tell: (event_name, about) => this.dispatchEvent(new CustomEvent(event_name, { detail: about, bubbles: true })),
      tried: (act) => this.tried(act),
      copied: (text) => this.copied(text),
    });
  }

  /** True when it went well; else the reader is told why not. */
  private async tried(act: () => Promise<unknown>): Promise<boolean> {
    return act().then(() => true, (error: unknown) => {
      tellWhy(error);
      return false;
    });
  }

  private copied(text: string): void {
    void navigator.clipboard?.writeText(text).then(() => toast(say("copied")));
  }

  private readonly acts: MessageActs = {
    menu: (message) => (this.menuFor = this.menuFor?.id === message.id ? null : message),
    react: (message, emoji) => void this.tried(() => this.open!.react(message, emoji)),
    jump: (seq) => void this.jump(seq),
    history: (message) => void showVersions(message),
    origin: (message) => showOrigin(message),
    readers: (message) => void import("../sheet").then(({ openSheet }) => openSheet(`/messages/${message.id}/readers/`)),
    retry: (row: Outgoing) => void this.open!.session.bringing.retry(row),
    discard: (row: Outgoing) => void this.open!.session.outbox.discard(row.client_id),
    uploads: () => this.open!.session.bringing.now,
    copy: (row: Outgoing) => this.copied(withoutLinks(row.body)),
  };

  private reach(target: number | "unread" | "newest"): boolean {
    const talk = this.querySelector<HTMLElement>(".talk");
    const element = typeof target === "number" ? this.querySelector<HTMLElement>(`[data-seq="${target}"]`) : target === "unread" ? this.querySelector<HTMLElement>("[data-unread]") : null;
    if (!talk || (typeof target === "number" && !element)) return false;
    if (element && typeof target === "number") unfold(element);
    if (element) bring(element, talk, target === "unread" ? "start" : "center");
    else talk.scrollTop = 0;
    if (typeof target !== "number") return true;
    element!.classList.add("aimed");
    element!.focus({ preventScroll: true });
    setTimeout(() => element!.classList.remove("aimed"), 2500);
    return true;
  }

  private async toNewest(): Promise<void> {
    if (this.open?.state.after) await this.open.open();
    this.aim("newest");
  }

  private newestWords(open: OpenRoom): string {
    const waiting = open.room ? unread(open.room) : 0;
    return waiting ? count("new", waiting) : say("to_newest");
  }

  private scrolled(): void {
    const talk = this.querySelector(".talk");
    if (!talk || !this.open) return;
    this.isAway = talk.scrollTop < -300;
    if (talk.scrollHeight - talk.clientHeight + talk.scrollTop < 300) void this.open.older();
    if (talk.scrollTop > -300) void this.open.newer();
    this.seen();
  }

  /** The newest message that stands within the frame is read, if somebody can see it. */
  private seen(): void {
    const talk = this.querySelector(".talk");
    if (!talk?.clientHeight || !this.open || document.hidden || this.target !== null) return;
    const bottom = talk.getBoundingClientRect().bottom;
    const all = [...this.querySelectorAll<HTMLElement>("[data-seq]")];
    for (let at = all.length - 1; at >= 0; at--) {
      if (all[at]!.getBoundingClientRect().bottom <= bottom + 4) return this.open.read(Number(all[at]!.dataset.seq));
    }
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (event.key === "End") void this.toNewest();
  };

  private typing(open: OpenRoom): string {
    const names = [...open.typing.keys()];
    return names.length > 1 ? count("typing_many", names.length) : names.length ? say("typing", { name: names[0]! }) : "";
  }

  /** For the composer's arrow-up: the last message of one's own that can be edited. */
  lastOfMine(): Message | undefined {
    return this.open?.state.results.findLast((message) => message.author?.id === this.open!.session.me.id && !message.deleted && nameOfAuthor(message));
  }
}
customElements.define("mq-timeline", TimelineIsland);
