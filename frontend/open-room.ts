import { call, Refusal } from "./api";
import * as timeline from "./islands/timeline-state";
import { wishes } from "./islands/composer-notes";
import { Kept } from "./kept";
import { leaving } from "./page";
import { newId } from "./random";
import { ReadMarks } from "./read-marks";
import { Reading } from "./reading";
import type { Session } from "./session";
import { Typing } from "./typing";
import type { Brought, Entry, Message, Outgoing, Reply, Room, Stretch } from "./types";

const PAGE = 50;
const ENTRY_COMES = 3000;
interface Answer { results: Message[]; head: number }

/** The room on the screen: its talk, what waits to be sent to it, who types, up to where it is read. */
export class OpenRoom {
  state: timeline.Timeline;
  outgoing: Outgoing[] = [];
  /** Stored by the server, while their entries are on the way. */
  protected arrived: Outgoing[] = [];
  readonly typing = new Typing(() => this.changed());
  readonly kept: Kept;
  /** Where the line «new messages» stands as long as the room is open. */
  unreadFrom: number | null = null;
  error = "";
  isLoading = false;
  protected readonly stops: (() => void)[];
  protected readonly marks: ReadMarks;
  protected readonly reading = new Reading(() => this.address);
  protected isClosed = false;
  /** Counts the stretches asked for: of two jumps on a slow line the later one is shown, whichever answer comes first. */
  private stretch = 0;

  constructor(readonly session: Session, readonly id: number, shown: Stretch | null, protected readonly changed: () => void, protected readonly lost: () => void) {
    this.state = timeline.opened(id, shown ?? { results: [], head: 0, before: false, after: false });
    this.reading.to = this.room?.read_seq ?? 0;
    this.kept = new Kept(id, changed);
    this.marks = new ReadMarks(this, (told) => session.learn(told));
    this.stops = [
      session.on("outbox", (room) => room === id && void this.loadOutgoing()),
      session.on("saved", (message) => message.room === id && (message.created_at && message.author ? this.put(message) : this.stored(message.client_id))),
      leaving(() => this.reading.tell(true)),
      session.on("own", (entry) => this.kept.heard(entry)),
      this.kept.loadMadeSoon(),
      session.on("rooms", () => void this.kept.loadPins(this.room)),
      session.on("whisper", (frame) => frame.stream === this.stream && this.types(frame.name ?? frame.user?.name ?? "")),
    ];
    void this.loadOutgoing();
    void this.kept.loadPins(this.room);
    if (shown) this.begin();
  }

  get room(): Room | undefined {
    return this.session.room(this.id);
  }

  /** The message whose thread this talk is; null for the room's own talk. */
  get thread(): number | null {
    return null;
  }

  /** What drafts and fields are known by, where several talks stand on a page. */
  get place(): number {
    return this.thread === null ? this.id : -this.thread;
  }

  /** The seq of the newest message. */
  protected get newest(): number {
    return this.room?.seq ?? 0;
  }

  get stream(): string {
    return `room.${this.id}`;
  }

  get lines(): timeline.Line[] {
    return timeline.lines(this.state, [...this.arrived, ...this.outgoing.filter((row) => !this.arrived.some((each) => each.client_id === row.client_id))], this.unreadFrom, this.session.me.id);
  }

  /** Show the newest, or what lies around a seq. */
  async open(around?: number): Promise<void> {
    const stretch = ++this.stretch;
    await this.loading(async () => {
      const query = around === undefined ? `limit=${PAGE}` : `around=${around}&limit=${PAGE}`;
      const { results, head } = await this.ask(query);
      if (stretch !== this.stretch) return;
      const ordered = [...results].sort((a, b) => a.seq - b.seq);
      const after = around !== undefined && (ordered.at(-1)?.seq ?? 0) < Math.max(this.newest, 0);
      const before = around === undefined ? results.length === PAGE : ordered.length > 0 && (this.thread === null || ordered[0]!.seq > 1);
      this.state = timeline.opened(this.id, { results: ordered, head, before, after }, this.thread ?? undefined);
      this.begin();
    });
  }

  close(): void {
    this.isClosed = true;
    this.stops.forEach((stop) => stop());
    this.marks.stop();
    this.reading.tell();
    this.session.live.unwatch(this.stream);
    void this.session.cache.keep(this.id, this.state);
  }

  async older(): Promise<void> {
    const first = this.state.results[0];
    if (!first || !this.state.before || this.isLoading) return;
    const stretch = this.stretch;
    await this.loading(async () => {
      const { results } = await this.ask(`before_seq=${first.seq}&limit=${PAGE}`);
      if (stretch === this.stretch) this.state = timeline.extended(this.state, results, "before", results.length === PAGE);
    });
  }

  async newer(): Promise<void> {
    const last = this.state.results.at(-1);
    if (!last || !this.state.after || this.isLoading) return;
    const stretch = this.stretch;
    await this.loading(async () => {
      const { results } = await this.ask(`after_seq=${last.seq}&limit=${PAGE}`);
      if (stretch === this.stretch) this.state = timeline.extended(this.state, results, "after", results.length === PAGE);
    });
  }

  async send(body: string, reply: Reply | null, organization: number | null, uploads: Brought[] = []): Promise<void> {
    await this.session.outbox.add({
      client_id: newId(), room: this.id, body, reply_to: reply?.id ?? null, reply, organization, thread: this.thread, created_at: new Date().toISOString(), ...(uploads.length ? { uploads } : {}), ...wishes(this),
    });
    this.unreadFrom = null;
    if (this.state.after) await this.open();
  }

  edit(message: Message, body: string): Promise<void> {
    return this.change("PATCH", `/api/messages/${message.id}/`, { body });
  }

  remove(message: Message): Promise<void> {
    return this.change("DELETE", `/api/messages/${message.id}/`);
  }

  /** Absolute, so that a tap repeated on a bad line changes nothing. */
  react(message: Message, emoji: string): Promise<void> {
    const isMine = message.reactions?.[emoji]?.includes(this.session.me.id);
    return this.change(isMine ? "DELETE" : "PUT", `/api/messages/${message.id}/reactions/${encodeURIComponent(emoji)}/`);
  }

  /** Read up to a message that stood on the screen of a visible page; told at most every five seconds. */
  read(seq: number): void {
    if (!this.room?.is_member || !this.reading.reach(seq)) return;
    this.session.setRooms(this.session.rooms.map((room) => (room.id === this.id ? { ...room, read_seq: Math.max(room.read_seq, seq), mentions: seq >= room.seq ? 0 : room.mentions } : room)));
  }

  type(): void {
    this.session.live.whisper(this.stream);
  }

  protected begin(): void {
    if (this.isClosed) return;
    if (this.unreadFrom === null) this.unreadFrom = timeline.firstUnread(this.state.results, this.reading.to, this.session.me.id);
    this.session.live.watch(this.stream, this.state.head, {
      entry: (entry) => this.heard(entry),
      reset: () => void this.open(),
      gone: () => this.goneFrom(),
    });
    void this.session.cache.keep(this.id, this.state);
    this.changed();
    this.marks.look();
  }

  protected heard(entry: Entry): void {
    this.state = timeline.applied(this.state, entry);
    if (entry.event === "messages_purged" && !this.state.results.length && this.newest) void this.open();
    this.kept.heardRoom(entry);
    document.dispatchEvent(new CustomEvent(entry.event, { detail: entry })); // for what stands within a message
    document.dispatchEvent(new CustomEvent("stream_moved", { detail: entry.stream }));
    this.session.heard(entry);
    if (entry.event === "message_posted") this.typing.clear();
    if (entry.event === "message_posted") this.follows(entry.data as unknown as Message);
    if (entry.event === "message_posted") this.marks.look(entry.actor.person !== this.session.me.id);
    this.session.cache.keepSoon(this.id, () => this.state);
    this.changed();
  }

  /** The server answered in short: the words stay as they stand until their entry comes, or is fetched. */
  private stored(clientId: string): void {
    const row = this.outgoing.find((each) => each.client_id === clientId);
    if (!row || this.state.results.some((message) => message.client_id === clientId)) return;
    this.arrived.push(row);
    setTimeout(() => this.arrived.includes(row) && void this.session.live.fill(this.stream), ENTRY_COMES);
  }

  /** The server moves the writer's own mark along when nothing before it was unread; it need not be told. */
  protected follows(message: Message): void {
    this.arrived = this.arrived.filter((row) => row.client_id !== message.client_id);
    const isMine = message.author?.id === this.session.me.id;
    message = timeline.inTalk(this.state, message) ?? message;
    if (isMine && !this.reading.isToBeTold && message.seq === this.reading.to + 1) this.reading.to = message.seq;
  }

  protected put(message: Message): void {
    this.follows(message);
    this.state = timeline.withMessage(this.state, message);
    this.marks.look();
    this.changed();
  }

  protected goneFrom(): void {
    void this.session.cache.forget(this.id);
    this.session.setRooms(this.session.rooms.filter((room) => room.id !== this.id));
    this.lost();
  }

  protected types(name: string): void {
    if (!name) return;
    this.marks.look(true);
    this.typing.heard(name);
  }

  private async loadOutgoing(): Promise<void> {
    this.outgoing = (await this.session.outbox.rows(this.id)).filter((row) => (row.thread ?? null) === this.thread);
    this.changed();
  }

  protected get address(): string {
    return `/api/rooms/${this.id}`;
  }

  protected ask(query: string): Promise<Answer> {
    return call<Answer>("GET", `/api/rooms/${this.id}/messages/?${query}`);
  }

  async change(method: string, path: string, body?: unknown): Promise<void> {
    this.put(await call<Message>(method, path, body));
  }

  protected async loading(act: () => Promise<void>): Promise<void> {
    this.isLoading = true;
    this.error = "";
    this.changed();
    try {
      await act();
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.goneFrom();
      this.error = error instanceof Refusal ? error.detail : "offline";
    }
    this.isLoading = false;
    this.changed();
  }
}
