import { expect, test } from "vitest";
import type { Entry, Message } from "../types";
import { pinsAfter } from "./pins";

const NOW = Date.parse("2026-11-22T10:00:00Z");
const message = (id: number, until?: string): Message => ({ id, room: 33, seq: id, client_id: `${id}`, author: null, sender: null, organization: null, written_at: "", created_at: "", imported: false, deleted: false, ...(until ? { pinned_until: until } : {}) });
const entry = (event: string, data: Message): Entry => ({ stream: "room.33", number: 9, event, actor: { person: 4, organization: 12 }, at: "", data: data as never });
const ids = (pins: Message[]): number[] => pins.map((each) => each.id);

test("a pin joins the others, the one that lasts longest first, and twice changes nothing", () => {
  const pinned = entry("message_pinned", message(7, "2026-11-29T10:00:00Z"));
  const once = pinsAfter([message(5, "2026-11-23T10:00:00Z")], pinned, NOW);
  expect(ids(once)).toEqual([7, 5]);
  expect(ids(pinsAfter(once, pinned, NOW))).toEqual([7, 5]);
});

test("what is unpinned, deleted or past its end goes", () => {
  const held = [message(5, "2026-11-23T10:00:00Z"), message(7, "2026-11-29T10:00:00Z")];
  expect(ids(pinsAfter(held, entry("message_unpinned", message(5)), NOW))).toEqual([7]);
  expect(ids(pinsAfter(held, entry("message_deleted", { ...message(7), deleted: true }), NOW))).toEqual([5]);
  expect(ids(pinsAfter(held, entry("message_edited", message(5, "2026-11-23T10:00:00Z")), Date.parse("2026-11-24T00:00:00Z")))).toEqual([7]);
});

test("other entries leave the pins alone", () => {
  const held = [message(5, "2026-11-23T10:00:00Z")];
  expect(pinsAfter(held, entry("message_posted", message(8)), NOW)).toBe(held);
});
