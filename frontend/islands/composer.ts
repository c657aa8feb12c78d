import { html, nothing, type TemplateResult } from "lit";
import { call } from "../api";
import { isPhone, say, show } from "../page";
import { tellWhy } from "../shell";
import { inShort } from "../in-short";
import { mentionAt } from "../text";
import type { Mentionable, Message, Organization } from "../types";
import { BringsFiles } from "./brings-files";
import { isSuspended, mayWrite } from "./room-list-state";
import { askNote, slowNote, suspendedNote } from "./composer-notes";
import { adds } from "./composer-adds";
import * as composing from "./composer-state";
import { nameOfAuthor } from "./message";
import { icon, mark, nameOf } from "./parts";

const WHISPER = 3000;

/** Where one writes. Words are in the browser's storage before they leave the field; a draft stays with its room. */
export class Composer extends BringsFiles {
  static override properties = { open: { attribute: false }, state: { state: true }, found: { state: true }, chosen: { state: true } };
  declare found: Mentionable[];
  declare chosen: number;
  private shownRoom = 0;
  private whispered = 0;
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private keeping: ReturnType<typeof setTimeout> | undefined;
  private isSending = false;
  private sendsAgain = false;

  constructor() {
    super();
    this.open = null;
    this.state = composing.empty(0);
    this.found = [];
    this.chosen = 0;
  }

  override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    if (this.open && this.open.place !== this.shownRoom) void this.showRoom(this.open.place);
  }

  protected override updated(): void {
    const field = this.field;
    if (!field) return;
    if (field.value !== this.state.text) field.value = this.state.text;
    // Where the browser cannot size a field by its content, the number of lines does.
    if (!CSS.supports("field-sizing", "content")) field.rows = Math.min(8, Math.max(1, this.state.text.split("\n").length, Math.ceil(this.state.text.length / 50)));
  }

  /** Ready to write, where no keyboard jumps onto the screen for it. */
  ready(): void {
    if (!isPhone()) void this.updateComplete.then(() => this.field?.focus());
  }

  reply(message: Message): void {
    this.change(composing.replying(this.state, message, inShort(message), nameOfAuthor(message)));
    this.field?.focus();
  }

  edit(message: Message): void {
    this.state = composing.editing(this.state, message);
    void this.updateComplete.then(() => this.field?.focus());
  }

  override render(): TemplateResult {
    const room = this.open?.room;
    if (!this.open || !room) return html``;
    if (room.closed) return html`<p class="notice">${say("room_closed")}</p>`;
    if (!room.is_member) return html`<div class="notice sky join-line"><span class="grow">${say("join_hint")}</span><button class="btn" @click=${() => this.dispatchEvent(new CustomEvent("join", { bubbles: true }))}>${say("join")}</button></div>`;
    if (isSuspended(room)) return suspendedNote(room.suspension!, (moment) => this.drawIn(moment));
    if (!mayWrite(room)) return html`<p class="notice">${say("only_readers")}</p>`;
    return html`<form class="composer" @submit=${this.submit}>${this.suggestions()}${this.context()}${askNote(this.open)}${slowNote(this.open, (moment) => this.drawIn(moment))}${this.tray()}${this.form(room.name)}</form>`;
  }

  private drawIn(moment: number): void {
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.requestUpdate(), Math.min(moment + 100, 2 ** 31 - 1));
  }

  private form(name: string): TemplateResult {
    const voices = this.open!.session.me.organizations;
    const voice = voices.find((each) => each.id === this.organization);
    const isTight = composing.left(this.state) < 500;
    return html`<div class="line">
      ${this.state.editing || this.open!.thread !== null ? nothing : adds(this.shownRoom, () => this.dispatchEvent(new CustomEvent("sent", { bubbles: true })))}
      ${voices.length > 1 ? this.voicePicker() : nothing}
      ${this.attachButton()}
      <textarea id=${this.named("say")} rows="1" dir=${this.state.text ? "auto" : document.documentElement.dir} enterkeyhint=${isPhone() ? "enter" : "send"} aria-label=${this.open!.thread === null ? say("write_to", { room: name }) : say("reply_in_thread")} placeholder=${this.hint(name, voice)}
        aria-controls=${this.found.length ? this.named("mentionables") : nothing} aria-autocomplete="list" aria-activedescendant=${this.found.length ? this.named(`mentionable-${this.chosen}`) : nothing}
        @paste=${this.pasted} @input=${this.typed} @keydown=${this.keys} @blur=${() => setTimeout(() => (this.found = []), 200)}></textarea>
      ${isTight ? html`<span class="s ${composing.left(this.state) < 0 ? "over" : "soft"}" role="status">${show(composing.left(this.state))}</span>` : nothing}
      ${this.records ? this.recordButton() : html`<button class="send" aria-label=${this.state.editing ? say("save") : say("send")} ?disabled=${composing.body(this.state) === null}>${icon(this.state.editing ? "check" : "send", this.state.editing ? "" : "points")}</button>`}</div>`;
  }

  /** On whose behalf one writes is said first of all; where there is little room, only that. */
  private hint(room: string, voice: Organization | undefined): string {
    if (this.open!.thread !== null) return say("reply_in_thread");
    if (!voice) return say("write_to", { room });
    const values = { room, organization: nameOf(voice) };
    return say(matchMedia("(max-width: 63.99rem)").matches ? "write_for" : "write_as", values);
  }

  private voicePicker(): TemplateResult {
    const { me } = this.open!.session;
    const voice = me.organizations.find((each) => each.id === this.organization);
    return html`<label class="voices" title=${say("on_behalf")}>${mark(voice?.mark ?? "", voice?.tint, "s")}<select aria-label=${say("on_behalf")} @change=${(event: Event) => this.change({ ...this.state, organization: Number((event.target as HTMLSelectElement).value) })}>
      ${me.organizations.map((each) => html`<option value=${each.id} ?selected=${each.id === this.organization}>${nameOf(each)}</option>`)}</select></label>`;
  }

  private context(): TemplateResult | typeof nothing {
    const { reply, editing } = this.state;
    if (!reply && !editing) return nothing;
    const words = editing ? html`<b>${say("editing")}</b>` : html`<b>${say("reply_to", { name: reply!.author_name })}</b><i class="between"> </i><span dir="auto">${reply!.excerpt}</span>`;
    return html`<div class="context"><p class="cut grow">${words}</p><button type="button" class="icon-btn" aria-label=${say("cancel")} @click=${() => this.cancel()}>${icon("close", "s")}</button></div>`;
  }

  private suggestions(): TemplateResult | typeof nothing {
    if (!this.found.length) return nothing;
    return html`<ul class="suggestions" id=${this.named("mentionables")} role="listbox" aria-label=${say("mention")}>${this.found.map((each, at) => html`<li id=${this.named(`mentionable-${at}`)} role="option" aria-selected=${at === this.chosen}
      @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.mention(each)}>${icon(each.kind === "person" ? "person" : each.kind === "room" ? "rooms" : "organizations")}<bdi>${each.name}</bdi><span class="soft s cut">${each.detail}</span></li>`)}</ul>`;
  }

  /** A name of its own for each talk's composer on the page. */
  private named(name: string): string {
    return this.open!.thread === null ? name : `${name}-in-thread`;
  }

  private get field(): HTMLTextAreaElement | null {
    return this.querySelector("textarea");
  }

  protected get organization(): number | null {
    return this.state.organization ?? this.open?.session.me.organization ?? null;
  }

  private async showRoom(room: number): Promise<void> {
    this.keepDraft();
    this.shownRoom = room;
    this.found = [];
    this.state = composing.empty(room);
    const draft = await this.open!.session.draft(room);
    if (!draft || this.shownRoom !== room || this.state.text) return;
    this.state = { ...draft, editing: null };
    if (draft.uploads?.length) void this.open!.session.bringing.all().then(() => this.requestUpdate());
  }

  protected change(state: composing.Composing): void {
    this.state = state;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepDraft(), 400);
  }

  private keepDraft(): void {
    clearTimeout(this.keeping);
    const { editing, ...draft } = this.state;
    if (!editing && draft.room) void this.open?.session.keepDraft(draft);
  }

  private readonly typed = (event: Event): void => {
    const field = event.target as HTMLTextAreaElement;
    this.change(composing.typed(this.state, field.value));
    if (Date.now() - this.whispered > WHISPER + 200 && field.value && this.open?.session.line === "open") {
      this.whispered = Date.now();
      this.open?.type();
    }
    this.lookForMention(field);
  };

  private lookForMention(field: HTMLTextAreaElement): void {
    clearTimeout(this.asking);
    const at = mentionAt(field.value, field.selectionStart);
    if (!at) {
      this.found = [];
      return;
    }
    this.asking = setTimeout(async () => {
      const found = await call<Mentionable[]>("GET", `/api/rooms/${this.open!.id}/mentionables/?q=${encodeURIComponent(at.query)}`).catch(() => []);
      this.chosen = 0;
      this.found = mentionAt(field.value, field.selectionStart)?.query === at.query ? found : [];
    }, 150);
  }

  private mention(chosen: Mentionable): void {
    const field = this.field!;
    const at = mentionAt(field.value, field.selectionStart);
    if (!at) return;
    const { state, caret } = composing.mentioned(this.state, chosen, at.start, field.selectionStart);
    this.found = [];
    this.change(state);
    void this.updateComplete.then(() => {
      field.focus();
      field.setSelectionRange(caret, caret);
    });
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (this.found.length && this.walkSuggestions(event)) return;
    if (event.key === "Escape" && (this.state.reply || this.state.editing)) {
      event.preventDefault();
      this.cancel();
    }
    if (event.key === "ArrowUp" && !this.state.text) this.dispatchEvent(new CustomEvent("edit-last", { bubbles: true }));
    const sends = event.key === "Enter" && !event.shiftKey && (!isPhone() || event.ctrlKey || event.metaKey);
    if (sends) void this.submit(event);
  };

  private walkSuggestions(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.chosen = (this.chosen + step + this.found.length) % this.found.length;
    else if (event.key === "Enter" || event.key === "Tab") this.mention(this.found[this.chosen]!);
    else if (event.key === "Escape") this.found = [];
    else return false;
    event.preventDefault();
    return true;
  }

  private cancel(): void {
    this.change({ ...(this.state.editing ? composing.empty(this.shownRoom) : this.state), reply: null, editing: null });
    this.field?.focus();
  }

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const body = composing.body(this.state);
    this.sendsAgain = this.isSending;
    if (body === null || !this.open || this.isSending) return;
    this.isSending = true;
    const sent = this.state;
    try {
      if (this.state.editing) await this.open.edit(this.state.editing, body);
      else await this.sendWith(this.open, body, this.state.uploads ?? []);
      if (this.state.room === sent.room) this.state = composing.remaining(this.state, sent);
      this.keepDraft();
      this.sent();
    } catch (error) {
      tellWhy(error);
    } finally {
      this.isSending = false;
      this.field?.focus();
      if (this.sendsAgain) void this.submit(event);
    }
  };
}
customElements.define("mq-composer", Composer);
