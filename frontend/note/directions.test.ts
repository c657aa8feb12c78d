import { expect, test } from "vitest";
import { directionOf } from "./directions";

test("the first letter decides, whatever stands before it", () => {
  expect(["15 كانون الأول", "Budget: 12,500", "٣ - قرار", "12:30", ""].map(directionOf)).toEqual(["rtl", "ltr", "rtl", null, null]);
});
