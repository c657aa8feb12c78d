import { beforeEach, expect, test, vi } from "vitest";
import { Live } from "./live";
import type { Down, Entry } from "./types";

const entry = (number: number, stream = "room.33"): Entry => ({ stream, number, event: "message_posted", actor: { person: 1, organization: null }, at: "", data: {} });
const frame = (number: number): Down => ({ op: "entry", ...entry(number) });
let applied: number[];
let resets: number;
let gone: number;
let watched: Record<string, number>[];
const feed = () => ({ watch: (streams: Record<string, number>) => void watched.push(streams), up: () => undefined, check: () => undefined, stop: () => undefined });

beforeEach(() => {
  [applied, resets, gone, watched] = [[], 0, 0, []];
});

function live(sync = vi.fn(), hooks = {}): Live {
  const made = new Live(4, "epoch", hooks, undefined, feed, sync);
  made.watch("room.33", 120, { entry: (each) => applied.push(each.number), reset: () => (resets += 1), gone: () => (gone += 1) });
  return made;
}
const answer = (more: object): object => ({ epoch: "epoch", streams: { "room.33": { head: 124, ...more } } });

test("entries are applied in order, doubles and older ones are dropped", () => {
  const it = live();
  for (const number of [121, 121, 119, 122]) it.receive(frame(number));
  expect(applied).toEqual([121, 122]);
});

test("a hole is filled over HTTP, and what came meanwhile follows", async () => {
  const sync = vi.fn().mockResolvedValue(answer({ entries: [entry(121), entry(122), entry(123)] }));
  const it = live(sync);
  it.receive(frame(123));
  it.receive(frame(124));
  await vi.waitFor(() => expect(applied).toEqual([121, 122, 123, 124]));
  expect(sync).toHaveBeenCalledTimes(1);
});

test("catch-up that is too long goes on over HTTP, page by page", async () => {
  const sync = vi.fn().mockResolvedValueOnce(answer({ entries: [entry(122)], more: true })).mockResolvedValueOnce(answer({ entries: [entry(123)] }));
  live(sync).receive({ op: "entries", stream: "room.33", entries: [entry(121)], head: 123, more: true });
  await vi.waitFor(() => expect(applied).toEqual([121, 122, 123]));
});

test("a head above what is held is fetched: a slow line was sent no bodies", async () => {
  const sync = vi.fn().mockResolvedValue(answer({ entries: [entry(121)] }));
  live(sync).receive({ op: "head", stream: "room.33", head: 121, seq: 99 });
  await vi.waitFor(() => expect(applied).toEqual([121]));
});

test("reset and gone are told to who watches", () => {
  const it = live();
  it.receive({ op: "reset", stream: "room.33", head: 3 });
  it.receive({ op: "gone", stream: "room.33" });
  it.receive(frame(121));
  expect([resets, gone, applied]).toEqual([1, 1, []]);
});

test("another epoch voids every copy", () => {
  const epoch = vi.fn();
  live(vi.fn(), { epoch }).receive({ op: "ready", user: {}, epoch: "other", heads: {} });
  expect(epoch).toHaveBeenCalledWith("other");
});

test("the person's own stream begins where the socket became ready", () => {
  const own = vi.fn();
  const it = live(vi.fn(), { own });
  it.receive({ op: "ready", user: {}, epoch: "epoch", heads: { "user.4": { head: 17 } } });
  it.receive({ op: "entry", ...entry(17, "user.4") });
  it.receive({ op: "entry", ...entry(18, "user.4") });
  expect(own).toHaveBeenCalledTimes(1);
});

test("a lost line while filling loses nothing: the next entry fills again", async () => {
  const sync = vi.fn().mockRejectedValueOnce(new TypeError("no line")).mockResolvedValue(answer({ entries: [entry(121), entry(122), entry(123), entry(124)] }));
  const it = live(sync);
  it.receive(frame(123));
  await vi.waitFor(() => expect(sync).toHaveBeenCalledTimes(1));
  await new Promise((resolve) => setTimeout(resolve));
  it.receive(frame(124));
  await vi.waitFor(() => expect(applied).toEqual([121, 122, 123, 124]));
});
