import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { call } from "../api";
import { say } from "../page";
import { newId } from "../random";
import { tellWhy } from "../shell";
import type { Card, Column } from "./kanban-state";

/** At the end of a column: a button that becomes a line to write in. Tells of what was made by `made`. */
export class KanbanAdd extends LitElement {
  static override properties = { column: { attribute: false }, project: { attribute: false }, isOpen: { state: true } };
  declare column: Column;
  declare project: number;
  declare isOpen: boolean;
  /** Of one attempt, so that a repetition on a bad line makes one task. */
  private attempt = newId();

  constructor() {
    super();
    this.isOpen = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    if (!this.isOpen) return html`<button class="btn plain small kanban-add" aria-label=${say("kanban.add_here", { column: this.column.title })} @click=${() => (this.isOpen = true)}>+ ${say("kanban.add")}</button>`;
    return html`<form class="kanban-adding" @submit=${this.add} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && (this.isOpen = false)}>
      <input name="title" maxlength="200" required dir="auto" autocomplete="off" aria-label=${say("kanban.title")} placeholder=${say("kanban.title")}>
      <div class="row"><button class="btn small">${say("kanban.save")}</button><button type="button" class="btn plain small" @click=${() => (this.isOpen = false)}>${say("kanban.cancel")}</button></div></form>`;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("isOpen") && this.isOpen) this.querySelector("input")?.focus();
  }

  private readonly add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const field = this.querySelector("input")!;
    const title = field.value.trim();
    if (!title || field.readOnly) return;
    field.readOnly = true;
    try {
      const card = await call<Card>("POST", `/api/projects/${this.project}/tasks/`, { client_id: this.attempt, title, column: this.column.id });
      this.attempt = newId();
      field.value = "";
      this.dispatchEvent(new CustomEvent<Card>("made", { detail: card }));
    } catch (error) {
      tellWhy(error);
    }
    field.readOnly = false;
    field.focus();
  };
}
customElements.define("mq-kanban-add", KanbanAdd);
