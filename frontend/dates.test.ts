import { expect, test } from "vitest";
import { dayInWords, dayOf, momentInWords, shortly, timeOf } from "./dates";

test("days are Damascus days, with Levantine months", () => {
  expect(dayOf("2026-06-24T22:30:00Z")).toBe("2026-06-25");
  expect(dayInWords("2026-06-25", true)).toBe("الخميس 25 حزيران 2026");
  expect(dayInWords("2026-01-02", true)).toBe("الجمعة 2 كانون الثاني 2026");
});

test("today is told by its time, other days by day and month", () => {
  expect(timeOf("2026-06-25T07:04:00Z")).toBe("10:04");
  expect(momentInWords("2026-06-25T07:04:00Z", true)).toBe("الخميس 25 حزيران 2026، 10:04");
  expect(momentInWords("2026-06-25T07:04:00Z", false)).toMatch(/25 June 2026, 10:04$/);
  expect(shortly("2026-06-25T07:04:00Z", "2026-06-25", true)).toBe("10:04");
  expect(shortly("2026-06-20T07:04:00Z", "2026-06-25", true)).toBe("20 حزيران");
});
