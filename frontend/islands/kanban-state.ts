import { plain } from "../text";
import type { Entry, Organization, Person } from "../types";

/** A task as the journal tells it (projects/queries/tasks.py). */
export interface Card {
  id: number; number: number; kind: "task" | "milestone"; title: string; column: number; position: number; version: number;
  organization: Organization | null; person: Person | null; waiting_for: Organization | null;
  starts_on: string | null; due_on: string | null; progress: number; labels: { id: number; name: string; tint: string }[];
  checks: number; checked: number; comments: number; files: number; moved_at: string; done_at: string | null;
}
/** `count`: all tasks that stand in it; `found`: those that were asked for. */
export interface Column { id: number; title: string; kind: "todo" | "doing" | "waiting" | "done"; position: number; limit: number | null; count: number; found: number }
export interface Told { head: number; columns: (Column & { tasks: Card[] })[] }
export interface Filter { organization?: number | null; person?: number | null; label?: number | null; late?: boolean; q?: string }
/** Put a task behind another one, or first where `after` is null. */
export interface Move { client_id: string; task: number; column: number; after: number | null; base_version: number }
type Place = Pick<Card, "position" | "id">;
/** Of each column the cards up to its edge are held: behind it are more. Without an edge all are. `isUnsure` where only
 * the server can say what became of it. */
export interface Board { columns: Column[]; cards: ReadonlyMap<number, Card>; edges: ReadonlyMap<number, Place>; head: number; isUnsure: boolean }

export function opened(told: Told): Board {
  const cards = new Map(told.columns.flatMap((column) => column.tasks.map((card) => [card.id, card] as const)));
  const edges = told.columns.filter((column) => column.found > column.tasks.length && column.tasks.length > 0).map((column) => [column.id, placeOf(column.tasks.at(-1)!)] as const);
  return { columns: told.columns.map(({ id, title, kind, position, limit, count, found }) => ({ id, title, kind, position, limit, count, found })), cards, edges: new Map(edges), head: told.head, isUnsure: false };
}

/** More of a column, as the server gave it behind its edge. */
export function extended(board: Board, column: number, found: Card[], isMore: boolean): Board {
  const cards = new Map(board.cards);
  for (const card of found) if ((cards.get(card.id)?.version ?? -1) <= card.version && card.column === column) cards.set(card.id, card);
  const edges = new Map(board.edges);
  if (isMore && found.length) edges.set(column, placeOf(found.at(-1)!));
  else edges.delete(column);
  return { ...board, cards, edges };
}

/** The state after an entry of the project's stream. An entry not above `head` changes nothing. */
export function applied(board: Board, entry: Entry, filter: Filter, today: string): Board {
  if (entry.number <= board.head) return board;
  const next = { ...board, head: entry.number };
  if (/^(column|label|tasks)_/.test(entry.event)) return { ...next, isUnsure: true };
  const { counts, renumbered, ...facts } = entry.data as unknown as Card & { deleted?: true; from?: number; counts?: Record<string, number>; renumbered?: true };
  delete facts.from;
  if (facts.deleted && entry.event.startsWith("task_")) return agreed(without(next, facts.id, entry.event), filter);
  if (!isCard(facts)) return next;
  const columns = next.columns.map((each) => ({ ...each, count: counts?.[each.id] ?? each.count }));
  const isNew = entry.event === "task_created" || entry.event === "task_restored";
  const after = withCard({ ...next, columns }, facts, filter, today, isNew);
  return { ...after, isUnsure: after.isUnsure || Boolean(renumbered) };
}

/** Much happens to a task (a comment, a file, a tick): whatever it was, the entry brings all of its card. */
function isCard(facts: Partial<Card>): boolean {
  return typeof facts.column === "number" && typeof facts.position === "number" && typeof facts.version === "number";
}

/** A card as it stands now, from an entry or an answer. An older version than the one held changes nothing. */
export function withCard(board: Board, card: Card, filter: Filter, today: string, isNew = false): Board {
  const held = board.cards.get(card.id);
  if (held && held.version > card.version) return agreed(board, filter);
  const isFound = matches(card, filter, today);
  const cards = new Map(board.cards);
  cards.delete(card.id);
  if (isFound && isBefore(board.edges.get(card.column), card)) cards.set(card.id, card);
  const wasCounted = held !== undefined;
  // Of one that was not held only the server knows whether it had been counted behind an edge.
  const isUnknown = !held && !isNew && board.edges.size > 0 && !isAll(filter);
  const step = (column: Column): Column => ({
    ...column,
    count: column.count + (isNew && !wasCounted && column.id === card.column ? 1 : 0),
    found: column.found - (held?.column === column.id ? 1 : 0) + (isFound && column.id === card.column ? 1 : 0),
  });
  return agreed({ ...board, cards, columns: board.columns.map(step), isUnsure: board.isUnsure || isUnknown }, filter);
}

/** A card where one has just put it: behind the last of those that are held it stays in sight. */
export function withMoved(board: Board, card: Card, after: number | null, filter: Filter, today: string): Board {
  const edge = board.edges.get(card.column);
  const edges = edge && edge.id === after ? new Map(board.edges).set(card.column, placeOf(card)) : board.edges;
  return withCard({ ...board, edges }, card, filter, today);
}

/** The board fetched anew. One that was read before what is known already is of no use. */
export function refreshed(board: Board, told: Told): Board {
  return told.head < board.head ? { ...board, isUnsure: true } : opened(told);
}

function without(board: Board, id: number, event: string): Board {
  const held = board.cards.get(id);
  if (!held) return event === "task_deleted" ? { ...board, isUnsure: true } : board;
  const cards = new Map(board.cards);
  cards.delete(id);
  const columns = board.columns.map((column) => (column.id === held.column ? { ...column, count: column.count - 1, found: column.found - 1 } : column));
  return { ...board, cards, columns };
}

/** Where nothing is narrowed, all are found. */
function agreed(board: Board, filter: Filter): Board {
  return isAll(filter) ? { ...board, columns: board.columns.map((column) => ({ ...column, found: column.count })) } : board;
}

export function isAll(filter: Filter): boolean {
  return !filter.organization && !filter.person && !filter.label && !filter.late && !filter.q?.trim();
}

function placeOf({ position, id }: Place): Place {
  return { position, id };
}

function inOrder(one: Place, other: Place): number {
  return one.position - other.position || one.id - other.id;
}

function isBefore(edge: Place | undefined, card: Card): boolean {
  return !edge || inOrder(card, edge) <= 0;
}

/** Is it among what was asked for? As projects/queries/board.py narrows. */
export function matches(card: Card, filter: Filter, today: string): boolean {
  if (filter.organization && card.organization?.id !== filter.organization) return false;
  if (filter.person && card.person?.id !== filter.person) return false;
  if (filter.label && !card.labels.some((label) => label.id === filter.label)) return false;
  if (filter.late && !isLate(card, today)) return false;
  const words = plain(filter.q ?? "").split(/\s+/).filter(Boolean);
  return (words.length === 1 && words[0] === String(card.number)) || words.every((word) => plain(card.title).includes(word));
}

export function isLate(card: Card, today: string): boolean {
  return !card.done_at && card.due_on !== null && card.due_on < today;
}

/** The cards of each column as they are shown: what stands, with what is on its way (and under the hand) put where it goes. */
export function shown(board: Board, moves: Pick<Move, "task" | "column" | "after">[]): Map<number, Card[]> {
  const lists = new Map(board.columns.map((column) => [column.id, [] as Card[]]));
  for (const card of [...board.cards.values()].sort(inOrder)) lists.get(card.column)?.push(card);
  for (const move of moves) {
    const card = board.cards.get(move.task);
    const list = lists.get(move.column);
    if (!card || !list) continue;
    for (const [id, others] of lists) lists.set(id, others.filter((each) => each.id !== card.id));
    put(lists.get(move.column)!, card, move.after);
  }
  return lists;
}

function put(list: Card[], card: Card, after: number | null): void {
  const at = after === null ? -1 : list.findIndex((each) => each.id === after);
  if (after !== null && at < 0) list.push(card);
  else list.splice(at + 1, 0, card);
}

/** How many stand in a column once what is on its way has arrived. */
export function countIn(board: Board, column: Column, moves: Pick<Move, "task" | "column">[]): number {
  const goes = new Map(moves.map((move) => [move.task, move.column]));
  let count = column.count;
  for (const [task, to] of goes) {
    const from = board.cards.get(task)?.column;
    if (from === column.id && to !== column.id) count -= 1;
    if (from !== undefined && from !== column.id && to === column.id) count += 1;
  }
  return count;
}

/** Behind which visible card a place in a list is; the one under the hand counts for nothing. */
export function behind(list: Card[], place: number, task: number): number | null {
  const others = list.filter((card) => card.id !== task);
  return others[Math.min(place, others.length) - 1]?.id ?? null;
}
