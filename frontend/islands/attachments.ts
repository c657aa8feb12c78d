import { html, nothing, svg, type TemplateResult } from "lit";
import { parted } from "../file-names";
import { sizeOf } from "../file-sizes";
import { me, say } from "../page";
import type { Attachment } from "../types";
import { icon } from "./parts";

const LARGEST = 320; // pixels of a picture in the talk
const SMALL = 200_000; // bytes of a picture that may stand for its own preview until the worker has made one
/** In the data saver nothing is loaded before somebody asks for it. */
const asked = new Set<number>();

/** The files of a message: pictures with their room kept free before they come, everything else as a card. */
export function filesOf(files: Attachment[] | undefined): TemplateResult | typeof nothing {
  if (!files?.length) return nothing;
  const pictures = files.filter((file) => file.kind === "image" && file.width);
  const others = files.filter((file) => !pictures.includes(file));
  return html`${pictures.length ? html`<div class="pictures ${pictures.length > 1 ? "several" : ""}">${pictures.map((file) => picture(file, pictures))}</div>` : nothing}
    ${others.map((file) => (file.kind === "voice" || file.kind === "audio" ? sound(file) : card(file)))}`;
}

function picture(file: Attachment, all: Attachment[]): TemplateResult {
  const scale = Math.min(1, LARGEST / Math.max(file.width!, file.height!));
  const [width, height] = [Math.max(44, Math.round(file.width! * scale)), Math.max(44, Math.round(file.height! * scale))];
  const saves = Boolean(me?.data_saver) && !asked.has(file.id);
  const source = saves ? null : (file.preview ?? (file.size < SMALL ? file.href : null));
  const inside = source ? html`<img src=${source} width=${width} height=${height} alt=${file.name} loading="lazy" decoding="async">`
    : html`<svg class="ground" width=${width} height=${height} aria-hidden="true">${svg`<rect width="100%" height="100%"></rect>`}</svg><span class="over">${icon("picture")}<span class="s">${sizeOf(saves && file.preview ? Math.min(file.size, 20_480) : file.size)}</span></span>`;
  return html`<a class="picture" href=${file.href} target="_blank" aria-label=${saves ? say("show_picture", { name: file.name }) : file.name} @click=${(event: MouseEvent) => (saves ? reveal(event, file) : view(event, file, all))}>${inside}</a>`;
}

function reveal(event: MouseEvent, file: Attachment): void {
  event.preventDefault();
  asked.add(file.id);
  const link = event.currentTarget as HTMLElement;
  (link.closest("mq-timeline") as (HTMLElement & { requestUpdate(): void }) | null)?.requestUpdate();
}

function view(event: MouseEvent, file: Attachment, all: Attachment[]): void {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const opener = event.currentTarget as HTMLElement;
  void import("../viewer").then(({ showPictures }) => showPictures(all, all.indexOf(file), opener)).catch(() => window.open(file.href, "_blank"));
}

function card(file: Attachment): TemplateResult {
  const { stem, ending } = parted(file.name);
  const preview = file.preview && !me?.data_saver ? html`<img src=${file.preview} alt="" width="56" height="72" loading="lazy">` : html`<span class="kind">${icon("file")}</span>`;
  return html`<a class="file-card" href="${file.href}?download" download=${file.name} title=${file.name}>${preview}
    <span class="grow"><bdi class="name">${stem}</bdi><span class="s soft">${ending ? html`<bdi>${ending}</bdi><i class="between"> </i>` : nothing}${sizeOf(file.size)}</span></span>${icon("import", "s")}<span class="visually-hidden">${say("download")}</span></a>`;
}

function sound(file: Attachment): TemplateResult {
  return html`<mq-voice-note .file=${file}></mq-voice-note>`;
}
