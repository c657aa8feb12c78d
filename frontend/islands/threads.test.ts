import { expect, test } from "vitest";
import type { Entry, Me, Message, Room, Thread } from "../types";
import { heard, repliesMayBe } from "./room-list-state";
import { applied, opened, withMessage } from "./timeline-state";

const SANA = { id: 1, name: "سناء", mark: "سر" };
const AT = "2026-06-25T07:00:00Z";
const thread = (seq: number, more: Partial<Thread> = {}): Thread => ({ id: 101, title: "", seq, count: seq, last_at: AT, started_by: 1, ...more });

function message(id: number, more: Partial<Message> = {}): Message {
  return {
    id, room: 33, seq: id - 100, thread_seq: null, thread: null, replies: null, client_id: `c${id}`, author: SANA, sender: null, organization: null, body: `نص ${id}`,
    html: "", reply_to: null, reactions: {}, written_at: AT, created_at: AT, edited_at: null, imported: false, deleted: false, ...more,
  };
}
/** As the server tells it: a reply has no seq. */
function reply(thread_seq: number, more: Partial<Message> = {}): Message {
  return message(500 + thread_seq, { seq: null as unknown as number, thread_seq, thread: thread(thread_seq), ...more });
}
function entry(number: number, event: string, data: Message): Entry {
  return { stream: "room.33", number, event, actor: { person: 1, organization: null }, at: AT, data: data as unknown as Record<string, unknown> };
}
const stretch = (results: Message[], head: number) => ({ results, head, before: false, after: false });
const inThread = (each: Message): Message => ({ ...each, seq: each.thread_seq! });

test("the talk of a room holds no reply, and says under the root what became of its thread", () => {
  const titled = message(101, { replies: thread(2, { title: "القافلة" }) });
  const entries = [entry(2, "message_posted", reply(1)), entry(3, "message_posted", reply(2)), entry(4, "thread_titled", titled)];
  const after = entries.reduce(applied, opened(33, stretch([message(101), message(102)], 1)));
  expect(after).toEqual(opened(33, stretch([titled, message(102)], 4)));
});

test("a thread holds its replies, in their order, and nothing else", () => {
  const gone = reply(1, { deleted: true, thread: thread(2, { count: 1 }) });
  const entries = [
    entry(2, "message_posted", message(102)), entry(3, "message_posted", reply(2)), entry(4, "message_posted", reply(7, { thread: { ...thread(7), id: 102 } })), entry(5, "message_deleted", gone),
  ];
  const after = entries.reduce(applied, opened(33, stretch([inThread(reply(1))], 1), 101));
  expect(after).toEqual(opened(33, stretch([inThread(gone), inThread(reply(2))], 5), 101));
});

test("the answer to a reply and its entry are one message, in either order", () => {
  const start = opened(33, stretch([inThread(reply(1))], 1), 101);
  const first = applied(withMessage(start, reply(2)), entry(2, "message_posted", reply(2)));
  expect(first).toEqual(withMessage(applied(start, entry(2, "message_posted", reply(2))), reply(2)));
  expect(first.results.map((each) => each.seq)).toEqual([1, 2]);
});

test("a reply changes neither the last line nor the unread of its room", () => {
  const room = { id: 33, head: 5, seq: 2, read_seq: 2, mentions: 0, known_seq: 2, is_member: true, last: null } as unknown as Room;
  const me = { id: 9, organizations: [] } as unknown as Me;
  const mention = { people: [9], organizations: [], room: false };
  expect(heard([room], entry(6, "message_posted", reply(1, { mentions: mention })), me)).toEqual([{ ...room, head: 6 }]);
});

test("a head that moves without the talk may mean replies", () => {
  const room = { head: 5, seq: 2 } as Room;
  expect([{ head: 6, seq: 3 }, { head: 6, seq: 2 }, { head: 9, seq: 3 }, { head: 6 }].map((head) => repliesMayBe(room, head))).toEqual([false, true, true, true]);
  expect(repliesMayBe(undefined, { head: 6 })).toBe(false);
});
