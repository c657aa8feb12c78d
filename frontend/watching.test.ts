import { afterEach, beforeEach, expect, test, vi } from "vitest";

interface Follower { after: number; entry: (entry: unknown) => void; gone: () => void }
const followers = vi.hoisted(() => new Map<string, Follower>());
vi.mock("./fragments", () => ({ awaken: () => Promise.resolve() }));
vi.mock("./page", () => ({ me: { id: 4 } }));
vi.mock("./session", () => ({
  session: Promise.resolve({ live: { watch: (stream: string, after: number, follower: Follower) => followers.set(stream, { ...follower, after }) } }),
}));
vi.stubGlobal("document", { addEventListener: (event: string, hear: (event: unknown) => void) => failures.set(event, hear) });
const failures = new Map<string, (event: unknown) => void>();
const { watch } = await import("./watching");

let asked = 0;
let head = 12;
let written = "";
const part = { dataset: { get head() { return String(head); }, watches: "need.5", calm: "session_entered" }, dispatchEvent: () => (asked += 1) };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  vi.stubGlobal("document", { hidden: false, dispatchEvent: () => true, addEventListener: () => undefined, querySelector: () => null, querySelectorAll: (what: string) => (what === "main textarea" ? [{ value: written, defaultValue: "" }] : [part]) });
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

test.each([[404, "", 1], [200, "", 0], [404, "words", 0]])("a page that is lost (%s, %s written) is loaded anew %s times", async (status, words, times) => {
  const reload = vi.fn();
  head += 1;
  written = words;
  vi.stubGlobal("location", { href: "/needs/5/", reload });
  vi.stubGlobal("fetch", () => Promise.resolve({ status }));
  watch();
  await vi.advanceTimersByTimeAsync(0);
  followers.get("need.5")!.gone();
  await vi.advanceTimersByTimeAsync(0);
  expect(reload).toHaveBeenCalledTimes(times);
});

test("what happened while a part was on its way is fetched, too", async () => {
  head = 20;
  watch();
  await vi.advanceTimersByTimeAsync(0);
  followers.get("need.5")!.entry({ number: 22, actor: { person: 9 } });
  await vi.advanceTimersByTimeAsync(9000);
  const before = asked;
  head = 21; // read before the second of two entries
  watch();
  await vi.advanceTimersByTimeAsync(9000);
  expect(asked).toBe(before + 1);
});

test.each([[0, 1], [503, 1], [404, 0]])("a part that did not come (%s) is asked for again %s times", async (status, times) => {
  const before = asked;
  failures.get("htmx:responseError")!({ target: part, detail: { xhr: { status } } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(before + times);
});

test("what happens to oneself fetches the parts that care for it", async () => {
  let hear: (entry: { event: string }) => void = () => undefined;
  const at = { live: { watch: () => undefined }, on: (_name: string, listen: typeof hear) => (hear = listen) };
  vi.resetModules();
  vi.doMock("./session", () => ({ session: Promise.resolve(at) }));
  vi.stubGlobal("document", { hidden: false, addEventListener: () => undefined, querySelector: (what: string) => (what.includes("task_due") ? null : part), querySelectorAll: (what: string) => (what.includes("task_assigned") ? [part] : []) });
  (await import("./watching")).watch();
  await vi.advanceTimersByTimeAsync(0);
  const before = asked;
  for (const event of ["task_due", "task_assigned"]) hear({ event });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(before + 1);
});

test("what a part shows from the entries themselves does not have it fetched anew", async () => {
  head = 90;
  watch();
  await vi.advanceTimersByTimeAsync(10_000);
  asked = 0;
  followers.get("need.5")!.entry({ number: 91, event: "session_entered", actor: { person: 9 } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(0);
  followers.get("need.5")!.entry({ number: 92, event: "item_taken_up", actor: { person: 9 } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(1);
});

test("a frame that stays while its inside is fetched anew asks once for what happened", async () => {
  head = 40;
  watch();
  await vi.advanceTimersByTimeAsync(10_000);
  const before = asked;
  followers.get("need.5")!.entry({ number: 41, actor: { person: 9 } });
  for (let turn = 0; turn < 4; turn++) {
    await vi.advanceTimersByTimeAsync(10_000);
    watch(); // as after each swap
  }
  expect(asked).toBe(before + 1);
});

test("a small part is moved by its own events, the part around it by the others", async () => {
  const small = { dataset: { beside: "need.6", moves: "ballot_opened ballot_closed" }, dispatchEvent: () => (small.asked += 1), asked: 0 };
  const whole = { dataset: { head: "60", watches: "need.6", calm: "session_entered ballot_*" }, dispatchEvent: () => (whole.asked += 1), asked: 0 };
  vi.stubGlobal("document", { hidden: false, dispatchEvent: () => true, addEventListener: () => undefined, querySelector: () => null, querySelectorAll: () => [whole, small] });
  watch();
  await vi.advanceTimersByTimeAsync(300_000); // past what the tests above fetched
  whole.asked = small.asked = 0;
  const times: [number, number][] = [];
  for (const event of ["ballot_opened", "ballot_created", "item_taken_up"]) {
    followers.get("need.6")!.entry({ number: 100, event, actor: { person: 9 } });
    await vi.advanceTimersByTimeAsync(10_000);
    times.push([whole.asked, small.asked]);
  }
  expect(times).toEqual([[0, 1], [0, 1], [1, 1]]);
  failures.get("htmx:responseError")!({ target: small, detail: { xhr: { status: 503 } } });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([whole.asked, small.asked]).toEqual([1, 2]);
});
