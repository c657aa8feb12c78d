import { html, render } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { call } from "../api";
import { momentInWords } from "../dates";
import { say } from "../page";
import { toast } from "../shell";
import type { Message } from "../types";
import { icon } from "./parts";

interface Version { body: string; html: string; until: string }

/** What a message said before each edit, in a dialog. */
export async function showVersions(message: Message): Promise<void> {
  try {
    const versions = await call<Version[]>("GET", `/api/messages/${message.id}/versions/`);
    const dialog = document.createElement("dialog");
    dialog.className = "sheet";
    dialog.setAttribute("aria-label", say("history"));
    render(html`<div class="sheet-head"><h2>${say("history")}</h2><button class="icon-btn" data-close aria-label=${say("close")}>${icon("close")}</button></div>
      <ol class="sheet-body">${versions.map((version) => html`<li class="version"><p class="s soft">${say("until", { moment: momentInWords(version.until) })}</p><div class="body">${unsafeHTML(version.html)}</div></li>`)}
      <li class="version"><p class="s soft">${say("now")}</p><div class="body">${unsafeHTML(message.html ?? "")}</div></li></ol>`, dialog);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    toast(say("no_line"));
  }
}
