import { html, LitElement, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { momentInWords, shortly } from "../dates";
import type { OpenThread } from "../open-thread";
import { say } from "../page";
import { tellWhy } from "../shell";
import type { Message } from "../types";
import { filesOf } from "./attachments";
import { rareParts } from "./rare-parts";
import type { Composer } from "./composer";
import { nameOfAuthor } from "./message";
import { icon, nameOf } from "./parts";
import type { TimelineIsland } from "./timeline";

/** A thread beside the talk: what it began with, its replies, and where one replies. Tells `leave`, `to-root`, `join`. */
export class ThreadPanel extends LitElement {
  static override properties = { open: { attribute: false }, isNaming: { state: true } };
  declare open: OpenThread | null;
  declare isNaming: boolean;

  constructor() {
    super();
    this.open = null;
    this.isNaming = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  get timeline(): TimelineIsland | null {
    return this.querySelector("mq-timeline");
  }

  get composer(): Composer | null {
    return this.querySelector("mq-composer");
  }

  /** Where to be once the replies stand there. */
  async aim(target: number | "unread" | "newest"): Promise<void> {
    await this.updateComplete;
    this.timeline?.aim(target);
  }

  protected override updated(): void {
    if (this.open?.told) void rareParts([this.open.told.message]);
    this.timeline?.requestUpdate();
    this.composer?.requestUpdate();
    if (this.isNaming) this.querySelector<HTMLInputElement>("form.naming input:not(:focus)")?.focus();
  }

  override render(): TemplateResult {
    const { open } = this;
    if (!open) return html``;
    const root = open.told?.message;
    return html`<header class="thread-head">${this.isNaming ? this.naming(open) : this.head(open)}</header>
      ${root ? this.root(root) : nothing}
      <mq-timeline .open=${open} @reply=${(event: CustomEvent<Message>) => this.composer?.reply(event.detail)} @edit=${(event: CustomEvent<Message>) => this.composer?.edit(event.detail)}></mq-timeline>
      <mq-composer .open=${open} @sent=${() => this.timeline?.aim("newest")} @edit-last=${() => this.editLast()}></mq-composer>`;
  }

  private head(open: OpenThread): TemplateResult {
    const told = open.told;
    const title = open.facts?.title;
    return html`<button class="icon-btn" aria-label=${say("close_thread")} title=${say("close_thread")} @click=${() => this.tell("leave")}><span class="narrow-only">${icon("back", "turns")}</span><span class="wide-only">${icon("close")}</span></button>
      <div class="titles"><h1 dir="auto">${title || say("thread")}</h1><p class="s soft cut"><bdi>${open.room?.name ?? ""}</bdi></p></div>
      ${told?.can_title ? html`<button class="icon-btn" aria-label=${say("name_thread")} title=${say("name_thread")} @click=${() => (this.isNaming = true)}>${icon("edit")}</button>` : nothing}
      ${told && open.facts?.seq && open.room?.is_member ? html`<button class="icon-btn follow" aria-pressed=${told.is_following} aria-label=${say("follow_thread")} title=${say(told.is_following ? "unfollow_thread" : "follow_thread")} @click=${() => void this.tried(() => open.follow(!told.is_following))}>${icon(told.is_following ? "bell" : "mute")}</button>` : nothing}`;
  }

  private naming(open: OpenThread): TemplateResult {
    return html`<form class="naming" @submit=${(event: SubmitEvent) => void this.name(event, open)} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && (this.isNaming = false)}>
      <input class="input" name="title" maxlength="80" dir="auto" aria-label=${say("thread_title")} placeholder=${say("thread_title")} .value=${open.facts?.title ?? ""}>
      <button class="icon-btn" aria-label=${say("save")}>${icon("check")}</button>
      <button type="button" class="icon-btn" aria-label=${say("cancel")} @click=${() => (this.isNaming = false)}>${icon("close")}</button></form>`;
  }

  private root(root: Message): TemplateResult {
    return html`<article class="thread-root" aria-label=${say("thread_root")}>
      <p class="s by"><b><bdi>${nameOfAuthor(root)}</bdi></b>${root.organization ? html` <bdi class="soft">${nameOf(root.organization)}</bdi>` : nothing} <time class="soft" datetime=${root.written_at} title=${momentInWords(root.written_at)}>${shortly(root.written_at)}</time></p>
      ${root.deleted ? html`<p class="gone soft">${icon("delete", "s")} ${say("deleted")}</p>` : html`<div class="body">${unsafeHTML(root.html ?? "")}</div>${filesOf(root.files)}`}
      <button class="btn plain small" @click=${() => this.tell("to-root", root)}>${say("to_root")}</button></article>`;
  }

  private async name(event: SubmitEvent, open: OpenThread): Promise<void> {
    event.preventDefault();
    const title = (event.target as HTMLFormElement).querySelector("input")!.value;
    await this.tried(async () => {
      await open.name(title);
      this.isNaming = false;
    });
  }

  private editLast(): void {
    const last = this.timeline?.lastOfMine();
    if (last) this.composer?.edit(last);
  }

  private async tried(act: () => Promise<void>): Promise<void> {
    await act().catch((error: unknown) => tellWhy(error));
  }

  private tell(name: string, detail?: Message): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
customElements.define("mq-thread", ThreadPanel);
