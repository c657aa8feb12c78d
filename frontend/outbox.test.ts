import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "./api";
import { openOwn, type OwnStore } from "./cache";
import { Outbox } from "./outbox";
import type { Message, Outgoing } from "./types";

let store: OwnStore;
let person = 0;
let boxes: Outbox[] = [];
const noLock = (_name: string, act: () => Promise<void>): Promise<void> => act();
const row = (client_id: string, room = 33): Omit<Outgoing, "order" | "state"> => ({ client_id, room, body: client_id, reply_to: null, reply: null, organization: null, created_at: "2026-06-25T08:00:00Z" });
const stored = (each: Outgoing): Message => ({ client_id: each.client_id, room: each.room }) as Message;

beforeEach(async () => {
  store = await openOwn(++person);
});
afterEach(() => {
  vi.restoreAllMocks();
  boxes.forEach((box) => box.stop());
  boxes = [];
  store.close();
});

function outbox(send: (each: Outgoing) => Promise<Message>): Outbox {
  const box = new Outbox(store, send, {}, noLock);
  boxes.push(box);
  return box;
}

test("a row is stored before add() is done, even when there is no line", async () => {
  await outbox(() => Promise.reject(new TypeError("no line"))).add(row("a"));
  expect((await store.getAll("outbox")).map((each) => [each.client_id, each.state])).toEqual([["a", "waiting"]]);
});

test("messages of a room go in order, one at a time", async () => {
  const sent: string[] = [];
  let flying = 0;
  const box = outbox(async (each) => {
    expect(++flying).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    flying -= 1;
    sent.push(each.client_id);
    return stored(each);
  });
  await Promise.all(["a", "b", "c", "d"].map((id) => box.add(row(id))));
  await vi.waitFor(async () => expect(await box.rows(33)).toEqual([]));
  expect(sent).toEqual(["a", "b", "c", "d"]);
});

test("what waits survives a restart of the browser and goes with the same client_id", async () => {
  await outbox(() => Promise.reject(new TypeError("no line"))).add(row("a"));
  const sent: string[] = [];
  await outbox(async (each) => (sent.push(each.client_id), stored(each))).drainAll();
  expect(sent).toEqual(["a"]);
  expect(await store.getAll("outbox")).toEqual([]);
});

test("a server that cannot is asked again, and keeps the order", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  const tries: string[] = [];
  const box = outbox(async (each) => {
    tries.push(each.client_id);
    if (tries.length < 3) throw new Refusal(503, "", "");
    return stored(each);
  });
  await box.add(row("a"));
  await box.add(row("b"));
  await vi.waitFor(async () => expect(await box.rows(33)).toEqual([]));
  expect(tries).toEqual(["a", "a", "a", "b"]);
});

test("a refusal stops the row visibly, and the next one goes on", async () => {
  const box = outbox(async (each) => {
    if (each.client_id === "a") throw new Refusal(403, "permission_denied", "لا يمكنكم الكتابة هنا.");
    return stored(each);
  });
  await box.add(row("a"));
  await box.add(row("b"));
  await vi.waitFor(async () => expect(await box.rows(33)).toMatchObject([{ client_id: "a", state: "refused", refusal: { detail: "لا يمكنكم الكتابة هنا." } }]));
});

test("a refused row goes when tried again, or disappears when discarded", async () => {
  let refuses = true;
  const box = outbox(async (each) => {
    if (refuses) throw new Refusal(400, "too_long", "");
    return stored(each);
  });
  await box.add(row("a"));
  await box.add(row("b"));
  await vi.waitFor(async () => expect((await box.rows(33)).every((each) => each.state === "refused")).toBe(true));
  refuses = false;
  await box.retry("a");
  await box.discard("b");
  await vi.waitFor(async () => expect(await box.rows(33)).toEqual([]));
});

test("rooms do not wait for each other", async () => {
  const box = outbox((each) => (each.room === 33 ? Promise.reject(new TypeError("no line")) : Promise.resolve(stored(each))));
  await box.add(row("a", 33));
  await box.add(row("b", 44));
  await vi.waitFor(async () => expect((await box.unsent()).map((each) => each.client_id)).toEqual(["a"]));
});

test("a message waits for its files, the next one does not wait for it", async () => {
  const sent: string[] = [];
  const box = outbox(async (each) => (sent.push(each.client_id), stored(each)));
  const row = { room: 5, body: "", reply_to: null, reply: null, organization: null, created_at: "" };
  await box.add({ ...row, client_id: "photo", uploads: [{ id: "u", name: "a.jpg", size: 1 }] });
  await box.add({ ...row, client_id: "words" });
  await vi.waitFor(() => expect(sent).toEqual(["words"]));
  await box.complete("photo", [7]);
  await vi.waitFor(() => expect(sent).toEqual(["words", "photo"]));
  await box.add({ ...row, client_id: "refused", uploads: [{ id: "v", name: "b.jpg", size: 1 }] });
  await box.refuse("refused", { code: "type_lies", detail: "…" });
  expect((await box.rows(5)).map((each) => each.state)).toEqual(["refused"]);
});
