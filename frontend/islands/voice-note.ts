import { html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { parted } from "../file-names";
import { sizeOf } from "../file-sizes";
import { me, say, show } from "../page";
import type { Attachment } from "../types";
import { icon } from "./parts";

const SPEEDS = [1, 1.5, 2];
const KEPT_SPEED = "multaqa-speed";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BARS = 48;
const FROM_WHATSAPP = /^PTT-\d/; // its voice notes, which do not say how long they are
let playing: VoiceNote | null = null;

/** «1:05» */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return show(`${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`);
}

/** A sound of a message: the waveform shows where it is and takes one elsewhere; nothing is loaded before it is played. */
export class VoiceNote extends LitElement {
  static override properties = { file: { attribute: false }, at: { state: true }, isPlaying: { state: true }, speed: { state: true } };
  declare file: Attachment;
  declare at: number;
  declare isPlaying: boolean;
  declare speed: number;
  private audio: HTMLAudioElement | null = null;

  constructor() {
    super();
    this.at = 0;
    this.isPlaying = false;
    this.speed = Number(localStorage.getItem(KEPT_SPEED)) || 1;
  }

  override createRenderRoot(): this {
    return this;
  }

  private get seconds(): number {
    const told = this.audio?.duration;
    return this.file.duration ? this.file.duration / 1000 : told && Number.isFinite(told) ? told : 0;
  }

  override render(): TemplateResult {
    const words = this.file.kind === "voice" || FROM_WHATSAPP.test(this.file.name) ? say("voice_note") : parted(this.file.name).stem;
    return html`<div class="voice-note" role="group" aria-label=${`${words} ${this.seconds ? clock(this.seconds) : ""}`}>
      <button class="icon-btn play" aria-label=${say(this.isPlaying ? "pause" : "play")} @click=${() => void this.toggle()}>${icon(this.isPlaying ? "pause" : "play")}</button>
      <div class="grow">${this.wave()}<span class="s soft"><bdi>${this.isPlaying || this.at ? `${clock(this.at)} / ` : ""}${this.seconds ? clock(this.seconds) : words}</bdi>${me?.data_saver ? html`<i class="between"> </i><bdi>${sizeOf(this.file.size)}</bdi>` : nothing}</span></div>
      <button class="btn quiet small speed" aria-label=${say("speed", { speed: this.speed })} @click=${() => this.faster()}><bdi>${show(this.speed)}×</bdi></button></div>`;
  }

  /** A slider one can reach by keyboard, drawn over the peaks. Sound runs from left to right in every language. */
  private wave(): TemplateResult {
    const peaks = [...(this.file.peaks || "I".repeat(BARS))].map((letter) => LETTERS.indexOf(letter));
    const reached = this.seconds ? (this.at / this.seconds) * peaks.length : 0;
    return html`<div class="wave" dir="ltr"><svg viewBox="0 0 ${peaks.length * 4} 32" preserveAspectRatio="none" aria-hidden="true">${peaks.map((peak, place) => {
      const height = Math.max(2, (peak / 63) * 30);
      return svg`<rect class=${place < reached ? "past" : ""} x=${place * 4} y=${16 - height / 2} width="2.6" height=${height} rx="1.2"></rect>`;
    })}</svg><input type="range" min="0" max=${Math.max(1, Math.round(this.seconds))} step="1" .value=${String(Math.round(this.at))} aria-label=${say("position")} aria-valuetext=${clock(this.at)} @input=${(event: Event) => this.seek(Number((event.target as HTMLInputElement).value))}></div>`;
  }

  private async toggle(): Promise<void> {
    const audio = (this.audio ??= this.opened());
    if (!audio.paused) return audio.pause();
    if (playing && playing !== this) playing.audio?.pause();
    playing = ((): VoiceNote => this)();
    audio.playbackRate = this.speed;
    await audio.play().catch(() => (this.isPlaying = false));
  }

  private opened(): HTMLAudioElement {
    const audio = new Audio();
    audio.preload = "none";
    audio.src = this.file.href;
    audio.addEventListener("timeupdate", () => (this.at = audio.currentTime));
    audio.addEventListener("play", () => (this.isPlaying = true));
    audio.addEventListener("pause", () => (this.isPlaying = false));
    audio.addEventListener("loadedmetadata", () => {
      if (this.at) audio.currentTime = this.at;
      this.requestUpdate();
    });
    audio.addEventListener("ended", () => ((this.at = 0), (audio.currentTime = 0)));
    return audio;
  }

  private seek(seconds: number): void {
    this.at = seconds;
    if (this.audio && this.audio.readyState > 0) this.audio.currentTime = seconds;
  }

  private faster(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]!;
    localStorage.setItem(KEPT_SPEED, String(this.speed));
    if (this.audio) this.audio.playbackRate = this.speed;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.audio?.pause();
  }
}
customElements.define("mq-voice-note", VoiceNote);
