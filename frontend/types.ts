/** What the server sends (PROTOCOL.md), as far as the screen reads it. */
export interface Person { id: number; name: string; mark: string; bot?: true }
export interface Organization { id: number; name: string; mark: string; tint: string; place: string; name_en?: string; place_en?: string; manages?: boolean }
export interface Me {
  id: number; name: string; mark: string; language: string; digits: "latin" | "arabic"; data_saver: boolean; theme: string;
  organizations: Organization[]; organization: number | null; epoch: string;
}
export interface Reply { id: number; seq: number; author_name: string; excerpt: string; deleted: boolean; files?: number }
/** What another app made of a message (config/menus.py). */
export interface Made { message: number; title: string; address: string; icon: string }
/** A file beside the words of a message: `preview` is its small picture, `duration` (ms) and `peaks` are a voice note's. */
export interface Attachment {
  id: number; file: number; name: string; type: string; kind: "image" | "document" | "voice" | "audio" | "video" | "other"; size: number;
  width: number | null; height: number | null; href: string; preview: string | null; duration?: number | null; peaks?: string;
}
/** What replies stand beside the talk, known by the message they began with. `seq`: replies ever given; `count`: those that stand. */
export interface Thread { id: number; title: string; seq: number; count: number; last_at: string; started_by: number | null }
export interface Message {
  /** `seq` is null for a reply in a thread, whose place there is `thread_seq`. */
  id: number; room: number; seq: number; thread_seq?: number | null; client_id: string;
  thread?: Thread | null; replies?: Thread | null;
  author: Person | null;
  sender: { id: number; name: string; person?: number | null } | null;
  organization: Organization | null;
  body?: string; html?: string; reply_to?: Reply | null;
  mentions?: { people: number[]; organizations: number[]; managers?: number[]; room: boolean };
  reactions?: Record<string, number[]>;
  files?: Attachment[];
  written_at: string; created_at: string; edited_at?: string | null;
  imported: boolean; imported_by?: string | null; deleted: boolean; removed?: boolean; head?: number; acknowledgement?: Asked;
  pinned_until?: string; decided_at?: string; forwarded?: Source; poll?: Poll;
}
/** Of a forwarded message: who said it first, when, and where; only who may see that room learns its name. */
export interface Source { message: number; room: number; name: string; organization: Organization | null; written_at: string }
/** What everybody in the room knows of a poll; `votes` are null while an anonymous one runs. */
export interface Poll {
  id: number; question: string; options: { id: number; text: string; votes: number | null }[];
  multiple: boolean; anonymous: boolean; per_organization: boolean; closes_at: string | null; closed_at: string | null; voters: number;
}
/** Why and until when the reader only reads a room. */
export interface Suspension { ends_at: string; reason_words: string; words: string }
export interface LastLine { name: string; excerpt: string; files?: number; /** Nothing but a voice note. */ voice?: boolean; deleted?: boolean; created_at: string | null }
export interface Room {
  id: number; kind: string; name: string; about: string; mark: string; tint: string; closed: boolean; organization?: number | null;
  head: number; seq: number; read_seq: number; mentions: number; is_member: boolean; is_muted: boolean;
  can_write?: boolean; has_pins?: boolean; read_by_others?: number | null; members_count?: number; organizations_count?: number; other?: number; last: LastLine | null;
  slow_seconds?: number; suspension?: Suspension | null;
  /** The seq up to which `mentions` and `last` are known; `seq` may be ahead of it. */
  known_seq?: number;
}
export interface Stretch { results: Message[]; head: number; before: boolean; after: boolean }
export interface Entry {
  stream: string; number: number; event: string;
  actor: { person: number | null; organization: number | null }; at: string; data: Record<string, unknown>;
}
export interface Head { head: number; seq?: number }
export type Down =
  | { op: "ready"; user: unknown; epoch: string; heads: Record<string, Head> }
  | { op: "entries"; stream: string; entries: Entry[]; head: number; more?: boolean }
  | ({ op: "entry" } & Entry)
  | { op: "head"; stream: string; head: number; seq?: number }
  | { op: "whisper"; stream: string; kind: string; person?: number; name?: string; user?: Person }
  | { op: "pong"; t: number }
  | { op: "bye"; after: number }
  | { op: "reset"; stream: string; head: number }
  | { op: "gone"; stream: string }
  | { op: "error"; code: string; detail: string };
export type Line = "connecting" | "open" | "waiting" | "ended";

/** A message on its way: written to the browser's storage before the composer clears. */
/** Of an announcement: until when, and how many organisations have said that they read it. */
export interface Asked { until: string | null; acknowledged: number; expected: number }
/** What the writer asks for along with a message. */
export interface Wishes { asks_acknowledgement?: boolean }
export interface Outgoing extends Wishes {
  order?: number; client_id: string; room: number; body: string; reply_to: number | null; reply: Reply | null;
  organization: number | null; thread?: number | null; created_at: string; state: "waiting" | "refused"; refusal?: { code: string; detail: string };
  /** What it waits for, and what the server called them once they were there. */
  uploads?: Brought[]; files?: number[];
}
/** A file chosen to be sent: its bytes lie in the browser's storage (uploads.ts). */
export interface Brought { id: string; name: string; size: number }
/** `room` is that of the talk written in: a room's id, or minus that of a thread. */
export interface Draft { uploads?: Brought[]; room: number; text: string; mentions: Record<string, string>; reply: Reply | null; organization: number | null }
export interface Mentionable { kind: "person" | "organization" | "managers" | "room"; id: number; name: string; detail: string; href: string }
