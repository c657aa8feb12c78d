import { expect, test } from "vitest";
import type { Poll } from "../types";
import { isChanged, isOpen, shareOf, ticked } from "./poll-state";

const poll: Poll = { id: 1, question: "", options: [{ id: 7, text: "", votes: 2 }], multiple: false, anonymous: false, per_organization: false, closes_at: null, closed_at: null, voters: 3 };
const mine = { has_voted: true, mine: [7], can_vote: true, can_close: false };

test("a poll is open until its time comes or somebody closes it", () => {
  expect(isOpen(poll)).toBe(true);
  expect(isOpen({ ...poll, closed_at: "2026-11-22T10:00:00Z" })).toBe(false);
  expect(isOpen({ ...poll, closes_at: "2026-11-22T10:00:00Z" }, Date.parse("2026-11-22T10:00:00Z"))).toBe(false);
});

test("shares are of those who voted; untold counts have none", () => {
  expect(shareOf(poll, { votes: 2 })).toBe(67);
  expect(shareOf({ ...poll, voters: 0 }, { votes: 0 })).toBe(0);
  expect(shareOf(poll, { votes: null })).toBeNull();
});

test("one choice replaces the other, several stand beside each other", () => {
  expect(ticked([7], 9, true, false)).toEqual([9]);
  expect(ticked([9], 7, true, true)).toEqual([7, 9]);
  expect(ticked([7, 9], 7, false, true)).toEqual([9]);
});

test("the same vote again is not sent, taking it back is", () => {
  expect(isChanged([7], mine)).toBe(false);
  expect(isChanged([9], mine)).toBe(true);
  expect(isChanged([], mine)).toBe(true);
  expect(isChanged([], null)).toBe(false);
});
