import { forEditing, forSending } from "../text";
import type { Draft, Mentionable, Message, Reply } from "../types";

/** What stands in the composer of a room: the words, where their @names lead, what they answer or change. */
export interface Composing extends Draft { editing: Message | null }
export const LIMIT = 8000;

export function empty(room: number): Composing {
  return { room, text: "", mentions: {}, reply: null, organization: null, editing: null, uploads: [] };
}

export function typed(state: Composing, text: string): Composing {
  const mentions = Object.fromEntries(Object.entries(state.mentions).filter(([name]) => text.includes(name)));
  return { ...state, text, mentions };
}

/** The chosen name takes the place of what was typed after the @; the caret stands behind it. */
export function mentioned(state: Composing, chosen: Mentionable, start: number, caret: number): { state: Composing; caret: number } {
  const name = `@${chosen.name}`;
  const text = `${state.text.slice(0, start)}${name} ${state.text.slice(caret)}`;
  return { state: { ...state, text, mentions: { ...state.mentions, [name]: chosen.href } }, caret: start + name.length + 1 };
}

export function replying(state: Composing, message: Message, excerpt: string, name: string): Composing {
  const reply: Reply = { id: message.id, seq: message.seq, author_name: name, excerpt, deleted: false };
  return { ...state, reply, editing: null };
}

export function editing(state: Composing, message: Message): Composing {
  return { ...empty(state.room), organization: state.organization, ...forEditing(message.body ?? ""), editing: message };
}

/** The body as the server takes it (with files it may be empty), null while there is nothing to say or too much. */
export function body(state: Composing): string | null {
  const written = forSending(state.text, state.mentions).trim();
  const hasFiles = state.editing ? state.editing.files?.length : state.uploads?.length;
  return (written || hasFiles) && [...written].length <= LIMIT ? written : null;
}

/** After sending: an empty field, or what was typed while the words went into the browser's storage. */
export function remaining(state: Composing, sent: Composing): Composing {
  const rest = state.text.startsWith(sent.text) ? state.text.slice(sent.text.length).trimStart() : state.text;
  return { ...empty(state.room), organization: state.organization, text: rest, mentions: rest ? state.mentions : {}, uploads: state.uploads?.filter((each) => !sent.uploads?.includes(each)) ?? [] };
}

/** Seconds until one may write again in a slow room; 0 where nothing is to be waited for. */
export function slowLeft(slowSeconds: number, mine: Message | undefined, now = Date.now()): number {
  if (!slowSeconds || !mine) return 0;
  return Math.max(0, Math.min(slowSeconds, Math.ceil(slowSeconds - (now - Date.parse(mine.created_at)) / 1000)));
}

/** 75 → «1:15». */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function left(state: Composing): number {
  return LIMIT - [...forSending(state.text, state.mentions).trim()].length;
}
