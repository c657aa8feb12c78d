import { expect, test } from "vitest";
import { peaksOf } from "./recorder";

test("a waveform has 64 letters, whatever was heard", () => {
  for (const many of [0, 1, 7, 64, 9000]) expect(peaksOf(Array.from({ length: many }, () => 0.5))).toMatch(/^[A-Za-z0-9_-]{64}$/);
});

test("the loudest is full, silence is flat", () => {
  expect(peaksOf([...Array<number>(64).fill(0.1), ...Array<number>(64).fill(0.5)])).toBe("N".repeat(32) + "_".repeat(32));
  expect(peaksOf(Array<number>(200).fill(0))).toBe("A".repeat(64));
});
