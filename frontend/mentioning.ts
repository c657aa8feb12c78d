import { html, nothing, render } from "lit";
import { call } from "./api";
import { icon } from "./islands/parts";
import { forEditing, forSending, mentionAt } from "./text";
import type { Mentionable } from "./types";

const PAUSE = 150;
const known = new WeakSet<HTMLTextAreaElement>();

/** Let @ find people and organisations in a field of a form, as the composer of a room does: `data-mentions` is where
 * they are asked for. What one sees are names; what the form sends are links. */
export function mention(field: HTMLTextAreaElement): void {
  if (known.has(field)) return;
  known.add(field);
  new Naming(field);
}

class Naming {
  private mentions: Record<string, string>;
  private found: Mentionable[] = [];
  private chosen = 0;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private readonly list = document.createElement("div");

  constructor(private readonly field: HTMLTextAreaElement) {
    const shown = forEditing(field.value);
    this.mentions = shown.mentions;
    if (shown.text !== field.value) field.value = shown.text;
    field.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    field.addEventListener("input", () => this.typed());
    field.addEventListener("keydown", (event) => this.walk(event));
    field.addEventListener("blur", () => setTimeout(() => this.show([]), 200));
    field.form!.addEventListener("formdata", (event) => event.formData.set(field.name, forSending(field.value, this.mentions)));
    if (!Object.keys(this.mentions).length) this.typed(); // what was typed while this was on its way
  }

  private typed(): void {
    this.mentions = Object.fromEntries(Object.entries(this.mentions).filter(([name]) => this.field.value.includes(name)));
    clearTimeout(this.asking);
    const at = this.at();
    if (!at) return this.show([]);
    this.asking = setTimeout(() => void this.ask(at.query), PAUSE);
  }

  private async ask(query: string): Promise<void> {
    const found = await call<Mentionable[]>("GET", `${this.field.dataset.mentions}?q=${encodeURIComponent(query)}`).catch(() => []);
    this.show(this.at()?.query === query ? found : []);
  }

  private at(): { query: string; start: number } | null {
    return mentionAt(this.field.value, this.field.selectionStart);
  }

  /** The chosen name takes the place of what was typed after the @; the caret stands behind it. */
  private choose(each: Mentionable): void {
    const at = this.at();
    if (!at) return;
    const name = `@${each.name}`;
    this.mentions[name] = each.href;
    this.field.setRangeText(`${name} `, at.start, this.field.selectionStart, "end");
    this.field.focus();
    this.show([]);
  }

  private walk(event: KeyboardEvent): void {
    if (event.isComposing || !this.found.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.show(this.found, (this.chosen + step + this.found.length) % this.found.length);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.found[this.chosen]!);
    else if (event.key === "Escape") this.show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private show(found: Mentionable[], chosen = 0): void {
    this.found = found;
    this.chosen = chosen;
    const named = (at: number): string => `${this.field.id}-name-${at}`;
    this.field.toggleAttribute("aria-controls", found.length > 0);
    if (found.length) this.field.setAttribute("aria-controls", `${this.field.id}-names`);
    if (found.length) this.field.setAttribute("aria-activedescendant", named(chosen));
    else this.field.removeAttribute("aria-activedescendant");
    render(found.length ? html`<ul class="suggestions" id="${this.field.id}-names" role="listbox" aria-label=${this.field.getAttribute("aria-label") ?? this.field.labels[0]?.textContent ?? ""}>${found.map((each, at) => html`<li id=${named(at)} role="option" aria-selected=${at === chosen}
      @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.choose(each)}>${icon(each.kind === "person" ? "person" : "organizations")}<bdi>${each.name}</bdi><span class="soft s cut">${each.detail}</span></li>`)}</ul>` : nothing, this.list);
  }
}
