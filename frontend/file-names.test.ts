import { expect, test } from "vitest";
import { parted } from "./file-names";

test("a file's name without its ending, and the ending", () => {
  expect(parted("كشف 2026.xlsx")).toEqual({ stem: "كشف 2026", ending: "XLSX" });
  expect(parted("تقرير.pdf.exe")).toEqual({ stem: "تقرير.pdf", ending: "EXE" });
  expect(parted("بلا نهاية")).toEqual({ stem: "بلا نهاية", ending: "" });
  expect(parted("12.5 طن")).toEqual({ stem: "12.5 طن", ending: "" });
});
