import type { Voice } from "./uploads";

export const LONGEST = 15 * 60; // seconds
const SHORTEST = 700; // ms: less is a tap that was meant otherwise
const PEAKS = 64;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"]; // what Firefox, Chromium and Safari can

export interface Recording { file: File; voice: Voice }

/** Heights between 0 and 1, however many, as the letters of a waveform: the loudest of each stretch, the whole made full. */
export function peaksOf(levels: number[]): string {
  const top = Math.max(0.02, ...levels);
  return Array.from({ length: PEAKS }, (_, place) => {
    const [from, to] = [Math.floor((place * levels.length) / PEAKS), Math.floor(((place + 1) * levels.length) / PEAKS)];
    const loudest = Math.max(0, ...levels.slice(from, Math.max(from + 1, to)));
    return LETTERS[Math.min(63, Math.round((loudest / top) * 63))]!;
  }).join("");
}

/** One recording from the microphone: Opus where the browser has it, mono, 24 kbit/s. */
export class Recorder {
  level = 0;
  private readonly levels: number[] = [];
  private readonly parts: Blob[] = [];
  private readonly begun = performance.now();
  private readonly timer: ReturnType<typeof setInterval>;

  private constructor(private readonly stream: MediaStream, private readonly recorder: MediaRecorder, private readonly context: AudioContext, heard: () => void) {
    const ear = context.createAnalyser();
    ear.fftSize = 1024;
    context.createMediaStreamSource(stream).connect(ear);
    const samples = new Float32Array(ear.fftSize);
    recorder.addEventListener("dataavailable", (event) => event.data.size && this.parts.push(event.data));
    this.timer = setInterval(() => {
      ear.getFloatTimeDomainData(samples);
      this.level = Math.min(1, Math.max(...samples.map(Math.abs)) * 1.4);
      this.levels.push(this.level);
      heard();
    }, 100);
    recorder.start(1000);
  }

  /** Rejects with NotAllowedError or NotFoundError where there is no microphone to be used. */
  static async begin(heard: () => void): Promise<Recorder> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 24_000 });
    return new Recorder(stream, recorder, new AudioContext(), heard);
  }

  get seconds(): number {
    return (performance.now() - this.begun) / 1000;
  }

  /** What was recorded; null where it was hardly anything. */
  async finish(): Promise<Recording | null> {
    const duration = Math.round(Math.min(this.seconds, LONGEST) * 1000);
    await new Promise<void>((resolve) => {
      this.recorder.addEventListener("stop", () => resolve(), { once: true });
      this.recorder.stop();
    });
    this.letGo();
    if (duration < SHORTEST) return null;
    const type = this.recorder.mimeType.split(";")[0] || "audio/webm";
    const ending = { "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a" }[type] ?? "webm";
    return { file: new File(this.parts, `voice-${new Date().toISOString().slice(0, 10)}.${ending}`, { type }), voice: { duration, peaks: peaksOf(this.levels) } };
  }

  cancel(): void {
    if (this.recorder.state !== "inactive") this.recorder.stop();
    this.letGo();
  }

  private letGo(): void {
    clearInterval(this.timer);
    this.stream.getTracks().forEach((track) => track.stop());
    void this.context.close();
  }
}
