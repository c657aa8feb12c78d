import { expect, test } from "vitest";
import { asClock, lateBy, leftOf } from "./meeting-clock";

const at = (clock: string): number => Date.parse(`2026-06-25T${clock}Z`);

test("an item that began late is late by that much until its own end has passed", () => {
  const told = { late: "360", due: "2026-06-25T10:00:00Z" };
  expect(lateBy(told, at("09:55:00"))).toBe(360);
  expect(lateBy(told, at("10:06:00"))).toBe(360);
  expect(lateBy(told, at("10:10:00"))).toBe(600);
});

test("before an item is taken up only what has passed counts", () => {
  expect(lateBy({ due: "2026-06-25T10:00:00Z" }, at("09:58:00"))).toBe(-120);
  expect(lateBy({}, at("09:58:00"))).toBe(-Infinity);
});

test("a turn runs down, and over", () => {
  const told = { since: "2026-06-25T10:00:00Z", turn: "180" };
  expect([at("09:59:58"), at("10:01:18"), at("10:03:08")].map((now) => asClock(leftOf(told, now)))).toEqual(["3:00", "1:42", "−0:08"]);
});
