import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { OpenRoom } from "../open-room";
import { say } from "../page";
import { tellWhy } from "../shell";
import type { Brought } from "../types";
import type { Voice } from "../uploads";
import type { Recording } from "../recorder";
import type { VoiceRecorder } from "./voice-recorder";
import type { Composing } from "./composer-state";
import { icon } from "./parts";

const MOST_FILES = 10;
const REST = 1200; // ms in which a second tap on "send" does not begin to record

/** The press while the finger is still down, later none: on a slow line the recorder comes after the finger has left. */
function whileHeld(press: PointerEvent | null): () => PointerEvent | null {
  let held = press;
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (held = null), { once: true });
  return () => held;
}

/** The part of the composer that takes files: by button, pasted, dropped anywhere on the room. */
export abstract class BringsFiles extends LitElement {
  declare open: OpenRoom | null;
  declare state: Composing;

  private isRecording = false;
  private restsUntil = 0;

  protected abstract get organization(): number | null;
  protected abstract change(state: Composing): void;

  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of ["dragover", "dragleave", "drop"]) this.parentElement?.addEventListener(name, this.dropped as EventListener);
  }

  /** Files go on their way at once; their message goes with the words. */
  async bring(files: Iterable<File>, voice?: Voice): Promise<void> {
    const [chosen, open] = [[...files].slice(0, MOST_FILES - (this.state.uploads?.length ?? 0)), this.open];
    if (!chosen.length || !open || this.state.editing) return;
    try {
      const brought = await (await open.session.bringing.all()).add(chosen, voice);
      if (this.open === open) this.change({ ...this.state, uploads: [...(this.state.uploads ?? []), ...brought] });
    } catch (error) {
      tellWhy(error, "first_use");
    }
  }

  protected attachButton(): TemplateResult | typeof nothing {
    if (this.state.editing) return nothing;
    return html`<label class="icon-btn attach" title=${say("attach")}>${icon("attach")}<input type="file" multiple aria-label=${say("attach")} @change=${this.chose}></label>`;
  }

  /** Nothing to send yet, and a browser that can record. */
  protected get records(): boolean {
    return Date.now() >= this.restsUntil && !this.state.text.trim() && !this.state.editing && !this.state.uploads?.length && "MediaRecorder" in globalThis && Boolean(navigator.mediaDevices);
  }

  protected tray(): TemplateResult | typeof nothing {
    if (!this.state.uploads?.length || this.state.editing) return nothing;
    return html`<mq-tray .files=${this.state.uploads} .uploads=${this.open!.session.bringing.now} @take-out=${(event: CustomEvent<Brought>) => this.takeOut(event.detail)} @original=${(event: CustomEvent<Brought>) => void this.askOriginal(event.detail)}></mq-tray>`;
  }

  /** It is told; and the microphone comes into the place of "send" only when the finger has surely left it. */
  protected sent(): void {
    this.restsUntil = Date.now() + REST;
    setTimeout(() => this.requestUpdate(), REST + 10);
    this.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
  }

  /** Where there is nothing to send yet, the button of sending records. Pressed by pointer or by keyboard. */
  protected recordButton(): TemplateResult {
    return html`<button type="button" class="send record" aria-label=${say("record")} title=${say("record")} @pointerdown=${(event: PointerEvent) => void this.record(event)} @contextmenu=${(event: Event) => event.preventDefault()} @click=${() => void this.record(null)}>${icon("voice")}</button>`;
  }

  /** The recorder stands in the composer's place until it is done, and its sound goes at once as a message of its own. */
  private async record(press: PointerEvent | null): Promise<void> {
    if (this.isRecording || press?.button || !this.open) return;
    this.isRecording = true;
    const open = this.open;
    const held = whileHeld(press);
    try {
      await import("./voice-recorder");
      const recorder = document.createElement("mq-voice-recorder") as VoiceRecorder;
      this.querySelector(".composer")?.after(recorder);
      this.classList.add("is-recording");
      recorder.addEventListener("recorded", (event) => void this.recorded(recorder, open, (event as CustomEvent<Recording | null>).detail));
      await recorder.begin(held());
    } catch (error) {
      this.isRecording = false;
      tellWhy(error, "first_use");
    }
  }

  /** The message is kept at once; it goes when what it holds is with the server. */
  protected async sendWith(open: OpenRoom, body: string, uploads: Brought[]): Promise<void> {
    await open.send(body, this.state.reply, this.organization, uploads);
    await open.session.bringing.resume([{ uploads }]);
  }

  private async recorded(recorder: HTMLElement, open: OpenRoom, made: Recording | null): Promise<void> {
    this.isRecording = false;
    this.classList.remove("is-recording");
    recorder.remove();
    this.querySelector<HTMLElement>(".send")?.focus();
    if (!made) return;
    const uploads = await (await open.session.bringing.all()).add([made.file], made.voice);
    await this.sendWith(open, "", uploads);
    if (this.state.reply) this.change({ ...this.state, reply: null });
    this.sent();
  }

  protected readonly pasted = (event: ClipboardEvent): void => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    void this.bring(files);
  };

  private readonly chose = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    void this.bring([...(field.files ?? [])]);
    field.value = "";
  };

  private readonly dropped = (event: DragEvent): void => {
    const files = event.dataTransfer?.files;
    const isOver = event.type === "dragover" && event.dataTransfer?.types.includes("Files");
    this.parentElement?.classList.toggle("dropping", Boolean(isOver));
    if (isOver || files?.length) event.preventDefault();
    if (event.type === "drop" && files) void this.bring(files);
  };

  private takeOut(file: Brought): void {
    void this.open?.session.bringing.all().then((all) => all.cancel(file.id));
    this.change({ ...this.state, uploads: this.state.uploads?.filter((each) => each.id !== file.id) });
    this.querySelector("textarea")?.focus();
  }

  private async askOriginal(file: Brought): Promise<void> {
    const anew = await (await this.open!.session.bringing.all()).sendOriginal(file.id);
    if (anew) this.change({ ...this.state, uploads: this.state.uploads?.map((each) => (each.id === file.id ? anew : each)) });
  }
}
