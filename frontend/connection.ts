import { jitter } from "./random";
import type { Down, Line } from "./types";

const SILENCE = 45_000;
const ANSWER = 15_000;
const STABLE = 60_000;
const SLEPT = 30_000;
const ASK_AGAIN = 60_000;
const ACK_FRAMES = 16;
const ACK_BYTES = 16 * 1024;

export interface Wire { send(text: string): void; close(code?: number): void; onopen: unknown; onmessage: unknown; onclose: unknown; readyState: number }
export interface ConnectionHooks {
  open: () => Wire;
  /** What to watch, and from where: the hello of each new connection. */
  streams: () => Record<string, { after: number; level: "entries" | "head" }>;
  frame: (frame: Down) => void;
  line: (line: Line) => void;
  /** Asked when the server ends the session (4401): is the person signed in still? null: there is no line to ask on. */
  isSignedIn?: () => Promise<boolean | null>;
}

/** The one socket (PROTOCOL 2, the client's side): hello, acknowledgements, pings, and coming back after every end. */
export class Connection {
  private wire: Wire | null = null;
  private line: Line = "waiting";
  private attempts = 0;
  private received = 0;
  private acknowledged = 0;
  private bytes = 0;
  private openedAt = 0;
  private byeAfter: number | null = null;
  private lastTick = Date.now();
  private asked = -ASK_AGAIN;
  private isStopped = false;
  /** The hello of this socket is said: what is sent now comes after it, answered or not. */
  private isGreeted = false;
  private readonly timers: Record<"ack" | "silence" | "answer" | "reconnect", ReturnType<typeof setTimeout> | undefined> = {
    ack: undefined, silence: undefined, answer: undefined, reconnect: undefined,
  };

  constructor(private readonly hooks: ConnectionHooks) {
    setInterval(() => this.tick(), 10_000);
    this.connect();
  }

  send(frame: Record<string, unknown>): void {
    if (this.isGreeted) this.wire?.send(JSON.stringify(frame));
  }

  /** The network is back: soon, but not everybody of a city in the same second. What was tried without it counts for nothing. */
  online(): void {
    this.attempts = 0;
    if (this.line === "open") this.check();
    else if (this.line !== "ended") this.connectIn(Math.random() * 3000);
  }

  /** Is the line alive? Asked when the page is seen again or the machine slept. */
  check(): void {
    if (this.line === "waiting") this.connectIn(0);
    if (this.line === "open") this.ping(ANSWER / 3);
  }

  stop(): void {
    this.isStopped = true;
    this.end("ended");
  }

  private connect(): void {
    this.clear();
    this.setLine("connecting");
    this.isGreeted = false;
    this.wire?.close(); // one that was begun while there was no network
    const wire = this.hooks.open();
    this.wire = wire;
    wire.onopen = () => this.hello(wire);
    wire.onmessage = (event: { data: string }) => wire === this.wire && this.receive(event.data);
    wire.onclose = (event: { code: number }) => wire === this.wire && this.closed(event.code);
    this.timers.answer = setTimeout(() => this.lost(), ANSWER);
  }

  private hello(wire: Wire): void {
    if (wire !== this.wire) return;
    this.received = this.acknowledged = this.bytes = 0;
    this.byeAfter = null;
    wire.send(JSON.stringify({ op: "hello", streams: this.hooks.streams() }));
    this.isGreeted = true;
  }

  private receive(text: string): void {
    const frame = JSON.parse(text) as Down;
    clearTimeout(this.timers.answer);
    this.listen();
    this.acknowledge(text.length * 2, frame.op === "entries");
    if (frame.op === "ready") {
      this.openedAt = Date.now();
      this.setLine("open");
    }
    if (frame.op === "bye") this.byeAfter = frame.after;
    if (frame.op !== "pong") this.hooks.frame(frame);
  }

  private acknowledge(bytes: number, atOnce: boolean): void {
    this.received += 1;
    this.bytes += bytes;
    clearTimeout(this.timers.ack);
    const send = (): void => {
      this.acknowledged = this.received;
      this.bytes = 0;
      this.wire?.send(JSON.stringify({ op: "ack", count: this.received }));
    };
    if (atOnce || this.received - this.acknowledged >= ACK_FRAMES || this.bytes >= ACK_BYTES) send();
    else this.timers.ack = setTimeout(send, 1000);
  }

  private listen(): void {
    clearTimeout(this.timers.silence);
    this.timers.silence = setTimeout(() => this.ping(ANSWER), SILENCE);
  }

  private ping(patience: number): void {
    this.send({ op: "ping", t: Date.now() });
    clearTimeout(this.timers.answer);
    this.timers.answer = setTimeout(() => this.lost(), patience);
  }

  private lost(): void {
    const wire = this.wire;
    this.wire = null;
    wire?.close();
    this.closed(1006);
  }

  private closed(code: number): void {
    if (code === 4401) return void this.refused();
    if (this.openedAt && Date.now() - this.openedAt > STABLE) this.attempts = 0;
    this.openedAt = 0;
    this.wire = null;
    this.clear();
    this.setLine("waiting");
    if (this.byeAfter !== null) return this.connectIn(this.byeAfter * 1000);
    // Full jitter alone could knock at once and again at once; a tenth of a second is the least.
    this.connectIn(Math.max(100, jitter(this.attempts++)));
  }

  /** Whoever changed their own password is signed in still, with another session: the line comes back without a word. */
  private async refused(): Promise<void> {
    this.wire = null;
    this.openedAt = 0;
    this.clear();
    this.setLine("waiting");
    const isSignedIn = await (this.hooks.isSignedIn?.() ?? Promise.resolve(false));
    if (this.isStopped || this.wire) return;
    if (isSignedIn === false) return this.end("ended");
    if (isSignedIn === null) return this.connectIn(Math.max(100, jitter(this.attempts++)));
    const now = Date.now();
    this.connectIn(Math.max(100, this.asked + ASK_AGAIN - now));
    this.asked = now;
  }

  private connectIn(milliseconds: number): void {
    clearTimeout(this.timers.reconnect);
    this.timers.reconnect = setTimeout(() => this.connect(), milliseconds);
  }

  private end(line: Line): void {
    const wire = this.wire;
    this.wire = null;
    this.clear();
    wire?.close();
    this.setLine(line);
  }

  /** A timer that comes late tells of a machine that slept. */
  private tick(): void {
    const slept = Date.now() - this.lastTick > SLEPT;
    this.lastTick = Date.now();
    if (slept) this.check();
  }

  private clear(): void {
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }

  private setLine(line: Line): void {
    this.line = line;
    this.hooks.line(line);
  }
}
