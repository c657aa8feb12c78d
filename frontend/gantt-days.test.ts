import { expect, test } from "vitest";
import { changed, changesPlan, daysOf, later, step } from "./gantt-days";

const days = { starts: "2026-11-29", due: "2026-12-02" };

test("days go over the end of a month and of a year", () => {
  expect(later("2026-12-30", 3)).toBe("2027-01-02");
  expect(later("", 3)).toBe("");
});

test("a task is moved as a whole, or its end alone", () => {
  expect(changed(days, 2, "move")).toEqual({ starts: "2026-12-01", due: "2026-12-04" });
  expect(changed(days, 2, "longer")).toEqual({ starts: "2026-11-29", due: "2026-12-04" });
  expect(changed(days, -9, "longer")).toEqual({ starts: "2026-11-29", due: "2026-11-29" });
});

test("what has one day only gets a length when it is made longer, and keeps its one day when it is moved", () => {
  expect(changed({ starts: "", due: "2026-12-02" }, 1, "move")).toEqual({ starts: "", due: "2026-12-03" });
  expect(changed({ starts: "", due: "2026-12-02" }, 1, "longer")).toEqual({ starts: "2026-12-02", due: "2026-12-03" });
});

test("to the left is later where time runs from right to left", () => {
  expect(daysOf(-16, 8, -1)).toBe(2);
  expect(daysOf(-16, 8, 1)).toBe(-2);
  expect(daysOf(3, 8, -1)).toBe(0);
  expect([step("ArrowLeft", -1), step("ArrowLeft", 1), step("Enter", 1)]).toEqual([1, -1, 0]);
});

test("what changes the plan is told, what is only said about it is not", () => {
  expect(["tasks_replanned", "task_edited", "dependency_added", "partner_left", "note_saved"].map(changesPlan)).toEqual([true, true, true, false, false]);
});
