import { describe, expect, it } from "vitest";
import { isPlain } from "./digits";

describe("which texts take the reader's digits", () => {
  it.each(["83 جهة", "25 حزيران 2025", "10:04", "40%", "1,150 أسرة"])("%s does", (text) => expect(isPlain(text)).toBe(true));
  it.each(["N-7K3QF", "Homs-2", "a1", "3G", "basel@2.example", "بلا أرقام"])("%s does not", (text) => expect(isPlain(text)).toBe(false));
});
