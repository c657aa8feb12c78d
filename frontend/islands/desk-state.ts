import type { Entry } from "../types";

/** Somebody who may come, as the desk keeps them on its device. */
export interface Delegate { id: number; code: string; name: string; post: string; role: string; organization: { id: number; name: string }; arrived_at: string | null }
export interface Desk { head: number; people: Delegate[] }
/** What was done at the desk and the server does not know yet. `at` is this device's clock, in milliseconds. */
export interface Arrival { key: string; delegate: number | null; code: string; at: number; arrived: boolean }
export interface Counts { arrived: number; people: number; organizations: number }

const LETTERS = /^[2-9A-HJKMNP-TV-Z]{8}$/;
const MOVES = new Set(["delegate_arrived", "delegate_arrival_undone"]);
const LISTS = new Set(["delegate_named", "delegate_edited", "delegate_replaced", "delegate_taken_off", "delegation_declined", "delegation_withdrawn"]);

/** The page may be older than what this device kept since. */
export const newest = (one: Desk, other: Desk | undefined): Desk => (other && other.head > one.head ? other : one);

/** An arrival told by another desk changes one person; a changed list is to be fetched anew. */
export function applied(desk: Desk, entry: Entry): { desk: Desk; isStale: boolean } {
  if (entry.number <= desk.head) return { desk, isStale: false };
  const data = entry.data as { id?: number; arrived_at?: string | null };
  const people = MOVES.has(entry.event) ? desk.people.map((each) => (each.id === data.id ? { ...each, arrived_at: data.arrived_at ?? null } : each)) : desk.people;
  return { desk: { head: entry.number, people }, isStale: LISTS.has(entry.event) };
}

export const withPerson = (desk: Desk, person: Delegate): Desk => ({ ...desk, people: desk.people.map((each) => (each.id === person.id ? person : each)) });

/** As it will be when the server has heard all that waits: the first arrival counts, the last word stands. */
export function withWaiting(people: Delegate[], waiting: Arrival[]): Delegate[] {
  const moves = new Map<number, Arrival[]>();
  for (const each of waiting) if (each.delegate !== null) moves.set(each.delegate, [...(moves.get(each.delegate) ?? []), each]);
  return people.map((each) => (moves.get(each.id) ?? []).reduce((so, { arrived, at }) => ({ ...so, arrived_at: arrived ? (so.arrived_at ?? new Date(at).toISOString()) : null }), each));
}

/** A code as it is kept (D-7K3Q-F9XM) of what was scanned or typed; "" where it is none. */
export function codeOf(text: string): string {
  const plain = text.replace(/[٠-٩]/g, (digit) => String("٠١٢٣٤٥٦٧٨٩".indexOf(digit))).toUpperCase().replace(/[^0-9A-Z]/g, "");
  const drawn = plain.length === 9 && plain.startsWith("D") ? plain.slice(1) : plain;
  return LETTERS.test(drawn) ? `D-${drawn.slice(0, 4)}-${drawn.slice(4)}` : "";
}

export const byCode = (people: Delegate[], code: string): Delegate | undefined => people.find((each) => each.code === code);

/** One spelling for what people type differently. */
const plain = (text: string): string => text.toLowerCase().replace(/[\u064b-\u0652\u0640]/g, "").replace(/[أإآ]/g, "ا").replace(/ة/g, "ه").replace(/ى/g, "ي");

/** By name, organisation or the beginning of the code; every word must occur. */
export function matching(people: Delegate[], text: string): Delegate[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return people.filter((each) => {
    const known = plain(`${each.name} ${each.organization.name} ${each.code} ${each.code.replace(/-/g, "")}`);
    return words.every((word) => known.includes(word));
  });
}

export function countsOf(people: Delegate[]): Counts {
  const here = people.filter((each) => each.arrived_at);
  return { arrived: here.length, people: people.length, organizations: new Set(here.map((each) => each.organization.id)).size };
}
