import { expect, test } from "vitest";
import { excerpt, mentionAt, withoutLinks } from "../text";
import type { Message } from "../types";
import { body, editing, empty, left, mentioned, remaining, typed } from "./composer-state";

const sana = { kind: "person" as const, id: 4, name: "سناء رمضان", detail: "", href: "/people/4/" };

test("a chosen name is shown plainly and sent as a mention", () => {
  const state = typed(empty(33), "أهلاً @سنا");
  const { state: after, caret } = mentioned(state, sana, 6, 10);
  expect(after.text).toBe("أهلاً @سناء رمضان ");
  expect(caret).toBe(after.text.length);
  expect(body(after)).toBe("أهلاً [@سناء رمضان](/people/4/)");
});

test("a name that was deleted again mentions nobody", () => {
  const { state } = mentioned(typed(empty(33), "@س"), sana, 0, 2);
  expect(typed(state, "بلا أحد").mentions).toEqual({});
});

test("editing shows names and keeps where they lead", () => {
  const state = editing(empty(33), { body: "شكراً [@سناء رمضان](/people/4/)" } as Message);
  expect(state.text).toBe("شكراً @سناء رمضان");
  expect(body(state)).toBe("شكراً [@سناء رمضان](/people/4/)");
});

test("nothing to say and too much to say are not sent", () => {
  expect(body(typed(empty(33), "  \n "))).toBeNull();
  const long = typed(empty(33), "م".repeat(8001));
  expect([body(long), left(long)]).toEqual([null, -1]);
});

test("a mention is looked for after an @ that begins a word", () => {
  expect(mentionAt("أهلاً @سنا", 10)).toEqual({ query: "سنا", start: 6 });
  expect(mentionAt("a@b", 3)).toBeNull();
});

test("an excerpt is one plain line", () => {
  expect(excerpt("**40 أسرة**\nفي [تل رفعت](/places/1/)")).toBe("40 أسرة في تل رفعت");
  expect(excerpt("م".repeat(100))).toHaveLength(90);
  expect(withoutLinks("[@سناء](/people/4/) [رابط](https://a.example)")).toBe("@سناء [رابط](https://a.example)");
});

test("what is typed while the words are being stored stays in the field", () => {
  const sent = typed(empty(3), "أرسلنا");
  expect(remaining(sent, sent).text).toBe("");
  expect(remaining(typed(sent, "أرسلنا وبقي"), sent).text).toBe("وبقي");
  expect(remaining(typed(sent, "غيرها"), sent).text).toBe("غيرها");
});
