import { expect, test } from "vitest";
import { found, pressed, SHORTCUTS } from "./shortcuts";

const press = (key: string, code: string, more: Partial<KeyboardEvent> = {}): string => pressed({ key, code, shiftKey: false, altKey: false, ...more });

test("a key is known by its letter, and on an Arabic keyboard by its place", () => {
  expect(press("j", "KeyJ")).toBe("j");
  expect(press("ت", "KeyJ")).toBe("j");
  expect(press("J", "KeyJ", { shiftKey: true })).toBe("j");
  expect(press("ظ", "Slash")).toBe("/");
  expect(press("؟", "Slash", { shiftKey: true })).toBe("?");
  expect(press("?", "Slash", { shiftKey: true })).toBe("?");
  expect(press("+", "Equal", { shiftKey: true })).toBe("+");
  expect(press("ArrowDown", "ArrowDown", { altKey: true })).toBe("Alt ArrowDown");
});

test("other Latin layouts keep their letters", () => {
  expect(press("k", "KeyR")).toBe("k");
});

test("two keys make one shortcut, and the second alone another", () => {
  expect(found("r", "g")?.name).toBe("rooms");
  expect(found("r", "")?.name).toBe("reply");
  expect(found("g", "")).toBeNull();
});

test("no shortcut is there twice, and none begins another", () => {
  const keys = SHORTCUTS.map((each) => each.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((each) => keys.some((other) => other.startsWith(`${each} `)))).toEqual([]);
});
