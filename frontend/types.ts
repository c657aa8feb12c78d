/** What the server sends (PROTOCOL.md), as far as the screen reads it. */
export interface Person { id: number; name: string; mark: string; bot?: true }
export interface Organization { id: number; name: string; mark: string; tint: string; place: string; name_en?: string; place_en?: string }
export interface Me {
  id: number; name: string; mark: string; language: string; digits: "latin" | "arabic"; data_saver: boolean; theme: string;
  organizations: Organization[]; organization: number | null; epoch: string;
}
export interface Reply { id: number; seq: number; author_name: string; excerpt: string; deleted: boolean }
export interface Message {
  id: number; room: number; seq: number; client_id: string;
  author: Person | null;
  sender: { id: number; name: string; person?: number | null } | null;
  organization: Organization | null;
  body?: string; html?: string; reply_to?: Reply | null;
  mentions?: { people: number[]; organizations: number[]; room: boolean };
  reactions?: Record<string, number[]>;
  written_at: string; created_at: string; edited_at?: string | null;
  imported: boolean; imported_by?: string | null; deleted: boolean; head?: number;
  thread_seq?: number | null; pinned_until?: string; decided_at?: string; forwarded?: Source | null;
}
/** Of a forwarded message: who said it first, when, and where; only who may see that room learns its name. */
export interface Source { message: number; room: number; name: string; organization: string; written_at: string }
export interface LastLine { name: string; excerpt: string; deleted?: boolean; created_at: string | null }
export interface Room {
  id: number; kind: string; name: string; about: string; mark: string; tint: string; closed: boolean; organization?: number | null;
  head: number; seq: number; read_seq: number; mentions: number; is_member: boolean; is_muted: boolean;
  can_write?: boolean; has_pins?: boolean; read_by_others?: number | null; members_count?: number; organizations_count?: number; other?: number; last: LastLine | null;
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
export interface Outgoing {
  order?: number; client_id: string; room: number; body: string; reply_to: number | null; reply: Reply | null;
  organization: number | null; created_at: string; state: "waiting" | "refused"; refusal?: { code: string; detail: string };
}
export interface Draft { room: number; text: string; mentions: Record<string, string>; reply: Reply | null; organization: number | null }
export interface Mentionable { kind: "person" | "organization" | "room"; id: number; name: string; detail: string; href: string }
