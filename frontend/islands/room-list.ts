import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { shortly } from "../dates";
import { filesInWords } from "../in-short";
import { count, given, say, show } from "../page";
import type { Session } from "../session";
import { plain } from "../text";
import type { Room } from "../types";
import { icon, mark } from "./parts";
import { sections, unread } from "./room-list-state";

type Other = Pick<Room, "id" | "name" | "about" | "mark" | "tint" | "kind">;

/** One's rooms by kind with what is unread, and the rooms one may join. Links work without the rest of the page. */
export class RoomList extends LitElement {
  static override properties = { session: { attribute: false }, current: { attribute: false }, filter: { state: true } };
  declare session: Session | null;
  declare current: number | null;
  declare filter: string;
  private readonly others = given<Other[]>("others", []);

  constructor() {
    super();
    this.session = null;
    this.current = null;
    this.filter = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.walk);
  }

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const shown = sections(this.session?.rooms ?? [], this.filter);
    const joinable = this.session ? this.joinable() : []; // alone, they would stand where one's own rooms are to come
    return html`<div class="search"><span>${icon("search")}</span><input class="input" type="search" .value=${this.filter} placeholder=${say("filter_rooms")} aria-label=${say("filter_rooms")} @input=${(event: Event) => (this.filter = (event.target as HTMLInputElement).value)}></div>
      ${shown.map((section) => html`<section aria-labelledby="kind-${section.kind}"><h2 id="kind-${section.kind}">${say(`kind.${section.kind}`)}</h2>
        <ul>${repeat(section.rooms, (room) => room.id, (room) => html`<li>${this.row(room)}</li>`)}</ul></section>`)}
      ${joinable.length ? html`<details class="others" ?open=${!shown.length || this.filter !== ""}><summary>${count("joinable", joinable.length)}</summary>
        <ul>${joinable.map((room) => html`<li><a class="room" href="/rooms/${room.id}/" data-room=${room.id} aria-current=${room.id === this.current ? "page" : nothing}>${mark(room.mark, room.tint)}<span class="grow"><b class="cut"><bdi class="cut">${room.name}</bdi></b><span class="cut soft s" dir="auto">${room.about}</span></span></a></li>`)}</ul></details>` : nothing}
      ${this.session && !shown.length && !joinable.length ? html`<p class="empty">${this.filter ? say("no_such_room") : say("no_rooms")}</p>` : nothing}`;
  }

  /** Arrow keys walk through the rooms that are shown, from the search field too. */
  private readonly walk = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...this.querySelectorAll<HTMLElement>("a.room")].filter((link) => link.checkVisibility?.() ?? true);
    const next = all[all.indexOf(document.activeElement as HTMLElement) + step] ?? (step < 0 ? this.querySelector<HTMLElement>("input") : null);
    next?.focus();
    event.preventDefault();
  };

  private joinable(): Other[] {
    const wanted = plain(this.filter.trim());
    return this.others.filter((room) => !this.session?.room(room.id) && (!wanted || plain(room.name).includes(wanted)));
  }

  private row(room: Room): TemplateResult {
    const waiting = unread(room);
    const last = room.last;
    return html`<a class="room ${waiting && !room.is_muted ? "unread" : ""}" href="/rooms/${room.id}/" data-room=${room.id} aria-current=${room.id === this.current ? "page" : nothing}>
      ${mark(room.mark, room.tint, room.kind === "direct" ? "round" : "")}
      <span class="grow"><span class="top"><b class="cut"><bdi class="cut">${room.name}</bdi></b>${room.is_muted ? icon("mute", "s") : nothing}${last?.created_at ? html`<time class="s" datetime=${last.created_at}>${shortly(last.created_at)}</time>` : nothing}</span>
        <span class="top"><span class="cut grow soft s" dir="auto">${last ? this.lastWords(room) : room.about}</span>${this.badge(room, waiting)}</span></span></a>`;
  }

  /** The words lead: their direction says where the line is cut. */
  private lastWords(room: Room): TemplateResult {
    const last = room.last!;
    const words = last.deleted ? say("deleted") : last.excerpt || filesInWords(last.files, last.voice);
    return last.name && room.kind !== "direct" ? html`<bdi>${last.name}</bdi>: ${words}` : html`${words}`;
  }

  private badge(room: Room, waiting: number): TemplateResult | typeof nothing {
    if (room.mentions) return html`<span class="dot mention"><span aria-hidden="true">@${show(room.mentions)}</span><span class="visually-hidden">${count("mentions", room.mentions)}</span></span>`;
    if (!waiting) return nothing;
    return html`<span class="dot ${room.is_muted ? "calm" : ""}"><span aria-hidden="true">${show(waiting > 99 ? "99+" : waiting)}</span><span class="visually-hidden">${count("unread", waiting)}</span></span>`;
  }
}
customElements.define("mq-room-list", RoomList);
