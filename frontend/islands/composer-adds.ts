import { html, type TemplateResult } from "lit";
import { say } from "../page";
import { icon } from "./parts";

/** What else one can send into a room than words, one line each: the words are say(name), `page` asks for the rest. */
const ADDS = [{ name: "poll", icon: "poll", page: "polls/new" }];

/** The button beside the field, and what it unfolds. */
export function adds(room: number, sent: () => void): TemplateResult {
  const fold = (event: Event): void => (event.currentTarget as Element).closest("details")?.removeAttribute("open");
  const ask = async (event: Event, page: string): Promise<void> => {
    fold(event);
    const { openSheet } = await import("../sheet");
    if (await openSheet(`/rooms/${room}/${page}/`)) sent();
  };
  return html`<details class="adds" @keydown=${(event: KeyboardEvent) => event.key === "Escape" && fold(event)} @focusout=${(event: FocusEvent) => (event.currentTarget as Element).contains(event.relatedTarget as Node | null) || fold(event)}>
    <summary class="icon-btn" aria-label=${say("add")} title=${say("add")}>${icon("plus")}</summary>
    <div class="menu">${ADDS.map((add) => html`<button type="button" class="act" @click=${(event: Event) => void ask(event, add.page)}>${icon(add.icon)}${say(add.name)}</button>`)}</div></details>`;
}
