import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "./api";
import { Moves, type Moved } from "./moves";
import type { Move } from "./islands/kanban-state";

const move = (id: string, more: Partial<Move> = {}): Move => ({ client_id: id, task: 1, column: 2, after: null, base_version: 1, ...more });
const answer = (made: Move): Moved => ({ client_id: made.client_id, column: made.column, position: 1, version: made.base_version + 1, head: 1, task: {} as never });
let kept: Map<string, string>;
const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text), removeItem: (key: string) => void kept.delete(key) };

function queue(send: (made: Move) => Promise<Moved>) {
  const told = { changed: vi.fn(), moved: vi.fn(), refused: vi.fn() };
  return { told, moves: new Moves("moves", told, send, store) };
}

beforeEach(() => {
  kept = new Map();
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

test("moves go one after the other; the second of a card is based on what the first made", async () => {
  const sent: Move[] = [];
  const { moves, told } = queue((made) => (sent.push(made), Promise.resolve(answer(made))));
  moves.add(move("a"));
  moves.add(move("b", { column: 3 }));
  await vi.runAllTimersAsync();
  expect(sent.map((each) => [each.client_id, each.base_version])).toEqual([["a", 1], ["b", 2]]);
  expect(told.moved).toHaveBeenCalledTimes(2);
  expect([moves.waiting, kept.size]).toEqual([[], 0]);
});

test("without a line a move waits, also over a reload, and is sent once with the same id", async () => {
  let isCut = true;
  const sent: string[] = [];
  const send = (made: Move): Promise<Moved> => (isCut ? Promise.reject(new TypeError("no line")) : (sent.push(made.client_id), Promise.resolve(answer(made))));
  const first = queue(send);
  first.moves.add(move("a"));
  await vi.advanceTimersByTimeAsync(0);
  expect([first.moves.isStuck, first.moves.waiting.length]).toEqual([true, 1]);
  const again = queue(send);
  expect(again.moves.waiting).toEqual([move("a")]);
  isCut = false;
  await again.moves.drain();
  expect([sent, again.moves.waiting, again.moves.isStuck]).toEqual([["a"], [], false]);
});

test("a server that cannot is asked again, and as late as it says", async () => {
  let tries = 0;
  const { moves } = queue((made) => (tries++ ? Promise.resolve(answer(made)) : Promise.reject(new Refusal(429, "too_soon", "", 9))));
  moves.add(move("a"));
  await vi.advanceTimersByTimeAsync(8900);
  expect(tries).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect([tries, moves.waiting]).toEqual([2, []]);
});

test("what is refused is taken back, and the next one goes on", async () => {
  const { moves, told } = queue((made) => (made.client_id === "a" ? Promise.reject(new Refusal(409, "column_full", "ممتلئ")) : Promise.resolve(answer(made))));
  moves.add(move("a"));
  moves.add(move("b", { task: 5 }));
  await vi.runAllTimersAsync();
  expect(told.refused).toHaveBeenCalledWith(expect.objectContaining({ code: "column_full" }), move("a"));
  expect(told.moved).toHaveBeenCalledWith(expect.objectContaining({ client_id: "b" }), move("b", { task: 5 }));
  expect(moves.waiting).toEqual([]);
});
