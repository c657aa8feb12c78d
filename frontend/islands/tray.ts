import { html, LitElement, nothing, type TemplateResult } from "lit";
import { parted } from "../file-names";
import { sizeOf } from "../file-sizes";
import { say, show } from "../page";
import type { Row, Uploads } from "../uploads";
import type { Brought } from "../types";
import { icon } from "./parts";

/** Pictures that browsers draw at any size. */
const SHOWN = /^image\/(?:jpeg|png|webp|gif|avif|bmp)$/;

/** Files above the words they will go with, or beside a message on its way: how far each is, and what can be done. */
class Tray extends LitElement {
  static override properties = { uploads: { attribute: false }, files: { attribute: false }, fixed: { type: Boolean } };
  declare uploads: Uploads | null;
  declare files: Brought[];
  declare fixed: boolean;
  private readonly pictures = new Map<Blob, string>();
  private heard: Uploads | null = null;
  private readonly redraw = (): void => this.requestUpdate();

  constructor() {
    super();
    this.uploads = null;
    this.files = [];
    this.fixed = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    if (this.uploads === this.heard) return;
    this.heard?.removeEventListener("change", this.redraw);
    this.heard = this.uploads;
    this.heard?.addEventListener("change", this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.heard?.removeEventListener("change", this.redraw);
    this.heard = null;
    for (const address of this.pictures.values()) URL.revokeObjectURL(address);
    this.pictures.clear();
  }

  override render(): TemplateResult {
    return html`<ul class="tray" aria-label=${say("files")}>${this.files.map((file) => this.one(file, this.uploads?.row(file.id)))}</ul>`;
  }

  private one(file: Brought, row: Row | undefined): TemplateResult {
    return html`<li class=${row?.state ?? "waiting"}>${this.picture(row)}
      <span class="grow"><bdi class="name">${parted(file.name).stem}</bdi><span class="s soft">${this.state(file, row)}</span>
        ${row?.state === "waiting" ? html`<progress max=${row.size} .value=${row.sent} aria-label=${file.name}></progress>` : nothing}
        ${this.choice(file, row)}</span>
      ${row?.state === "refused" ? html`<button type="button" class="icon-btn" aria-label=${`${say("retry")}: ${file.name}`} @click=${() => void this.uploads?.retry(file.id)}>${icon("history", "s")}</button>` : nothing}
      ${this.fixed ? nothing : html`<button type="button" class="icon-btn" aria-label=${say("take_out", { name: file.name })} @click=${() => this.choose("take-out", file)}>${icon("close", "s")}</button>`}</li>`;
  }

  private picture(row: Row | undefined): TemplateResult {
    if (row?.state === "refused") return icon("warning");
    if (!row || !SHOWN.test(row.type)) return icon(row?.voice ? "voice" : "file");
    let address = this.pictures.get(row.blob);
    if (!address) this.pictures.set(row.blob, (address = URL.createObjectURL(row.blob)));
    return html`<img src=${address} width="44" height="44" alt="">`;
  }

  private state(file: Brought, row: Row | undefined): TemplateResult | string {
    if (row?.state === "refused") return row.refusal?.detail || say("not_sent");
    const part = row && row.state === "waiting" && row.sent ? ` · ${show(Math.floor((row.sent / row.size) * 100))}%` : "";
    const { ending } = parted(file.name);
    return html`${ending ? html`<bdi>${ending}</bdi><i class="between"> </i>` : nothing}${sizeOf(file.size)}${part}`;
  }

  private choice(file: Brought, row: Row | undefined): TemplateResult | typeof nothing {
    if (this.fixed || !row?.original || row.state === "refused") return nothing;
    return html`<button type="button" class="btn plain small" @click=${() => this.choose("original", file)}>${say("original", { size: sizeOf(row.original.size) })}</button>`;
  }

  private choose(name: string, file: Brought): void {
    this.dispatchEvent(new CustomEvent(name, { detail: file, bubbles: true }));
  }
}
customElements.define("mq-tray", Tray);
