import { dayOf } from "../dates";
import { excerpt } from "../text";
import type { Entry, Message, Outgoing, Reply, Stretch, Thread } from "../types";

/** A stretch of a room's talk, or of a thread's, oldest first, complete up to entry `head`. */
export interface Timeline extends Stretch { room: number; thread?: number }
export type Line =
  | { kind: "day"; key: string; day: string }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: Message; isFirst: boolean }
  | { kind: "outgoing"; key: string; row: Outgoing; isFirst: boolean };

const MESSAGE_EVENTS = new Set(["message_posted", "message_edited", "message_deleted", "message_acknowledged", "acknowledgement_requested", "reaction_set", "reaction_unset", "file_previewed", "message_pinned", "message_unpinned", "decision_marked", "decision_unmarked", "vote_cast", "poll_closed", "thread_titled"]);
const TOGETHER = 10 * 60 * 1000;
export const MOST_SHOWN = 400;

export function opened(room: number, stretch: Stretch, thread?: number): Timeline {
  return { room, ...(thread === undefined ? {} : { thread }), results: [...stretch.results].sort(bySeq), head: stretch.head, before: stretch.before, after: stretch.after };
}

/** More of the past or towards today; the far end is let go of when the page would grow too long. */
export function extended(state: Timeline, found: Message[], side: "before" | "after", isMore: boolean): Timeline {
  const results = merged(state.results, found);
  const excess = Math.max(0, results.length - MOST_SHOWN);
  if (side === "before") return { ...state, results: excess ? results.slice(0, -excess) : results, before: isMore, after: state.after || excess > 0 };
  return { ...state, results: results.slice(excess), after: isMore, before: state.before || excess > 0 };
}

/** The state after an entry of the room's stream. An entry not above `head` changes nothing. */
export function applied(state: Timeline, entry: Entry): Timeline {
  if (entry.number <= state.head) return state;
  const next = { ...state, head: entry.number };
  if (entry.event === "history_imported") return { ...next, before: true };
  if (entry.event === "messages_purged") return purged(next, entry.data as unknown as Purge, entry.at);
  if (!MESSAGE_EVENTS.has(entry.event)) return next;
  return withMessage(next, entry.data as unknown as Message);
}

/** What a room told of messages deleted for their age: `below` is the seq from which nothing is gone, `kept` are old threads that stay. */
interface Purge { before: string; below: number; kept: number[] }

/** Without what was deleted for its age, by the rule of chat/queries/retention.py. */
function purged(state: Timeline, { before, below, kept }: Purge, at: string): Timeline {
  const until = Date.parse(before);
  const isNew = (moment: string): boolean => Date.parse(moment) >= until;
  const isMarked = (message: Message): boolean => Boolean(message.decided_at) || Date.parse(message.pinned_until ?? "") > Date.parse(at);
  const threadStays = (thread: Thread): boolean => kept.includes(thread.id) || isNew(thread.last_at);
  const stays = (message: Message): boolean => isNew(message.written_at) || (message.replies ? threadStays(message.replies) : isMarked(message));
  const wholeStays = state.thread !== undefined && (kept.includes(state.thread) || state.results.some((message) => isNew(message.written_at) || (message.thread && threadStays(message.thread))));
  const results = state.thread === undefined ? state.results.filter(stays) : wholeStays ? state.results : [];
  if (!results.length) return { ...state, results, before: false };
  const held = new Set(results.map((message) => message.id));
  const isGone = (reply: Reply): boolean => state.thread === undefined && reply.seq < below && !held.has(reply.id);
  return { ...state, results: results.map((message) => (message.reply_to && isGone(message.reply_to) ? { ...message, reply_to: null } : message)) };
}

/** A message as the server answered to a POST, PATCH or reaction: the same as its entry, but the head stays. */
export function withMessage(state: Timeline, said: Message): Timeline {
  const message = inTalk(state, said);
  if (!message) return said.thread ? { ...state, results: threadMoved(state.results, said.thread) } : state;
  const isKnown = state.results.some((each) => each.id === message.id);
  const last = state.results.at(-1);
  if (isKnown) return { ...state, results: repliesFollow(state.results.map((each) => (each.id === message.id ? message : each)), message) };
  const isNewest = !state.after && (!last || message.seq > last.seq);
  const isWithin = last !== undefined && message.seq < last.seq && message.seq > state.results[0]!.seq;
  return isNewest || isWithin ? { ...state, results: merged(state.results, [message]) } : { ...state, results: repliesFollow(state.results, message) };
}

/** Of those held, the last one that a person said here. */
export function newestOf(state: Timeline, person: number): Message | undefined {
  return state.results.findLast((message) => message.author?.id === person && message.seq > 0);
}

/** The message with its place in this talk, null where it stands in another. */
export function inTalk(state: Pick<Timeline, "room" | "thread">, message: Message): Message | null {
  if (message.room !== state.room || (message.thread?.id ?? undefined) !== state.thread) return null;
  if (state.thread !== undefined) return { ...message, seq: message.thread_seq! };
  return message.seq === undefined || message.seq === null ? null : message;
}

/** A reply tells what became of its thread: so does then the message that it began with. */
function threadMoved(messages: Message[], thread: Thread): Message[] {
  return messages.map((each) => (each.id === thread.id ? { ...each, replies: thread } : each));
}

function repliesFollow(messages: Message[], original: Message): Message[] {
  return messages.map((each) => {
    if (each.reply_to?.id !== original.id) return each;
    return { ...each, reply_to: { ...each.reply_to, excerpt: original.deleted ? "" : excerpt(original.body ?? ""), deleted: original.deleted } };
  });
}

function merged(held: Message[], found: Message[]): Message[] {
  const all = new Map(held.map((message) => [message.id, message]));
  for (const message of found) all.set(message.id, message);
  return [...all.values()].sort(bySeq);
}

function bySeq(a: Message, b: Message): number {
  return a.seq - b.seq;
}

/** Where the line «new messages» stands: the first message of others after the read mark, null where there is none. */
export function firstUnread(messages: Message[], readSeq: number, me: number): number | null {
  return messages.find((message) => message.seq > readSeq && message.seq > 0 && message.author?.id !== me)?.seq ?? null;
}

/** What stands on the screen: messages of one voice together, the days between, the line of the unread, what waits. */
export function lines(state: Timeline, outgoing: Outgoing[], unread: number | null, me: number): Line[] {
  const shown: Line[] = [];
  let previous: Message | null = null;
  for (const message of state.results) {
    const day = dayOf(message.written_at);
    const isNewDay = !previous || dayOf(previous.written_at) !== day;
    if (isNewDay) shown.push({ kind: "day", key: `day-${day}-${message.seq < 0}`, day });
    if (message.seq === unread) shown.push({ kind: "unread", key: "unread" });
    const isFirst = isNewDay || message.seq === unread || !previous || !isOneVoice(previous, message);
    shown.push({ kind: "message", key: message.client_id, message, isFirst });
    previous = message;
  }
  if (state.after) return shown;
  const saved = new Set(state.results.filter((message) => message.author?.id === me).map((message) => message.client_id));
  for (const row of outgoing) {
    if (saved.has(row.client_id)) continue;
    const before = shown.at(-1);
    const isFirst = !(before?.kind === "outgoing" && before.row.organization === row.organization);
    shown.push({ kind: "outgoing", key: row.client_id, row, isFirst });
  }
  return shown;
}

function isOneVoice(before: Message, after: Message): boolean {
  const same = before.author?.id === after.author?.id && before.sender?.id === after.sender?.id && before.organization?.id === after.organization?.id;
  return same && !before.deleted && !after.reply_to && Date.parse(after.written_at) - Date.parse(before.written_at) < TOGETHER;
}
