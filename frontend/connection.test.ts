import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection, type Wire } from "./connection";
import type { Down, Line } from "./types";

class FakeWire implements Wire {
  onopen: unknown = null;
  onmessage: unknown = null;
  onclose: unknown = null;
  readyState = 1;
  sent: Record<string, unknown>[] = [];
  isClosed = false;
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.isClosed = true;
  }
  opens(): void {
    (this.onopen as () => void)();
  }
  says(frame: Down): void {
    (this.onmessage as (event: { data: string }) => void)({ data: JSON.stringify(frame) });
  }
  ends(code = 1006): void {
    (this.onclose as (event: { code: number }) => void)({ code });
  }
}

let wires: FakeWire[];
let lines: Line[];
let heard: string[];
let isSignedIn: boolean | null;
const ready: Down = { op: "ready", epoch: "e", heads: {}, user: {} };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  [wires, lines, heard] = [[], [], []];
  isSignedIn = false;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function connected(): { connection: Connection; wire: FakeWire } {
  const connection = new Connection({
    open: () => wires[wires.push(new FakeWire()) - 1]!,
    streams: () => ({ "room.33": { after: 120, level: "entries" } }),
    frame: (frame) => heard.push(frame.op),
    line: (line) => lines.push(line),
    isSignedIn: () => Promise.resolve(isSignedIn),
  });
  wires[0]!.opens();
  wires[0]!.says(ready);
  return { connection, wire: wires[0]! };
}

test("what is asked while the hello is not answered is sent, and nothing before the hello", () => {
  const connection = new Connection({ open: () => wires[wires.push(new FakeWire()) - 1]!, streams: () => ({}), frame: () => undefined, line: () => undefined });
  connection.send({ op: "watch", stream: "project.4" });
  wires[0]!.opens();
  connection.send({ op: "watch", stream: "project.5" });
  expect(wires[0]!.sent).toEqual([{ op: "hello", streams: {} }, { op: "watch", stream: "project.5" }]);
  wires[0]!.says(ready);
  wires[0]!.ends();
  connection.send({ op: "watch", stream: "project.6" });
  vi.advanceTimersByTime(60_000);
  expect(wires[1]!.sent).toEqual([]);
});

test("the first frame is hello with what is held", () => {
  expect(connected().wire.sent[0]).toEqual({ op: "hello", streams: { "room.33": { after: 120, level: "entries" } } });
  expect(lines).toEqual(["connecting", "open"]);
});

test("frames are acknowledged one second after the last", () => {
  const { wire } = connected();
  wire.says({ op: "head", stream: "room.7", head: 3 });
  vi.advanceTimersByTime(999);
  expect(wire.sent).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(wire.sent[1]).toEqual({ op: "ack", count: 2 });
});

test("frames are acknowledged after sixteen of them, and after every frame of entries at once", () => {
  const { wire } = connected();
  for (let number = 0; number < 15; number++) wire.says({ op: "head", stream: "room.7", head: number });
  expect(wire.sent.at(-1)).toEqual({ op: "ack", count: 16 });
  wire.says({ op: "entries", stream: "room.33", entries: [], head: 120 });
  expect(wire.sent.at(-1)).toEqual({ op: "ack", count: 17 });
});

test("after 45 s of silence it pings, and without an answer in 15 s it connects anew", () => {
  const { wire } = connected();
  vi.advanceTimersByTime(45_000);
  expect(wire.sent.at(-1)).toMatchObject({ op: "ping" });
  vi.advanceTimersByTime(15_000);
  expect(wire.isClosed).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(wires).toHaveLength(2);
});

test("an answer to the ping keeps the line", () => {
  const { wire } = connected();
  vi.advanceTimersByTime(45_000);
  wire.says({ op: "pong", t: 1 });
  vi.advanceTimersByTime(40_000);
  expect([wires.length, wire.isClosed, heard]).toEqual([1, false, ["ready"]]);
});

test("each failure doubles the wait, to at most a minute", () => {
  const { wire } = connected();
  wire.ends();
  const waits: number[] = [];
  for (let attempt = 1; attempt < 9; attempt++) {
    const from = Date.now();
    while (wires.length === attempt) vi.advanceTimersByTime(100);
    waits.push(Date.now() - from);
    wires[attempt]!.ends();
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test("a server that restarts says when to come back", () => {
  const { wire } = connected();
  wire.says({ op: "bye", after: 7.3 });
  wire.ends(1012);
  vi.advanceTimersByTime(7200);
  expect(wires).toHaveLength(1);
  vi.advanceTimersByTime(100);
  expect(wires).toHaveLength(2);
});

test("a network that is back is used within three seconds", () => {
  const { connection, wire } = connected();
  for (let attempt = 0; attempt < 7; attempt++) {
    wires.at(-1)!.ends();
    vi.advanceTimersByTime(60_000);
  }
  wires.at(-1)!.ends();
  const before = wires.length;
  connection.online();
  vi.advanceTimersByTime(1500);
  expect([wires.length, wire.isClosed]).toEqual([before + 1, false]);
});

test("a try that was begun without the network is not waited for when it is back", () => {
  const { connection, wire } = connected();
  for (let attempt = 0; attempt < 5; attempt++) {
    wires.at(-1)!.ends();
    vi.advanceTimersByTime(60_000);
  }
  const hanging = wires.at(-1)!;
  connection.online();
  vi.advanceTimersByTime(1500);
  expect([hanging.isClosed, wires.at(-1) === hanging]).toEqual([true, false]);
  wires.at(-1)!.ends(); // the first try after it fails as well: the next comes within a second, not within half a minute
  const before = wires.length;
  vi.advanceTimersByTime(1000);
  expect([wires.length, wire.isClosed]).toEqual([before + 1, false]);
});

test("a session that ended is not knocked at again", async () => {
  connected().wire.ends(4401);
  await vi.advanceTimersByTimeAsync(600_000);
  expect([wires.length, lines.at(-1)]).toEqual([1, "ended"]);
});

test("who is signed in still comes back at once, and then at most once a minute", async () => {
  isSignedIn = true;
  connected().wire.ends(4401);
  await vi.advanceTimersByTimeAsync(200);
  expect([wires.length, lines.includes("ended")]).toEqual([2, false]);
  wires.at(-1)!.ends(4401);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(wires.length).toBe(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(wires.length).toBe(3);
});

test("without a line to ask on, the sign-in is not given up", async () => {
  isSignedIn = null;
  connected().wire.ends(4401);
  await vi.advanceTimersByTimeAsync(2000);
  expect([wires.length, lines.includes("ended")]).toEqual([2, false]);
});
