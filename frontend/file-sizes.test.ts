import { expect, test } from "vitest";
import { sizeOf } from "./file-sizes";

/** As accounts/templatetags/digits.py writes them (tests/accounts/test_digits.py). */
test("sizes are written as the server writes them", () => {
  expect([1, 12_600, 1024 ** 2, 1_310_720].map(sizeOf)).toEqual(["1 كيلوبايت", "12 كيلوبايت", "1 ميغابايت", "1.3 ميغابايت"]);
});
