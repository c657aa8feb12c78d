import { isArabic, show } from "./page";

/** «1.2 ميغابايت»: a size as people read it, in the reader's words and digits. */
export function sizeOf(bytes: number): string {
  const language = isArabic ? "ar-SY-u-nu-latn" : "en";
  const isLarge = bytes >= 1024 * 1024;
  const number = isLarge ? bytes / 1024 ** 2 : Math.max(1, Math.round(bytes / 1024));
  const words = new Intl.NumberFormat(language, { style: "unit", unit: isLarge ? "megabyte" : "kilobyte", unitDisplay: "long", maximumFractionDigits: 1 });
  return show(words.format(number));
}
