import { html, LitElement, nothing, type TemplateResult } from "lit";
import { call } from "../api";
import { momentInWords } from "../dates";
import { me, say } from "../page";
import { tellWhy } from "../shell";
import type { Message } from "../types";
import { icon } from "./parts";

/** For each room the announcements that are acknowledged: by the reader's organisations, or by the reader alone. */
const given = new Map<number, Promise<Set<string>>>();
const key = (message: number, organization: number | null): string => `${message}:${organization ?? ""}`;

async function fetched(room: number): Promise<Set<string>> {
  const rows = await call<{ message: number; organization: number | null }[]>("GET", `/api/rooms/${room}/acknowledged/`).catch(() => {
    given.delete(room);
    return [];
  });
  return new Set(rows.map((row) => key(row.message, row.organization)));
}

/** Below an announcement: how many organisations have read it, and the button of those that have not. */
export class Acknowledge extends LitElement {
  static override properties = { message: { attribute: false }, lists: { attribute: false }, mine: { state: true } };
  declare message: Message | null;
  declare lists: boolean;
  declare mine: Set<string> | null;

  constructor() {
    super();
    this.message = this.mine = null;
    this.lists = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    const room = this.message?.room;
    if (room === undefined || this.mine) return;
    if (!given.has(room)) given.set(room, fetched(room));
    void given.get(room)!.then((mine) => (this.mine = new Set(mine)));
  }

  override render(): TemplateResult | typeof nothing {
    const asked = this.message?.acknowledgement;
    if (!asked || !me) return nothing;
    const isMine = this.message!.author?.id === me.id || (me.organization !== null && this.message!.organization?.id === me.organization);
    const counted = say("acknowledged_of", { number: asked.acknowledged, all: Math.max(asked.expected, asked.acknowledged) });
    return html`<div class="acknowledge">${isMine ? nothing : this.button()}
      ${this.lists || isMine || document.querySelector("[data-moderates]") ? html`<a class="s" href="/messages/${this.message!.id}/acknowledgements/">${counted}</a>` : html`<span class="s soft">${counted}</span>`}
      ${asked.until ? html`<span class="s soft">${say("acknowledge_until", { moment: momentInWords(asked.until) })}</span>` : nothing}</div>`;
  }

  private button(): TemplateResult | typeof nothing {
    if (!this.mine) return html`<span class="btn small to-come">${icon("check", "s")}${say("acknowledge")}</span>`; // its room is kept free
    if (this.mine.has(key(this.message!.id, me!.organization))) return html`<span class="tag leaf">${icon("check", "s")}${say("acknowledged")}</span>`;
    return html`<button class="btn small" @click=${() => void this.acknowledge()}>${icon("check", "s")}${say("acknowledge")}</button>`;
  }

  private async acknowledge(): Promise<void> {
    const { id, room } = this.message!;
    try {
      this.message = await call<Message>("PUT", `/api/messages/${id}/acknowledgement/`, { organization: me!.organization });
      this.mine = new Set([...this.mine!, key(id, me!.organization)]);
      given.set(room, Promise.resolve(this.mine));
    } catch (error) {
      tellWhy(error);
    }
  }
}
customElements.define("mq-acknowledge", Acknowledge);
