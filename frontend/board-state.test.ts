import { expect, test } from "vitest";
import { counted, progress, step, type NeedFacts } from "./board-state";

const line = { id: 1, amount: "160", promised: "100", received: "60" };

test.each<[string, NeedFacts, string | undefined, string]>([
  ["need_opened", { id: 5, is_narrow: true }, undefined, "news"],
  ["pledge_proposed", { id: 5, status: "open", lines: [line] }, undefined, "nothing"],
  ["pledge_proposed", { id: 5, status: "open", lines: [line] }, "open", "apply"],
  ["need_covered", { id: 5, status: "covered", lines: [line] }, "open", "fetch"],
  ["pledge_proposed", { id: 5, is_narrow: true }, "open", "fetch"],
  ["need_edited", { id: 5, status: "open", lines: [line] }, "open", "fetch"],
  ["need_cancelled", { id: 5, deleted: true }, "open", "fetch"],
  ["need_counted", { id: 5, status: "open", is_narrow: true, amounts: { 1: [0, 0, 0] } }, "open", "apply"],
  ["need_counted", { id: 5, status: "covered", is_narrow: true, amounts: { 1: [0, 0, 0] } }, "open", "fetch"],
  ["offer_opened", { id: 5 }, undefined, "nothing"],
])("%s on a page", (event, facts, shown, wanted) => {
  expect(step(event, facts, shown)).toBe(wanted);
});

test("a line's bar and words", () => {
  expect(progress(line)).toEqual({ arrived: 37, promised: 25, amounts: { arrived: 60, promised: 40, left: 60 } });
  expect(progress({ ...line, promised: "170.5", received: "0" })).toEqual({ arrived: 0, promised: 100, amounts: { arrived: 0, promised: 170.5, left: 0 } });
});

test("amounts in thousandths of the base unit are told in the line's own", () => {
  expect(progress(counted(1, 3_200_000, 20, [2_000_000, 1_500_000, 1_200_000]))).toEqual(progress(line));
});

test("applying the same numbers twice changes nothing", () => {
  expect(progress(line)).toEqual(progress({ ...line }));
});
