import { html, nothing, render } from "lit";
import { parted } from "./file-names";
import { sizeOf } from "./file-sizes";
import { icon } from "./islands/parts";
import { say } from "./page";
import type { Attachment } from "./types";

/** Pictures over the whole page: arrows to the next, Escape to close, one to save. The focus goes back where it was. */
export function showPictures(all: Attachment[], first: number, opener: HTMLElement): void {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  let at = first;
  const isRightToLeft = document.documentElement.dir === "rtl";
  const turn = (step: number): void => {
    at = (at + step + all.length) % all.length;
    draw();
  };
  const draw = (): void => {
    const file = all[at]!;
    dialog.setAttribute("aria-label", file.name);
    render(html`<div class="viewer-bar"><span class="grow cut"><bdi>${parted(file.name).stem}</bdi> <span class="s"><bdi>${parted(file.name).ending}</bdi><i class="between"> </i>${sizeOf(file.size)}</span></span>
        ${all.length > 1 ? html`<span class="s" role="status">${say("picture_of", { number: at + 1, all: all.length })}</span>` : nothing}
        <a class="icon-btn" href="${file.href}?download" download=${file.name} aria-label=${say("download")}>${icon("import")}</a>
        <button class="icon-btn" aria-label=${say("close")} @click=${() => dialog.close()}>${icon("close")}</button></div>
      <div class="viewer-ground" @click=${(event: Event) => event.target === event.currentTarget && dialog.close()}><img src=${file.href} alt=${file.name} width=${file.width ?? nothing} height=${file.height ?? nothing}></div>
      ${all.length > 1 ? html`<button class="icon-btn previous" aria-label=${say("previous_picture")} @click=${() => turn(-1)}>${icon(isRightToLeft ? "forward" : "back")}</button>
        <button class="icon-btn next" aria-label=${say("next_picture")} @click=${() => turn(1)}>${icon(isRightToLeft ? "back" : "forward")}</button>` : nothing}`, dialog);
  };
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && all.length > 1) turn(isRightToLeft ? -step : step);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  draw();
  document.body.append(dialog);
  dialog.showModal();
}
