import { afterEach, beforeEach, expect, test, vi } from "vitest";

interface Follower { after: number; entry: (entry: unknown) => void }
const followers = vi.hoisted(() => new Map<string, Follower>());
vi.mock("./page", () => ({ me: { id: 4 } }));
vi.mock("./session", () => ({
  session: Promise.resolve({ live: { watch: (stream: string, after: number, follower: Follower) => followers.set(stream, { ...follower, after }) } }),
}));
import { watch } from "./watching";

let asked = 0;
let head = 12;
const part = { dataset: { get head() { return String(head); }, watches: "need.5" }, dispatchEvent: () => (asked += 1) };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  vi.stubGlobal("document", { hidden: false, querySelectorAll: () => [part] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a part is fetched anew when its stream moves, once for many entries, and follows from its new head", async () => {
  watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(followers.get("need.5")?.after).toBe(12);
  for (const number of [13, 14]) followers.get("need.5")!.entry({ number, actor: { person: 9 } });
  await vi.advanceTimersByTimeAsync(1400);
  expect(asked).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toBe(1);
  head = 14;
  watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(followers.get("need.5")?.after).toBe(14);
});
