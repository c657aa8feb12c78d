import { html, LitElement, type TemplateResult } from "lit";
import { say } from "../page";
import { LONGEST, Recorder, type Recording } from "../recorder";
import { toast } from "../shell";
import type { Attachment } from "../types";
import { icon } from "./parts";
import { clock } from "./voice-note";

const ASIDE = 90; // pixels of the finger that cancel or lock
const HELD = 350; // ms; shorter is a tap, which goes on by itself

/**
 * In the place of the composer while one speaks. Held: release sends, aside cancels, up goes on without holding. Tapped
 * (or by keyboard): a button stops, then one listens, sends or throws away.
 */
class VoiceRecorder extends LitElement {
  static override properties = { recording: { state: true }, isLocked: { state: true }, made: { state: true } };
  declare isLocked: boolean;
  declare made: Recording | null;
  private recorder: Recorder | null = null;
  private address = "";
  private pressed: { x: number; y: number; at: number } | null = null;
  private isOver = false;

  constructor() {
    super();
    this.isLocked = true;
    this.made = null;
  }

  override createRenderRoot(): this {
    return this;
  }

  /** `press` is the pointer that holds the button, none where it was the keyboard. */
  async begin(press: PointerEvent | null): Promise<void> {
    if (press) this.hold(press);
    try {
      this.recorder = await Recorder.begin(() => this.heard());
      if (this.isOver) this.recorder.cancel();
      else void this.updateComplete.then(() => this.isLocked && this.querySelector<HTMLElement>(".stop")?.focus());
    } catch {
      toast(say("no_microphone"));
      this.end(null);
    }
    this.requestUpdate();
  }

  override render(): TemplateResult {
    return this.made ? this.preview(this.made) : html`<div class="recording line">${this.isLocked ? "" : html`<p class="s soft hint">${say("record_hint")}</p>`}
      <button type="button" class="icon-btn" aria-label=${say("cancel")} @click=${() => this.end(null)}>${icon("delete")}</button>
      <span class="grow"><span class="visually-hidden" role="status">${say("recording")}</span><b class="red" aria-hidden="true"></b> <bdi>${clock(this.recorder?.seconds ?? 0)}</bdi>
        <meter min="0" max="1" .value=${this.recorder?.level ?? 0} aria-hidden="true"></meter></span>
      <button type="button" class="icon-btn stop" aria-label=${say("stop")} @click=${() => void this.listen()}>${icon("stop")}</button>
      <button type="button" class="send" aria-label=${say("send")} @click=${() => void this.send()}>${icon("send", "points")}</button></div>`;
  }

  private preview(made: Recording): TemplateResult {
    const file: Attachment = { id: 0, file: 0, name: made.file.name, type: made.file.type, kind: "voice", size: made.file.size, width: null, height: null, href: this.address, preview: null, ...made.voice };
    return html`<div class="recording line"><button type="button" class="icon-btn" aria-label=${say("discard")} @click=${() => this.end(null)}>${icon("delete")}</button>
      <mq-voice-note class="grow" .file=${file}></mq-voice-note><button type="button" class="send" aria-label=${say("send")} @click=${() => this.end(made)}>${icon("send", "points")}</button></div>`;
  }

  private hold(press: PointerEvent): void {
    this.isLocked = false;
    this.pressed = { x: press.clientX, y: press.clientY, at: Date.now() };
    addEventListener("pointermove", this.moved);
    addEventListener("pointerup", this.released, { once: true });
    addEventListener("pointercancel", this.released, { once: true });
  }

  private readonly moved = (event: PointerEvent): void => {
    if (!this.pressed || this.isLocked) return;
    if (Math.abs(event.clientX - this.pressed.x) > ASIDE) this.end(null);
    else if (this.pressed.y - event.clientY > ASIDE) this.isLocked = true;
  };

  private readonly released = (event: PointerEvent): void => {
    const isTap = !this.recorder || !this.pressed || Date.now() - this.pressed.at < HELD || event.type === "pointercancel";
    removeEventListener("pointermove", this.moved);
    if (this.isOver || this.isLocked) return;
    if (isTap) this.isLocked = true;
    else void this.send();
  };

  private heard(): void {
    if ((this.recorder?.seconds ?? 0) >= LONGEST) {
      toast(say("voice_too_long"));
      void this.listen();
    }
    this.requestUpdate();
  }

  private async listen(): Promise<void> {
    const made = await this.finished();
    if (!made) return this.end(null);
    this.address = URL.createObjectURL(made.file);
    this.made = made;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".send")?.focus());
  }

  private async send(): Promise<void> {
    this.end(await this.finished());
  }

  private async finished(): Promise<Recording | null> {
    const recorder = this.recorder;
    this.recorder = null;
    return (await recorder?.finish()) ?? null;
  }

  private end(made: Recording | null): void {
    if (this.isOver) return;
    this.isOver = true;
    this.recorder?.cancel();
    if (this.address) URL.revokeObjectURL(this.address);
    this.dispatchEvent(new CustomEvent<Recording | null>("recorded", { detail: made }));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end(null);
  }
}
customElements.define("mq-voice-recorder", VoiceRecorder);
export type { VoiceRecorder };
