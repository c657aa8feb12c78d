import { expect, test } from "vitest";
import type { Entry, Message, Outgoing, Stretch } from "../types";
import { applied, extended, firstUnread, lines, MOST_SHOWN, opened, withMessage } from "./timeline-state";

const SANA = { id: 1, name: "سناء", mark: "سر" };
const MAZEN = { id: 2, name: "مازن", mark: "مح" };

function message(seq: number, more: Partial<Message> = {}): Message {
  const at = new Date(Date.UTC(2026, 5, 25, 7, 0, seq)).toISOString();
  return {
    id: 100 + seq, room: 33, seq, client_id: `c${seq}`, author: SANA, sender: null, organization: null, body: `نص ${seq}`, html: `<p>نص ${seq}</p>`,
    reply_to: null, reactions: {}, written_at: at, created_at: at, edited_at: null, imported: false, deleted: false, ...more,
  };
}
function entry(number: number, event: string, data: Message): Entry {
  return { stream: "room.33", number, event, actor: { person: 1, organization: null }, at: data.created_at, data: data as unknown as Record<string, unknown> };
}
function stretch(results: Message[], head: number, more: Partial<Stretch> = {}): Stretch {
  return { results, head, before: false, after: false, ...more };
}
const outgoing = (client_id: string, more: Partial<Outgoing> = {}): Outgoing => ({
  client_id, room: 33, body: "على الطريق", reply_to: null, reply: null, organization: null, created_at: "2026-06-25T08:00:00Z", state: "waiting", ...more,
});

test("old state plus entries equals fresh state", () => {
  const second = message(2, { reply_to: { id: 101, seq: 1, author_name: "سناء", excerpt: "نص 1", deleted: false } });
  const edited = message(1, { body: "نص **معدّل**", edited_at: "2026-06-25T09:00:00Z" });
  const reacted = { ...second, reactions: { "🙏": [2] }, reply_to: { ...second.reply_to!, excerpt: "نص معدّل" } };
  const gone = message(3, { deleted: true, body: undefined, html: undefined });
  const old = opened(33, stretch([message(1)], 1));
  const after = [entry(2, "message_posted", second), entry(3, "message_edited", edited), entry(4, "reaction_set", reacted), entry(5, "message_posted", message(3)), entry(6, "message_deleted", gone)].reduce(applied, old);
  expect(after).toEqual(opened(33, stretch([edited, reacted, gone], 6)));
});

test("an entry applied twice, or older than the head, changes nothing", () => {
  const state = applied(opened(33, stretch([message(1)], 1)), entry(2, "message_posted", message(2)));
  expect(applied(state, entry(2, "message_posted", message(2)))).toBe(state);
  expect(applied(state, entry(1, "message_deleted", message(1, { deleted: true })))).toBe(state);
});

test("a reply to a deleted message loses its words", () => {
  const reply = message(2, { reply_to: { id: 101, seq: 1, author_name: "سناء", excerpt: "نص 1", deleted: false } });
  const state = applied(opened(33, stretch([message(1), reply], 2)), entry(3, "message_deleted", message(1, { deleted: true })));
  expect(state.results[1]!.reply_to).toMatchObject({ excerpt: "", deleted: true });
});

test("a new message does not jump into a page of the past", () => {
  const past = opened(33, stretch([message(1), message(2)], 90, { after: true }));
  expect(applied(past, entry(91, "message_posted", message(80))).results.map((each) => each.seq)).toEqual([1, 2]);
});

test("the answer to one's own POST and its entry are one message, in either order", () => {
  const mine = message(2, { author: MAZEN });
  const first = applied(withMessage(opened(33, stretch([message(1)], 1)), mine), entry(2, "message_posted", mine));
  const second = withMessage(applied(opened(33, stretch([message(1)], 1)), entry(2, "message_posted", mine)), mine);
  expect(first).toEqual(second);
  expect(first.results).toHaveLength(2);
});

test("paging keeps the page short and says what was let go of", () => {
  const state = opened(33, stretch(Array.from({ length: MOST_SHOWN }, (_, at) => message(at + 101)), 900, { before: true }));
  const older = extended(state, [message(99), message(100)], "before", true);
  expect(older.results).toHaveLength(MOST_SHOWN);
  expect([older.results[0]!.seq, older.before, older.after]).toEqual([99, true, true]);
});

test("imported history opens the way to the past", () => {
  expect(applied(opened(33, stretch([message(1)], 1)), entry(2, "history_imported", message(1))).before).toBe(true);
});

test("the line of the unread stands before the first message of others", () => {
  const talk = [message(1), message(2, { author: MAZEN }), message(3)];
  expect(firstUnread(talk, 1, 2)).toBe(3);
  expect(firstUnread(talk, 3, 2)).toBeNull();
});

test("what one voice says together stands under one name; a day and the unread line part it", () => {
  const talk = [message(1), message(2), message(3, { written_at: "2026-06-26T07:00:00Z" }), message(4, { author: MAZEN, written_at: "2026-06-26T07:01:00Z" })];
  const shown = lines(opened(33, stretch(talk, 4)), [], 2, 9);
  expect(shown.map((line) => line.kind)).toEqual(["day", "message", "unread", "message", "day", "message", "message"]);
  expect(shown.flatMap((line) => (line.kind === "message" ? [line.isFirst] : []))).toEqual([true, true, true, true]);
  expect(lines(opened(33, stretch([message(1), message(2)], 2)), [], null, 9).at(-1)).toMatchObject({ isFirst: false });
});

test("what waits stands at the end until its message is there", () => {
  const state = opened(33, stretch([message(1, { author: MAZEN, client_id: "mine" })], 1));
  expect(lines(state, [outgoing("mine"), outgoing("next")], null, 2).filter((line) => line.kind === "outgoing")).toHaveLength(1);
});

function purge(number: number, before: string, below: number, kept: number[] = []): Entry {
  return { stream: "room.33", number, event: "messages_purged", actor: { person: null, organization: null }, at: "2026-09-25T07:00:00Z", data: { before, below, kept } };
}

test("after old messages were deleted, old state plus entries equals fresh state", () => {
  const thread = (id: number, last_at: string) => ({ id, title: "", seq: 1, count: 1, last_at, started_by: 1 });
  const [lively, decided, quiet] = [thread(104, "2026-09-01T07:00:00Z"), thread(105, "2026-06-26T07:00:00Z"), thread(106, "2026-06-26T07:00:00Z")];
  const pinned = message(2, { pinned_until: "2026-10-01T07:00:00Z" });
  const wasPinned = message(3, { pinned_until: "2026-06-29T07:00:00Z" });
  const standing = [pinned, message(4, { replies: lively }), message(5, { replies: decided }), message(7, { decided_at: "2026-06-26T07:00:00Z" })];
  const quote = (seq: number) => ({ id: 100 + seq, seq, author_name: "سناء", excerpt: `نص ${seq}`, deleted: false });
  const later = { written_at: "2026-09-01T07:00:00Z", created_at: "2026-09-01T07:00:00Z" };
  const [asksGone, asksPinned] = [message(8, { ...later, reply_to: quote(1) }), message(9, { ...later, reply_to: quote(2) })];
  const old = opened(33, stretch([message(1), wasPinned, ...standing, message(6, { replies: quiet }), asksGone, asksPinned], 20));
  const fresh = opened(33, stretch([...standing, { ...asksGone, reply_to: null }, asksPinned], 21));
  expect(applied(old, purge(21, "2026-08-01T00:00:00Z", 8, [105]))).toEqual(fresh);
});

test("where all that was shown is gone, nothing lies before it; a thread goes whole or stays whole", () => {
  expect(applied(opened(33, stretch([message(1)], 1, { before: true })), purge(2, "2026-08-01T00:00:00Z", 2))).toEqual(opened(33, stretch([], 2)));
  const replies = [message(1), message(2, { written_at: "2026-09-01T07:00:00Z" })];
  const inThread = opened(33, stretch(replies, 1), 100);
  expect(applied(inThread, purge(2, "2026-08-01T00:00:00Z", 2)).results).toEqual(replies);
  expect(applied(inThread, purge(2, "2026-09-20T00:00:00Z", 2)).results).toEqual([]);
  expect(applied(inThread, purge(2, "2026-09-20T00:00:00Z", 2, [100])).results).toEqual(replies);
});
