import { excerpt, plain } from "../text";
import type { Attachment, Entry, Head, LastLine, Me, Message, Room, Suspension } from "../types";

export const SECTIONS = ["sector", "announcement", "organization", "group", "direct"] as const;

/** Unread messages of a room: never counted one by one, so that no badge can stick. */
export function unread(room: Room): number {
  return Math.max(0, room.seq - room.read_seq);
}

/** {rooms with unread, mentions} over all rooms that are not muted: what the shell shows. */
export function totals(rooms: Room[]): { unread: number; mentions: number } {
  const heard = rooms.filter((room) => room.is_member);
  return {
    unread: heard.filter((room) => !room.is_muted).reduce((sum, room) => sum + unread(room), 0),
    mentions: heard.reduce((sum, room) => sum + room.mentions, 0),
  };
}

function change(rooms: Room[], id: number, by: (room: Room) => Room): Room[] {
  return rooms.map((room) => (room.id === id ? by(room) : room));
}

/** Rooms as the server just told them. */
export function fetched(rooms: Room[]): Room[] {
  return rooms.map((room) => ({ ...room, known_seq: room.seq }));
}

/** Rooms told anew take the place of what is held; what moved on meanwhile stays ahead. */
export function refreshed(rooms: Room[], found: Room[]): Room[] {
  const fresh = new Map(fetched(found).map((room) => [room.id, room]));
  return rooms.map((held) => {
    const told = fresh.get(held.id);
    return told ? newer(held, told) : held;
  });
}

/** What only the page of a room asks for (who may write, how far others read) outlives a list that does not tell it. */
function newer(held: Room, told: Room): Room {
  const others = told.read_by_others === undefined || told.read_by_others === null ? told.read_by_others : Math.max(told.read_by_others, held.read_by_others ?? 0);
  return {
    ...held, ...told, seq: Math.max(told.seq, held.seq), head: Math.max(told.head, held.head), read_seq: Math.max(told.read_seq, held.read_seq),
    ...(others === undefined ? {} : { read_by_others: others }),
  };
}

/** One room told in full: in its place, or new at the end. */
export function learned(rooms: Room[], room: Room): Room[] {
  return rooms.some((each) => each.id === room.id) ? refreshed(rooms, [room]) : [...rooms, ...fetched([room])];
}

/** The whole list told anew: what it does not name was left, but for a room that is only visited. */
export function replaced(rooms: Room[], found: Room[]): Room[] {
  const held = new Map(rooms.map((room) => [room.id, room]));
  const told = new Set(found.map((room) => room.id));
  const visited = rooms.filter((room) => !room.is_member && !told.has(room.id));
  return [...fetched(found).map((room) => (held.has(room.id) ? newer(held.get(room.id)!, room) : room)), ...visited];
}

/** Rooms whose last line and mentions are behind. */
export function stale(rooms: Room[]): Room[] {
  return rooms.filter((room) => room.is_member && room.seq > (room.known_seq ?? 0));
}

/** A room's stream moved on: heads never go back. */
export function moved(rooms: Room[], id: number, head: Head): Room[] {
  return change(rooms, id, (room) => ({ ...room, head: Math.max(room.head, head.head), seq: Math.max(room.seq, head.seq ?? 0) }));
}

/** Did something happen in a room that is not of its talk: perhaps a reply in a thread? */
export function repliesMayBe(room: Room | undefined, head: Head): boolean {
  return room !== undefined && head.head - room.head > (head.seq ?? room.seq) - room.seq;
}

/** Read up to a message, here or on another device: read marks only grow. */
export function read(rooms: Room[], id: number, seq: number): Room[] {
  return change(rooms, id, (room) => {
    const reached = Math.max(room.read_seq, seq);
    return { ...room, read_seq: reached, mentions: reached >= room.seq ? 0 : room.mentions };
  });
}

/** Does the person only read here for now? A suspension ends by the clock. */
export function isSuspended(room: Room, now = Date.now()): boolean {
  return Boolean(room.suspension) && Date.parse(room.suspension!.ends_at) > now;
}

/** Until the room itself is told, and once a suspension has ended, who may write is known of all kinds but one. */
export function mayWrite(room: Room, now = Date.now()): boolean {
  if (isSuspended(room, now)) return false;
  return room.suspension || room.can_write === undefined ? room.kind !== "announcement" : room.can_write;
}

const STATED_ANEW = new Set(["room_updated", "room_closed", "room_reopened"]);
const RESTATED = new Set(["message_edited", "message_deleted"]);

/** The list after an entry of a room's own stream. */
export function heard(rooms: Room[], entry: Entry, me: Me): Room[] {
  const id = Number(entry.stream.split(".")[1]);
  const next = moved(rooms, id, { head: entry.number });
  if (STATED_ANEW.has(entry.event)) return change(next, id, (room) => ({ ...room, ...named(room, entry.data) }));
  if (entry.event === "slow_mode_set") return change(next, id, (room) => ({ ...room, slow_seconds: Number(entry.data.slow_seconds) }));
  if (entry.event === "messages_purged") return change(next, id, (room) => purged(room, String(entry.data.before), Number(entry.data.below)));
  if (RESTATED.has(entry.event)) return change(next, id, (room) => restated(room, entry.data as unknown as Message));
  if (entry.event === "message_posted") return change(next, id, (room) => said(room, entry.data as unknown as Message, me));
  return next;
}

/** Nothing that is gone counts as unread; a last line that may be gone is asked for anew, as that of a room that moved. */
function purged(room: Room, before: string, below: number): Room {
  const isOld = Date.parse(room.last?.created_at ?? "") < Date.parse(before);
  return { ...room, read_seq: Math.max(room.read_seq, below - 1), ...(isOld ? { last: null, known_seq: 0 } : {}) };
}

/** What was taken back or changed does not stand in the list as it was. */
function restated(room: Room, message: Message): Room {
  return room.last && message.seq && message.seq === room.known_seq ? { ...room, last: lineOf(message) } : room;
}

function lineOf(message: Message): LastLine {
  return { name: message.author?.name ?? "", excerpt: message.deleted ? "" : excerpt(message.body ?? ""), files: message.files?.length ?? 0, voice: isVoice(message.files), deleted: message.deleted, created_at: message.created_at };
}

function said(room: Room, message: Message, me: Me): Room {
  if (!message.seq || message.seq <= (room.known_seq ?? 0)) return room; // a reply in a thread has no seq
  const isMine = message.author?.id === me.id;
  const follows = isMine && room.read_seq === message.seq - 1;
  return {
    ...room,
    seq: Math.max(room.seq, message.seq),
    known_seq: message.seq,
    read_seq: follows ? message.seq : room.read_seq,
    mentions: room.mentions + (!isMine && isForMe(message, me) ? 1 : 0),
    last: lineOf(message),
  };
}

/** Nothing but a voice note. */
export function isVoice(files: Attachment[] | undefined): boolean {
  return files?.length === 1 && files[0]!.kind === "voice";
}

export function isForMe(message: Message, me: Me): boolean {
  const pointed = message.mentions;
  if (!pointed || message.deleted) return false;
  const owns = (id: number, manages = false): boolean => me.organizations.some((own) => own.id === id && (!manages || Boolean(own.manages)));
  return pointed.room || pointed.people.includes(me.id) || pointed.organizations.some((id) => owns(id)) || Boolean(pointed.managers?.some((id) => owns(id, true)));
}

/** A direct room is called after the other person; its stream does not know who reads. */
function named(room: Room, facts: Record<string, unknown>): Partial<Room> {
  const closed = Boolean(facts.closed ?? room.closed);
  if (room.kind === "direct") return { closed };
  return { closed, name: String(facts.name ?? room.name), about: String(facts.about ?? room.about), mark: String(facts.mark ?? room.mark) };
}

/** The list after an entry of the person's own stream; `null` when it must be fetched anew. */
export function heardOwn(rooms: Room[], entry: Entry): Room[] | null {
  const id = Number(entry.data.room ?? entry.data.id);
  if (entry.event === "room_read") return read(rooms, id, Number(entry.data.read_seq));
  if (entry.event === "member_suspended") return change(rooms, id, (room) => ({ ...room, suspension: entry.data as unknown as Suspension }));
  if (entry.event === "suspension_lifted") return change(rooms, id, (room) => ({ ...room, suspension: null, can_write: undefined }));
  if (entry.event === "level_set") return change(rooms, id, (room) => ({ ...room, is_muted: Boolean(entry.data.is_muted) }));
  if (entry.event === "room_left") return rooms.filter((room) => room.id !== id);
  return ["room_joined", "access_changed"].includes(entry.event) ? null : rooms;
}

export interface Section { kind: string; rooms: Room[] }

/** Joined rooms by kind, the liveliest first, narrowed by what is typed in the filter. */
export function sections(rooms: Room[], filter: string): Section[] {
  const wanted = plain(filter.trim());
  const shown = rooms.filter((room) => room.is_member && (!wanted || plain(room.name).includes(wanted)));
  const newest = (room: Room): string => room.last?.created_at ?? "";
  shown.sort((a, b) => newest(b).localeCompare(newest(a)) || a.name.localeCompare(b.name));
  return SECTIONS.map((kind) => ({ kind, rooms: shown.filter((room) => room.kind === kind) })).filter((section) => section.rooms.length);
}
