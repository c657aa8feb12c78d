import { expect, test } from "vitest";
import { sumOf, wholeNumber } from "./counts-state";

test("numbers are read with any digits", () => {
  expect(["12", "١٢", "۱۲", " 12 ", "1,250", "١٬٢٥٠", ""].map(wholeNumber)).toEqual([12, 12, 12, 12, 1250, 1250, 0]);
});

test("what is no whole number is none", () => {
  expect(["1.5", "-3", "كثير", "1,5", "12345678901234"].map(wholeNumber)).toEqual([null, null, null, null, null]);
});

test("a grid is added up, and is no sum while something in it is no number", () => {
  expect(sumOf(["10", "", "٥"])).toBe(15);
  expect(sumOf(["10", "x"])).toBeNull();
  expect(sumOf([])).toBe(0);
});
