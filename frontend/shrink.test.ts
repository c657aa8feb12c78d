import { expect, test } from "vitest";
import { shrunk } from "./shrink";

test("what is no photo, is small, or cannot be drawn stays as it is", async () => {
  for (const file of [new File(["x"], "a.pdf", { type: "application/pdf" }), new File(["x"], "a.jpg", { type: "image/jpeg" }), new File([new Uint8Array(400_000)], "b.jpg", { type: "image/jpeg" })]) {
    expect(await shrunk(file)).toBe(file);
  }
});
