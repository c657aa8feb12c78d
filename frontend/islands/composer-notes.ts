import { html, nothing, type TemplateResult } from "lit";
import { momentInWords } from "../dates";
import type { OpenRoom } from "../open-room";
import { say, show } from "../page";
import type { Suspension, Wishes } from "../types";
import { clock, slowLeft } from "./composer-state";
import { icon } from "./parts";
import { newestOf } from "./timeline-state";

type Later = (moment: number) => void;

/** In the place of the composer, while the person only reads here: until when, and why. */
export function suspendedNote(told: Suspension, drawIn: Later): TemplateResult {
  drawIn(Date.parse(told.ends_at) - Date.now());
  return html`<div class="notice brick"><div><p>${say("suspended", { until: momentInWords(told.ends_at) })}</p><p class="s">${told.reason_words}${told.words ? html`<i class="between"> </i><bdi>${told.words}</bdi>` : nothing}</p></div></div>`;
}

/** Above the field of a slow room. What one writes meanwhile waits in the outbox and leaves by itself. */
export function slowNote(open: OpenRoom, drawIn: Later): TemplateResult | typeof nothing {
  const seconds = open.room?.slow_seconds;
  if (!seconds || document.querySelector("[data-moderates]")) return nothing;
  const left = slowLeft(seconds, newestOf(open.state, open.session.me.id));
  if (left) drawIn(1000);
  return html`<p class="slow s soft">${icon("clock", "s")} ${left ? say("slow_left", { time: show(clock(left)) }) : say("slow", { time: show(clock(seconds)) })}</p>`;
}

const asking = new WeakSet<OpenRoom>();

/** In an announcement room: whether the next message asks organisations to say that they have read it. */
export function askNote(open: OpenRoom): TemplateResult | typeof nothing {
  if (open.room?.kind !== "announcement") return nothing;
  const change = (event: Event): unknown => ((event.target as HTMLInputElement).checked ? asking.add(open) : asking.delete(open));
  return html`<label class="check slow s"><input type="checkbox" .checked=${asking.has(open)} @change=${change}>${say("ask_acknowledgement")}</label>`;
}

/** What goes along with the message that is sent now; the next one asks anew. */
export function wishes(open: OpenRoom): Wishes {
  return asking.delete(open) ? { asks_acknowledgement: true } : {};
}
