import { expect, test } from "vitest";
import { wholeWords } from "./whole-words";

const TEXT = "تتحمل الجهة نفقات الانتقال.";
const words = (start: number, end: number): string => TEXT.slice(...wholeWords(TEXT, start, end));

test("a selection grows to the words it touches", () => {
  expect(words(8, 14)).toBe("الجهة نفقات");
  expect(words(0, 2)).toBe("تتحمل");
  expect(words(20, TEXT.length)).toBe("الانتقال.");
});

test("spaces at its ends are no words", () => {
  expect(words(5, 12)).toBe("الجهة");
  expect(words(5, 6)).toBe("");
});
