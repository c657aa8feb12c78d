import { html, LitElement, nothing, type TemplateResult } from "lit";
import { given, isArabic, say } from "../page";
import { icon } from "./parts";

export interface MenuAct { name: string; words: string; icon: string; href?: string; sheet?: boolean; isGrave?: boolean }
const EDGE = 8; // pixels left free
interface Offered { words: string; icon: string; address: string; sheet?: boolean }
export const EMOJI = ["👍", "🙏", "❤️", "😊", "😢", "✅"];
const MORE_EMOJI = [..."👏❓👎😂😮😍🤔😇🤝💪🌹🌸⭐🔥💯🎉🕊🤲🥀💔📌📎📞📅🚚📦🏥🏠🍞💧❌⚠️⏰🟢🟡🔴"].filter((letter) => letter !== "\ufe0f");

/** What other apps make of a message, from config/menus.py. */
export function offered(room: number, message: number): MenuAct[] {
  return given<Offered[]>("message-acts", []).map((act) => ({
    name: "go", words: act.words, icon: act.icon, sheet: act.sheet, href: act.address.replace("{room}", String(room)).replace("{message}", String(message)),
  }));
}

/** The menu of a message: reactions in a row, acts below; arrow keys walk, Escape returns to the button. */
export class MessageMenu extends LitElement {
  static override properties = { acts: { attribute: false }, canReact: { attribute: false }, hasMore: { state: true } };
  declare acts: MenuAct[];
  declare canReact: boolean;
  declare hasMore: boolean;
  opener: HTMLElement | null = null;

  constructor() {
    super();
    this.acts = [];
    this.canReact = true;
    this.hasMore = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.walk);
    setTimeout(() => document.addEventListener("click", this.away));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("click", this.away);
  }

  override firstUpdated(): void {
    this.items()[0]?.focus({ preventScroll: true });
  }

  /** Beside its message, but never past an edge of the window: where it fits neither below nor above, as near as it can. */
  override updated(): void {
    if (this.style.position !== "fixed" && getComputedStyle(this).position === "fixed") return; // a phone: the sheet at the foot
    const beside = this.parentElement!.querySelector(".more")!.getBoundingClientRect();
    const { left, height } = this.getBoundingClientRect();
    const lowest = innerHeight - height - EDGE;
    const above = beside.top - height;
    const top = beside.bottom <= lowest ? beside.bottom : above >= EDGE ? above : Math.max(EDGE, lowest);
    Object.assign(this.style, { position: "fixed", inset: `${top}px auto auto ${left}px` });
  }

  override render(): TemplateResult {
    return html`<div class="menu" role="menu" aria-label=${say("menu")}>
      ${this.canReact ? html`<div class="emoji" role="group" aria-label=${say("react")}>${EMOJI.map((emoji) => this.emoji(emoji))}
        <button role="menuitem" class="icon-btn" aria-expanded=${this.hasMore} aria-label=${say("more_emoji")} @click=${() => (this.hasMore = !this.hasMore)}>${icon("plus")}</button>
        ${this.hasMore ? MORE_EMOJI.map((emoji) => this.emoji(emoji)) : nothing}</div>` : nothing}
      ${this.acts.map((act) => act.href
        ? html`<a role="menuitem" class="act ${act.isGrave ? "grave" : ""}" href=${act.href} @click=${(event: MouseEvent) => this.follow(event, act)}>${icon(act.icon)}${act.words}</a>`
        : html`<button role="menuitem" class="act ${act.isGrave ? "grave" : ""}" @click=${() => this.choose(act.name)}>${icon(act.icon)}${act.words}</button>`)}
    </div>`;
  }

  private emoji(emoji: string): TemplateResult {
    return html`<button role="menuitem" class="icon-btn" @click=${() => this.choose("react", emoji)}>${emoji}</button>`;
  }

  private items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[role=menuitem]")];
  }

  private choose(name: string, emoji?: string): void {
    this.dispatchEvent(new CustomEvent("chosen", { detail: { name, emoji } }));
  }

  /** What asks one question is shown above the room; in a tab of its own where somebody wants it there. */
  private follow(event: MouseEvent, act: MenuAct): void {
    if (!act.sheet || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("chosen", { detail: { name: "go", href: act.href } }));
  }

  private readonly away = (event: Event): void => {
    if (!this.contains(event.target as Node)) this.choose("");
  };

  private readonly walk = (event: KeyboardEvent): void => {
    const items = this.items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const onward = isArabic ? "ArrowLeft" : "ArrowRight";
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, [onward]: 1, [onward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"]: -1 };
    if (event.key === "Escape" || event.key === "Tab") this.choose("");
    else if (event.key === "Home") items[0]?.focus();
    else if (event.key === "End") items.at(-1)?.focus();
    else if (steps[event.key]) items[(at + steps[event.key]! + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
  };
}
customElements.define("mq-message-menu", MessageMenu);
