import { expect, test } from "vitest";
import { arrowed } from "./kanban-keys";
import type { Column } from "./kanban-state";

const columns = [1, 2, 3].map((id) => ({ id }) as Column);
const go = (key: string, at: { column: number; place: number }, isRtl: boolean) => Object.values(arrowed(key, at, columns, (id) => id, isRtl));

test("from right to left the next column stands to the left", () => {
  expect(go("ArrowLeft", { column: 1, place: 0 }, true)).toEqual([2, 0]);
  expect(go("ArrowRight", { column: 2, place: 2 }, true)).toEqual([1, 1]);
  expect(go("ArrowRight", { column: 1, place: 0 }, true)).toEqual([1, 0]);
});

test("from left to right it stands to the right", () => {
  expect(go("ArrowRight", { column: 1, place: 1 }, false)).toEqual([2, 1]);
  expect(go("ArrowLeft", { column: 1, place: 1 }, false)).toEqual([1, 1]);
});

test("up and down stop at the ends", () => {
  expect(go("ArrowUp", { column: 3, place: 0 }, true)).toEqual([3, 0]);
  expect(go("ArrowDown", { column: 3, place: 3 }, true)).toEqual([3, 3]);
  expect(go("ArrowDown", { column: 3, place: 1 }, true)).toEqual([3, 2]);
});
