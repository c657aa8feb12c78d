import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Wire } from "./connection";
import { Feed } from "./leader";
import type { Down } from "./types";

let wire: Wire & { sent: Record<string, unknown>[] };
const ready: Down = { op: "ready", epoch: "e", heads: {}, user: {} };
const opens = (): void => (wire.onopen as () => void)();
const says = (frame: Down): void => (wire.onmessage as (event: { data: string }) => void)({ data: JSON.stringify(frame) });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("addEventListener", () => undefined);
  const sent: Record<string, unknown>[] = [];
  wire = { onopen: null, onmessage: null, onclose: null, readyState: 1, sent, send: (text) => void sent.push(JSON.parse(text) as Record<string, unknown>), close: () => undefined };
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function feed(): Feed {
  return new Feed(4, { frame: () => undefined, line: () => undefined }, () => wire);
}

test("what a page wants between the hello and its answer is asked for behind the hello, once", () => {
  const it = feed();
  it.watch({ "room.1": 7 });
  opens();
  it.watch({ "project.2": 30 });
  says(ready);
  expect(wire.sent.filter((frame) => frame.op !== "ack")).toEqual([
    { op: "hello", streams: { "room.1": { after: 7, level: "entries" } } },
    { op: "unwatch", stream: "room.1" },
    { op: "watch", stream: "project.2", after: 30, level: "entries" },
  ]);
});

test("what the hello named is not asked for twice", () => {
  const it = feed();
  it.watch({ "project.2": 30 });
  opens();
  says(ready);
  it.watch({ "project.2": 31 });
  expect(wire.sent.filter((frame) => frame.op === "watch")).toEqual([]);
});
