import { expect, test } from "vitest";
import type { Card } from "./kanban-state";
import { daysOf, nearDay, takes } from "./kanban-words";

const NOW = "2026-11-29"; // a Sunday
const card = (more: Partial<Card>): Card => ({ due_on: null, done_at: null, moved_at: "2026-11-23T22:30:00Z", ...more }) as Card;

test("a day is said as one would say it", () => {
  expect(["2026-11-29", "2026-11-30", "2026-12-01", "2026-12-05", "2026-12-06", "2027-01-02"].map((day) => nearDay(day, NOW)))
    .toEqual(["kanban.today", "kanban.tomorrow", "الثلاثاء", "السبت", "6 كانون الأول", "2 كانون الثاني 2027"]);
});

test("late comes before waiting, and done before both", () => {
  const late = card({ due_on: "2026-11-26" });
  expect(daysOf(late, "todo", NOW)?.tone).toBe("brick");
  expect(daysOf(late, "waiting", NOW)?.tone).toBe("brick");
  expect(daysOf({ ...late, done_at: "2026-11-27T23:30:00Z" }, "done", NOW)).toEqual({ words: "✓ 28 تشرين الثاني", tone: "" });
  expect(daysOf(card({}), "waiting", NOW)?.words).toMatch(/^kanban\.since\./);
  expect(daysOf(card({ moved_at: "2026-11-29T05:00:00Z" }), "waiting", NOW)?.words).toBe("kanban.since_today");
  expect(daysOf(card({}), "todo", NOW)).toBeNull();
});

test("a column says how many it takes, where it takes so many", () => {
  expect([takes(4, null), takes(3, 3)]).toEqual(["4", "kanban.takes"]);
});
