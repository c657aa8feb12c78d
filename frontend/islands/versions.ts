import { html, nothing, render, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { call } from "../api";
import { momentInWords } from "../dates";
import { say } from "../page";
import { tellWhy } from "../shell";
import type { Message } from "../types";
import { icon } from "./parts";

interface Version { body: string; html: string; until: string }

function showSheet(heading: string, body: TemplateResult): void {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-label", heading);
  render(html`<div class="sheet-head"><h2>${heading}</h2><button class="icon-btn" data-close aria-label=${say("close")}>${icon("close")}</button></div>${body}`, dialog);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** What a message said before each edit, in a dialog. */
export async function showVersions(message: Message): Promise<void> {
  try {
    const versions = await call<Version[]>("GET", `/api/messages/${message.id}/versions/`);
    showSheet(say("history"), html`<ol class="sheet-body">${versions.map((version) => html`<li class="version"><p class="s soft">${say("until", { moment: momentInWords(version.until) })}</p><div class="body">${unsafeHTML(version.html)}</div></li>`)}
      <li class="version"><p class="s soft">${say("now")}</p><div class="body">${unsafeHTML(message.html ?? "")}</div></li></ol>`);
  } catch (error) {
    tellWhy(error);
  }
}

/** Whence an imported message came: when it was written there, and who brought it here. */
export function showOrigin(message: Message): void {
  showSheet(say("imported_why"), html`<div class="sheet-body">
    ${message.imported_by ? html`<p>${say("imported_by", { name: message.imported_by })}</p>` : nothing}
    <p class="soft">${say("written_there", { moment: momentInWords(message.written_at) })}</p></div>`);
}
