import { expect, test } from "vitest";
import { bringsUpdate, isEnd, isUnsent, state, type Way } from "./note-state";

const way: Way = { open: true, synced: true, sent: 3, saved: 3, kept: false, ended: 0 };

test("saved is said only of what the server has stored", () => {
  expect(state(way, true)).toBe("saved");
  expect(state({ ...way, saved: 2 }, true)).toBe("waiting");
  expect(state({ ...way, synced: false }, true)).toBe("connecting");
});

test("without a line it says whether something waits here", () => {
  expect(state({ ...way, open: false }, false)).toBe("connecting");
  expect(state({ ...way, open: false }, true)).toBe("offline");
  expect(state({ ...way, open: false, kept: true }, true)).toBe("kept");
});

test("what the server ended is not tried again, and says why", () => {
  expect(state({ ...way, ended: 4401 }, true)).toBe("signed_out");
  expect(state({ ...way, ended: 4404 }, true)).toBe("gone");
  expect(state({ ...way, ended: 4413 }, true)).toBe("too_large");
  expect([4404, 4413, 1006, 1013, 4429].map(isEnd)).toEqual([true, true, false, false, false]);
});

test("unsent is what only this browser has", () => {
  expect([isUnsent(way), isUnsent({ ...way, saved: 2 }), isUnsent({ ...way, kept: true })]).toEqual([false, true, true]);
});

test("only updates are counted", () => {
  expect([[0, 0, 1], [0, 1, 2], [0, 2, 1], [1, 2, 0]].map((frame) => bringsUpdate(new Uint8Array(frame)))).toEqual([false, true, true, false]);
});
