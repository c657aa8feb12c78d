import { beforeEach, expect, test, vi } from "vitest";
import type { Session } from "./session";
import type { Message } from "./types";

const { OpenRoom } = await import("./open-room");
type Answer = { results: Message[]; head: number };

/** A room whose questions are answered when the test says so. */
class SlowRoom extends OpenRoom {
  readonly asked: { query: string; answer: (seqs: number[]) => void }[] = [];

  protected override ask(query: string): Promise<Answer> {
    return new Promise((resolve) => {
      this.asked.push({ query, answer: (seqs) => resolve({ results: seqs.map(said), head: 9 }) });
    });
  }
}

function said(seq: number): Message {
  return { id: seq, seq, room: 33, client_id: String(seq), body: "", html: "" } as unknown as Message;
}

function opened(): SlowRoom {
  const nothing = (): void => undefined;
  const session = {
    me: { id: 4 }, rooms: [], room: () => undefined, on: () => nothing, learn: nothing, setRooms: nothing,
    outbox: { rows: () => Promise.resolve([]) }, live: { watch: nothing, unwatch: nothing }, cache: { keep: nothing, keepSoon: nothing },
  };
  return new SlowRoom(session as unknown as Session, 33, null, nothing, nothing);
}

beforeEach(() => {
  const target = new EventTarget();
  vi.stubGlobal("document", Object.assign(target, { hidden: false }));
  vi.stubGlobal("addEventListener", () => undefined);
});

test("of two jumps the later one is shown, whichever answer comes first", async () => {
  const room = opened();
  const jumps = [room.open(10), room.open(200)];
  room.asked[1]!.answer([199, 200]);
  room.asked[0]!.answer([9, 10]);
  await Promise.all(jumps);
  expect(room.state.results.map((message) => message.seq)).toEqual([199, 200]);
});

test("older messages that come after a jump are not put before what one jumped to", async () => {
  const room = opened();
  room.state = { ...room.state, results: [said(101)], before: true };
  const older = room.older();
  const jump = room.open(10);
  room.asked[1]!.answer([9, 10]);
  await jump;
  room.asked[0]!.answer([99, 100]);
  await older;
  expect(room.state.results.map((message) => message.seq)).toEqual([9, 10]);
});
