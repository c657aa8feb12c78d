import { html, render } from "lit";
import { icon } from "./islands/parts";
import { say } from "./page";
import type { Entry } from "./types";

/** The moment of a reminder: a line that stays until it is followed or put away. Of the message only its place is known. */
export function showReminder(entry: Entry): void {
  const { message, room } = entry.data as { message: number; room: number };
  const key = `reminder-${message}`;
  if (document.getElementById(key)) return;
  const line = document.createElement("div");
  line.id = key;
  line.className = "notice saffron reminder-line";
  line.setAttribute("role", "status");
  const close = (): void => line.remove();
  render(html`${icon("bell")}<span class="grow">${say("reminder_came")}</span><a class="btn small" href="/rooms/${room}/m/${message}/" @click=${close}>${say("reminder_open")}</a>
    <button class="icon-btn" aria-label=${say("close")} @click=${close}>${icon("close", "s")}</button>`, line);
  const place = document.querySelector(".content");
  place?.insertBefore(line, document.getElementById("main"));
}
