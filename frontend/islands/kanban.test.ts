import { describe, expect, test } from "vitest";
import type { Entry } from "../types";
import { applied, behind, countIn, extended, matches, opened, refreshed, shown, withCard, withMoved, type Board, type Card, type Column, type Filter, type Told } from "./kanban-state";

const TODAY = "2026-11-29";
const STEP = 65536;
const card = (id: number, more: Partial<Card> = {}): Card => ({
  id, number: id, kind: "task", title: `مهمة ${id}`, column: 1, position: id * STEP, version: 1, organization: null, person: null, waiting_for: null,
  starts_on: null, due_on: null, progress: 0, labels: [], checks: 0, checked: 0, comments: 0, files: 0, moved_at: "2026-11-20T10:00:00Z", done_at: null, ...more,
});
const column = (id: number, more: Partial<Column> = {}): Column => ({ id, title: `عمود ${id}`, kind: "todo", position: id, limit: null, count: 0, found: 0, ...more });
const entry = (number: number, event: string, data: object): Entry => ({ stream: "project.1", number, event, actor: { person: 1, organization: 1 }, at: "2026-11-29T10:00:00Z", data: data as Record<string, unknown> });
const ids = (board: Board, of: number, moves: Parameters<typeof shown>[1] = []): number[] => shown(board, moves).get(of)!.map((each) => each.id);

/** What the server would keep, and tell: the truth against which the browser's state is held. */
class Server {
  readonly cards = new Map<number, Card>();
  readonly entries: Entry[] = [];

  constructor(readonly first = 50) {}

  told(filter: Filter = {}): Told {
    const columns = [1, 2, 3].map((id) => {
      const all = [...this.cards.values()].filter((each) => each.column === id).sort((a, b) => a.position - b.position || a.id - b.id);
      const found = all.filter((each) => matches(each, filter, TODAY));
      return { ...column(id, { count: all.length, found: found.length }), tasks: found.slice(0, this.first) };
    });
    return { head: this.entries.length, columns };
  }

  private tell(event: string, data: object): void {
    this.entries.push(entry(this.entries.length + 1, event, data));
  }

  create(id: number, more: Partial<Card> = {}): void {
    this.cards.set(id, card(id, more));
    this.tell("task_created", this.cards.get(id)!);
  }

  move(id: number, to: number, position: number): void {
    const held = this.cards.get(id)!;
    this.cards.set(id, { ...held, column: to, position, version: held.version + 1 });
    const counts = Object.fromEntries([held.column, to].map((each) => [each, [...this.cards.values()].filter((one) => one.column === each).length]));
    this.tell("task_moved", { from: held.column, counts, ...this.cards.get(id)! });
  }

  edit(id: number, more: Partial<Card>): void {
    const held = this.cards.get(id)!;
    this.cards.set(id, { ...held, ...more, version: held.version + 1 });
    this.tell("task_edited", this.cards.get(id)!);
  }

  remove(id: number): void {
    const held = this.cards.get(id)!;
    this.cards.delete(id);
    this.tell("task_deleted", { id, deleted: true, version: held.version + 1 });
  }
}

function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => (state = (state * 48271) % 2147483647) % most;
}

function happened(server: Server, seed: number, steps: number): void {
  const roll = dice(seed);
  for (let at = 0; at < steps; at += 1) {
    const known = [...server.cards.keys()];
    const one = known[roll(known.length)]!;
    const act = roll(10);
    if (act < 2) server.create(1000 + seed * 100 + at, { column: 1 + roll(3), position: roll(1000) * STEP });
    else if (act < 8) server.move(one, 1 + roll(3), roll(1000) * STEP + roll(STEP));
    else if (act < 9) server.edit(one, { title: `مهمة ${roll(5)}`, due_on: roll(2) ? "2026-11-01" : null });
    else if (known.length > 5) server.remove(one);
  }
}

describe("old state plus entries equals fresh state", () => {
  const filters: Filter[] = [{}, { late: true }, { q: "مهمه 3" }];
  test.each(filters.flatMap((filter) => [1, 2, 3, 4, 5].map((seed) => [filter, seed] as const)))("%j, course %i", (filter, seed) => {
    const server = new Server();
    for (let id = 1; id <= 20; id += 1) server.create(id);
    let board = opened(server.told(filter));
    happened(server, seed, 60);
    for (const each of server.entries) board = applied(board, each, filter, TODAY);
    const fresh = opened(server.told(filter));
    if (!board.isUnsure) expect(board.columns).toEqual(fresh.columns);
    for (const of of [1, 2, 3]) expect(ids(board, of)).toEqual(ids(fresh, of));
    expect(board.cards).toEqual(fresh.cards);
    expect(board.head).toBe(fresh.head);
  });

  test.each([1, 2, 3, 4, 5, 6])("also where only the first of a column are held, course %i", (seed) => {
    const server = new Server(8);
    for (let id = 1; id <= 20; id += 1) server.create(id);
    let board = opened(server.told());
    happened(server, seed, 40);
    for (const each of server.entries) board = applied(board, each, {}, TODAY);
    const all = [...server.cards.values()].sort((a, b) => a.position - b.position || a.id - b.id);
    for (const of of [1, 2, 3]) {
      const held = ids(board, of);
      expect(held).toEqual(all.filter((each) => each.column === of).map((each) => each.id).slice(0, held.length));
      if (!board.edges.has(of)) expect(held.length).toBe(all.filter((each) => each.column === of).length);
    }
    if (!board.isUnsure) expect(board.columns.map((each) => each.count)).toEqual(server.told().columns.map((each) => each.count));
  });
});

describe("versions", () => {
  const board = opened({ head: 5, columns: [{ ...column(1, { count: 1, found: 1 }), tasks: [card(1, { version: 4 })] }, { ...column(2), tasks: [] }] });

  test("an older one changes nothing, whenever it comes", () => {
    expect(withCard(board, card(1, { version: 3, column: 2 }), {}, TODAY).cards).toEqual(board.cards);
    expect(applied(board, entry(6, "task_moved", card(1, { version: 3, column: 2 })), {}, TODAY).cards).toEqual(board.cards);
  });

  test("an entry that is known already changes nothing", () => {
    expect(applied(board, entry(5, "task_moved", card(1, { version: 9, column: 2 })), {}, TODAY)).toBe(board);
  });

  test("a comment brings its number, without a new version", () => {
    expect(applied(board, entry(6, "comment_posted", { ...card(1, { version: 4, comments: 2 }), comment: 7 }), {}, TODAY).cards.get(1)!.comments).toBe(2);
  });

  test("one's own new card is counted once", () => {
    const made = withCard(board, card(9), {}, TODAY, true);
    const told = applied(made, entry(6, "task_created", card(9)), {}, TODAY);
    expect([made, told].map((each) => each.columns[0]!.count)).toEqual([2, 2]);
  });

  test("a board read before what is known is not taken", () => {
    const told: Told = { head: 4, columns: [{ ...column(1), tasks: [] }] };
    expect(refreshed(board, told)).toEqual({ ...board, isUnsure: true });
    expect(refreshed(board, { ...told, head: 7 }).cards.size).toBe(0);
  });

  test("columns changed, or numbers given anew: only the server can tell", () => {
    for (const told of [entry(6, "column_edited", column(1)), entry(6, "label_edited", { id: 1, name: "x" }), entry(6, "tasks_replanned", { id: 1, title: "x", count: 3 }), entry(6, "task_moved", { ...card(1, { version: 5 }), renumbered: true })]) expect(applied(board, told, {}, TODAY).isUnsure).toBe(true);
    expect(applied(board, entry(6, "document_added", { id: 4, title: "x" }), {}, TODAY)).toEqual({ ...board, head: 6 });
  });
});

describe("moves on their way", () => {
  const board = opened({ head: 1, columns: [{ ...column(1, { count: 3, found: 3 }), tasks: [card(1), card(2), card(3)] }, { ...column(2, { count: 1, found: 1 }), tasks: [card(4, { column: 2 })] }] });
  const move = (task: number, to: number, after: number | null) => ({ client_id: "x", task, column: to, after, base_version: 1 });

  test("stand where they will be; what stands is not touched", () => {
    expect(ids(board, 1, [move(3, 1, null)])).toEqual([3, 1, 2]);
    expect(ids(board, 2, [move(1, 2, 4)])).toEqual([4, 1]);
    expect(ids(board, 1, [move(1, 2, 4)])).toEqual([2, 3]);
    expect(ids(board, 1)).toEqual([1, 2, 3]);
  });

  test("one after the other; behind what is gone means at the end", () => {
    expect(ids(board, 2, [move(1, 2, 4), move(2, 2, 1)])).toEqual([4, 1, 2]);
    expect(ids(board, 2, [move(1, 2, 99)])).toEqual([4, 1]);
  });

  test("are counted once", () => {
    const counts = (moves: ReturnType<typeof move>[]) => board.columns.map((each) => countIn(board, each, moves));
    expect(counts([move(1, 2, null), move(1, 2, 4)])).toEqual([2, 2]);
    expect(counts([move(1, 2, null), move(1, 1, null)])).toEqual([3, 1]);
  });

  test("the nearest visible one before it is named", () => {
    const list = [card(1), card(2), card(3)];
    expect([0, 1, 2, 3, 9].map((place) => behind(list, place, 9))).toEqual([null, 1, 2, 3, 3]);
    expect([0, 1, 2].map((place) => behind(list, place, 1))).toEqual([null, 2, 3]);
  });
});

describe("a long column", () => {
  const told: Told = { head: 1, columns: [{ ...column(1, { count: 4, found: 4 }), tasks: [card(1), card(2)] }, { ...column(2, { count: 1, found: 1 }), tasks: [card(9, { column: 2 })] }] };

  test("comes on when asked for", () => {
    const board = extended(opened(told), 1, [card(3), card(4)], false);
    expect([ids(board, 1), board.edges.size]).toEqual([[1, 2, 3, 4], 0]);
  });

  test("what goes behind its edge goes out of sight, save what one put there oneself", () => {
    const far = card(9, { column: 1, position: 3.5 * STEP, version: 2 });
    expect(ids(withCard(opened(told), far, {}, TODAY), 1)).toEqual([1, 2]);
    const near = { ...far, position: 2.5 * STEP };
    expect(ids(withMoved(opened(told), near, 2, {}, TODAY), 1)).toEqual([1, 2, 9]);
  });
});

test("what is asked for", () => {
  const one = card(7, { title: "عروض أسعار لأسِرّة", organization: { id: 3 } as never, person: { id: 4 } as never, labels: [{ id: 5, name: "x", tint: "a" }], due_on: "2026-11-28" });
  const found = (filter: Filter): boolean => matches(one, filter, TODAY);
  expect([{}, { organization: 3 }, { person: 4 }, { label: 5 }, { late: true }, { q: "اسره عروض" }, { q: "7" }].map(found)).toEqual([true, true, true, true, true, true, true]);
  expect([{ organization: 4 }, { person: 3 }, { label: 6 }, { q: "رخصة" }].map(found)).toEqual([false, false, false, false]);
  expect(matches({ ...one, done_at: "2026-11-28T10:00:00Z" }, { late: true }, TODAY)).toBe(false);
});
