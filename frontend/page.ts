import type { Me } from "./types";

/** The object that a template left in <script type="application/json" id=…>, or `instead` of nothing and of null. */
export function given<T>(id: string, instead: T): T {
  const text = globalThis.document?.querySelector(`script[id="${id}"]`)?.textContent; // a heading may bear the same name
  return text ? ((JSON.parse(text) as T | null) ?? instead) : instead;
}

export const me = given<Me | null>("me", null);
const words = given<Record<string, string>>("words", {});
const language = globalThis.document?.documentElement.lang || "ar";
const plural = new Intl.PluralRules(language);

/** What a part of a page that came later says. */
export const learnWords = (more: Record<string, string>): void => void Object.assign(words, more);

/** The words of that name in the reader's language, with {values} filled in. */
export function say(name: string, values: Record<string, string | number> = {}): string {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? show(values[key]!) : whole));
}

/** A counted thing in the form its number asks for: «رسالتان», «3 رسائل». */
export function count(name: string, number: number, values: Record<string, string | number> = {}): string {
  return say(`${name}.${plural.select(number)}`, { ...values, number });
}

/** Digits of a number or text in the set the reader chose. */
export function show(value: string | number): string {
  const text = String(value);
  return me?.digits === "arabic" ? text.replace(/[0-9]/g, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!) : text;
}

/** Call when the page is about to go: left by a link, closed, or put away on a phone, which tells of it only once. */
export function leaving(act: () => void): () => void {
  const clicked = (event: Event): void => void ((event.target as Element | null)?.closest?.("a[href], form") && act());
  const hid = (): void => void (document.hidden && act());
  addEventListener("pagehide", act);
  document.addEventListener("visibilitychange", hid);
  document.addEventListener("click", clicked, true);
  return () => {
    removeEventListener("pagehide", act);
    document.removeEventListener("visibilitychange", hid);
    document.removeEventListener("click", clicked, true);
  };
}

export const isArabic = language.startsWith("ar");
export const isPhone = (): boolean => matchMedia("(pointer: coarse)").matches;
