import { call } from "./api";
import * as timeline from "./islands/timeline-state";
import { OpenRoom } from "./open-room";
import type { Session } from "./session";
import type { Entry, Message, Reply, Thread } from "./types";

/** A thread as the server tells one person of it. */
interface Told extends Thread { message: Message; is_following: boolean; read_seq: number; can_title: boolean; head: number }

/** The thread beside the open room: its replies, with their place in it as `seq`, and the message it began with. */
export class OpenThread extends OpenRoom {
  told: Told | null = null;
  private held: Entry[] = [];

  constructor(session: Session, room: number, private readonly root: number, changed: () => void, lost: () => void) {
    super(session, room, null, changed, lost);
    this.state = timeline.opened(room, { results: [], head: 0, before: false, after: false }, root);
    this.reading.to = 0;
    this.stops.push(session.on("entry", (entry) => entry.stream === this.stream && this.heard(entry)));
  }

  override get thread(): number {
    return this.root;
  }

  /** The newest state of the thread that any of its messages brought. */
  get facts(): Thread | null {
    return this.told?.message.replies ?? this.told;
  }

  protected override get newest(): number {
    return this.facts?.seq ?? 0;
  }

  protected override get address(): string {
    return `/api/threads/${this.root}`;
  }

  override async open(around?: number): Promise<void> {
    await this.loading(async () => this.learn(await call<Told>("GET", `${this.address}/`)));
    if (this.told && !this.told.is_following && this.told.seq) void call("PUT", `${this.address}/read/`, { seq: this.told.seq }).catch(() => undefined);
    if (this.told) await super.open(around);
  }

  override close(): void {
    this.isClosed = true;
    this.stops.forEach((stop) => stop());
    this.marks.stop();
    this.reading.tell();
  }

  override async send(body: string, reply: Reply | null, organization: number | null): Promise<void> {
    await super.send(body, reply, organization);
    if (this.told) this.told = { ...this.told, is_following: true };
  }

  override read(seq: number): void {
    if (this.told?.is_following) this.reading.reach(seq);
  }

  async name(title: string): Promise<void> {
    this.learn(await call<Told>("PATCH", `${this.address}/`, { title }));
    this.changed();
  }

  async follow(isFollowing: boolean): Promise<void> {
    await call(isFollowing ? "PUT" : "DELETE", `${this.address}/follow/`);
    if (this.told) this.told = { ...this.told, is_following: isFollowing };
    this.changed();
  }

  override type(): void { /* who writes here does not write in the room */ }

  protected override types(): void { /* likewise */ }

  protected override begin(): void {
    if (this.isClosed) return;
    if (this.unreadFrom === null && this.told?.is_following) this.unreadFrom = timeline.firstUnread(this.state.results, this.reading.to, this.session.me.id);
    const held = this.held;
    this.held = [];
    for (const entry of held) this.heard(entry);
    this.changed();
  }

  /** The room's entries as they come; while the thread is on its way they are kept until it is there. */
  protected override heard(entry: Entry): void {
    if (this.isLoading) this.held.push(entry);
    const message = entry.data as unknown as Message;
    this.state = timeline.applied(this.state, entry);
    this.see(message);
    if (entry.event === "message_posted") this.follows(message);
    this.changed();
  }

  protected override put(message: Message): void {
    this.see(message);
    this.follows(message);
    this.state = timeline.withMessage(this.state, message);
    this.changed();
  }

  protected override goneFrom(): void {
    this.lost();
  }

  protected override async ask(query: string): Promise<{ results: Message[]; head: number }> {
    const { results, head } = await call<{ results: Message[]; head: number }>("GET", `/api/rooms/${this.id}/messages/?thread=${this.root}&${query}`);
    return { results: results.map((message) => ({ ...message, seq: message.thread_seq! })), head };
  }

  private learn(told: Told): void {
    this.told = told;
    this.reading.to = Math.max(this.reading.to, told.read_seq);
  }

  /** What an entry says of the message the thread began with, and of the thread itself. */
  private see(message: Message): void {
    if (!this.told || (message.id !== this.root && message.thread?.id !== this.root)) return;
    const root = message.id === this.root ? message : { ...this.told.message, replies: message.thread ?? null };
    const isFirst = !this.told.seq && root.replies?.started_by === this.session.me.id;
    this.told = { ...this.told, ...root.replies, message: root, can_title: this.told.can_title || isFirst };
  }
}
