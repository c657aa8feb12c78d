import { html, nothing, type TemplateResult } from "lit";
import { inShort } from "../in-short";
import { say } from "../page";
import type { Entry, Message } from "../types";
import { nameOfAuthor } from "./message";
import { icon } from "./parts";

const PIN_EVENTS = new Set(["message_pinned", "message_unpinned", "message_edited", "message_deleted"]);

/** The pins after an entry of the room: the newest first, each once, none that is gone. */
export function pinsAfter(pins: Message[], entry: Entry, now = Date.now()): Message[] {
  if (!PIN_EVENTS.has(entry.event)) return pins;
  const message = entry.data as unknown as Message;
  const others = pins.filter((each) => each.id !== message.id);
  if (!message.deleted && message.pinned_until) others.push(message);
  return standing(others, now);
}

/** Pins end by themselves. */
export function standing(pins: Message[], now = Date.now()): Message[] {
  return pins.filter((each) => Date.parse(each.pinned_until ?? "") > now).sort((a, b) => Date.parse(b.pinned_until!) - Date.parse(a.pinned_until!) || b.id - a.id);
}

/** What is pinned, above the talk: one line; where there are more, they unfold. While they are on their way their room is kept free. */
export function pinsBar(pins: Message[], isOnItsWay: boolean, jump: (seq: number) => void): TemplateResult | typeof nothing {
  const [first, ...more] = standing(pins);
  if (!first) return isOnItsWay ? html`<div class="pins"><p class="pin"></p></div>` : nothing;
  const line = (message: Message): TemplateResult => html`<button class="pin" @click=${() => jump(message.seq)}>${icon("pin", "s")}<span class="visually-hidden">${say("pinned")}</span><b><bdi>${nameOfAuthor(message)}</bdi></b><span class="cut grow" dir="auto">${inShort(message, 140)}</span></button>`;
  return html`<div class="pins" role="region" aria-label=${say("pinned")}>${line(first)}${more.length ? html`<details><summary>${say("more_pins", { number: more.length })}</summary>${more.map(line)}</details>` : nothing}</div>`;
}
