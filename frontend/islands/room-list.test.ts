import { expect, test } from "vitest";
import type { Entry, Me, Message, Room } from "../types";
import { fetched, heard, heardOwn, learned, mayWrite, moved, read, refreshed, replaced, sections, stale, totals, unread } from "./room-list-state";

const me = { id: 2, organizations: [{ id: 12 }] } as unknown as Me;
const room = (id: number, more: Partial<Room> = {}): Room => ({
  id, kind: "sector", name: `غرفة ${id}`, about: "", mark: "غر", tint: "a", closed: false, head: 10, seq: 8, read_seq: 8, mentions: 0, is_member: true, is_muted: false, last: null, ...more,
});
const said = (seq: number, more: Partial<Message> = {}): Message => ({ id: seq, room: 1, seq, author: { id: 5, name: "ليلى", mark: "ل" }, body: "خبر", mentions: { people: [], organizations: [], room: false }, deleted: false, created_at: "2026-06-25T08:00:00Z", ...more }) as Message;
const entry = (stream: string, number: number, event: string, data: object): Entry => ({ stream, number, event, actor: { person: 5, organization: null }, at: "", data: data as Record<string, unknown> });

test("old list plus entries equals fresh list", () => {
  const old = fetched([room(1)]);
  const posted = heard(old, entry("room.1", 11, "message_posted", said(9, { mentions: { people: [2], organizations: [], room: false } })), me);
  const fresh = fetched([room(1, { head: 11, seq: 9, mentions: 1, last: { name: "ليلى", excerpt: "خبر", files: 0, voice: false, deleted: false, created_at: "2026-06-25T08:00:00Z" } })]);
  expect(posted).toEqual(fresh);
});

test("a message counts once, however often it is told", () => {
  const once = heard(fetched([room(1)]), entry("room.1", 11, "message_posted", said(9, { mentions: { people: [], organizations: [12], room: false } })), me);
  expect(heard(once, entry("room.1", 11, "message_posted", said(9, { mentions: { people: [], organizations: [12], room: false } })), me)[0]!.mentions).toBe(1);
});

test("what was taken back or changed stands in the list no longer, what is older changes nothing", () => {
  const rooms = heard(fetched([room(1)]), entry("room.1", 11, "message_posted", said(9)), me);
  const removed = heard(rooms, entry("room.1", 12, "message_deleted", said(9, { body: "", deleted: true })), me);
  expect(removed[0]!.last).toMatchObject({ excerpt: "", deleted: true });
  expect(heard(rooms, entry("room.1", 12, "message_edited", said(9, { body: "خبر أصح" })), me)[0]!.last!.excerpt).toBe("خبر أصح");
  expect(heard(rooms, entry("room.1", 12, "message_deleted", said(4, { deleted: true })), me)[0]!.last!.excerpt).toBe("خبر");
});

test("whose suspension is lifted may write again, also where the page was opened while it held", () => {
  const held = fetched([room(1, { can_write: false, suspension: { ends_at: "2999-01-01T00:00:00Z" } as never })]);
  expect(mayWrite(held[0]!)).toBe(false);
  expect(mayWrite(heardOwn(held, entry("user.2", 3, "suspension_lifted", { room: 1 }))![0]!)).toBe(true);
});

test("a head that moved makes the room unread and stale; heads never go back", () => {
  const later = moved(moved(fetched([room(1)]), 1, { head: 14, seq: 11 }), 1, { head: 12, seq: 9 });
  expect([unread(later[0]!), stale(later).length]).toEqual([3, 1]);
  expect(stale(refreshed(later, [room(1, { seq: 11, head: 14 })]))).toEqual([]);
});

test("reading elsewhere empties the badge, and read marks only grow", () => {
  const rooms = fetched([room(1, { seq: 20, read_seq: 8, mentions: 2 })]);
  const done = heardOwn(rooms, entry("user.2", 3, "room_read", { room: 1, read_seq: 20 }))!;
  expect([unread(done[0]!), done[0]!.mentions]).toEqual([0, 0]);
  expect(read(done, 1, 5)[0]!.read_seq).toBe(20);
});

test("one's own message is read when nothing before it was unread", () => {
  const mine = said(9, { author: { id: 2, name: "هالة", mark: "ه" } });
  expect(unread(heard(fetched([room(1)]), entry("room.1", 11, "message_posted", mine), me)[0]!)).toBe(0);
});

test("what only the room's own page tells outlives a list that does not tell it", () => {
  const held = learned(fetched([room(1), room(7, { is_member: false })]), room(1, { can_write: false, read_by_others: 6 }));
  const fresh = replaced(held, [room(1, { seq: 9 }), room(2)]);
  expect(fresh.map((each) => each.id)).toEqual([1, 2, 7]);
  expect([fresh[0]!.can_write, fresh[0]!.read_by_others, fresh[0]!.seq]).toEqual([false, 6, 9]);
  expect(learned(fresh, room(1, { read_by_others: 4 }))[0]!.read_by_others).toBe(6);
});

test("joining asks for the list anew, leaving takes the room away", () => {
  expect(heardOwn([room(1)], entry("user.2", 3, "room_joined", { id: 4 }))).toBeNull();
  expect(heardOwn([room(1)], entry("user.2", 3, "room_left", { id: 1 }))).toEqual([]);
});

test("muted rooms are not counted, mentions in them are", () => {
  expect(totals([room(1, { seq: 12 }), room(2, { seq: 12, is_muted: true, mentions: 1 })])).toEqual({ unread: 4, mentions: 1 });
});

test("the list stands in sections and finds names whatever the alef", () => {
  const rooms = [room(1, { name: "الأمن الغذائي" }), room(2, { kind: "direct", name: "أحمد" })];
  expect(sections(rooms, "").map((section) => section.kind)).toEqual(["sector", "direct"]);
  expect(sections(rooms, "الامن")[0]!.rooms[0]!.id).toBe(1);
});

test("what was deleted for its age is no longer unread, and an old last line is asked for anew", () => {
  const last = { name: "ليلى", excerpt: "خبر", created_at: "2026-06-25T08:00:00Z" };
  const old = fetched([room(1, { seq: 20, read_seq: 3, last }), room(2, { last })]);
  const purged = heard(old, entry("room.1", 11, "messages_purged", { before: "2026-08-01T00:00:00Z", below: 18 }), me);
  expect([unread(purged[0]!), purged[0]!.last, stale(purged).map((each) => each.id)]).toEqual([3, null, [1]]);
  const recent = heard(old, entry("room.1", 11, "messages_purged", { before: "2026-06-01T00:00:00Z", below: 2 }), me);
  expect([unread(recent[0]!), recent[0]!.last, stale(recent)]).toEqual([17, last, []]);
});
