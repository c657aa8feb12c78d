import { expect, test, vi } from "vitest";
import { Refusal } from "../api";
import { asSent, DeskLine, type Kept } from "./desk-line";
import type { Arrival, Delegate } from "./desk-state";

const arrival = (key: string, more: Partial<Arrival> = {}): Arrival => ({ key, delegate: 2, code: "", at: 0, arrived: true, ...more });
const hala = { id: 2, name: "هالة" } as Delegate;

function memory(): Kept & { held: Map<string, unknown> } {
  const held = new Map<string, unknown>();
  return { held, get: async (key) => held.get(key), set: async (key, value) => held.set(key, structuredClone(value)) };
}

function line(send: (arrival: Arrival) => Promise<Delegate>, kept = memory()): { desk: DeskLine; saved: string[]; refused: string[]; kept: ReturnType<typeof memory> } {
  const saved: string[] = [];
  const refused: string[] = [];
  const desk = new DeskLine(kept, { changed: () => undefined, saved: (_person, each) => saved.push(each.key), refused: (no, each) => refused.push(`${each.key} ${no.code}`) }, send);
  return { desk, saved, refused, kept };
}

test("without a line arrivals wait, over a reload too, and are sent in their order", async () => {
  const cut = line(async () => Promise.reject(new TypeError("no line")));
  cut.desk.add(arrival("a"));
  cut.desk.add(arrival("b"));
  await vi.waitFor(() => expect(cut.desk.isStuck).toBe(true));
  expect(cut.kept.held.get("unsent")).toBe(2);
  const again = line(async () => hala, cut.kept);
  await again.desk.load();
  await vi.waitFor(() => expect(again.saved).toEqual(["a", "b"]));
  expect(cut.kept.held.get("waiting")).toEqual([]);
});

test("what is refused is dropped with its reason, and holds up nobody behind it", async () => {
  const sent = line(async (each) => (each.code ? Promise.reject(new Refusal(429, "too_many_tries", "", 600)) : hala));
  sent.desk.add(arrival("guess", { delegate: null, code: "D-7K3Q-F9XM" }));
  sent.desk.add(arrival("known"));
  await vi.waitFor(() => expect(sent.saved).toEqual(["known"]));
  expect(sent.refused).toEqual(["guess too_many_tries"]);
});

test("a server in trouble is asked again", async () => {
  let tries = 0;
  const sent = line(async () => (tries++ ? hala : Promise.reject(new Refusal(503, "", ""))));
  sent.desk.add(arrival("a"));
  await vi.waitFor(() => expect(sent.desk.isStuck).toBe(true));
  await sent.desk.drain();
  expect(sent.saved).toEqual(["a"]);
});

test("how long ago is counted by the device itself", () => {
  expect(asSent(arrival("a", { at: 10_000 }), 70_400)).toEqual({ delegate: 2, ago: 60, arrived: true });
  expect(asSent(arrival("a", { at: 90_000 }), 70_400)).toEqual({ delegate: 2, ago: 0, arrived: true });
  expect(asSent(arrival("a", { delegate: null, code: "D-7K3Q-F9XM", at: 0 }), 1000)).toEqual({ code: "D-7K3Q-F9XM", ago: 1 });
});
