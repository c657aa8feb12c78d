/** Every shortcut of the keyboard: what is pressed, and where it leads or what it is called by. The sheet lists this table. */
export interface Shortcut { name: string; keys: string; /** The main place it opens. */ to?: string }
export const SHORTCUTS: readonly Shortcut[] = [
  { name: "sheet", keys: "?" },
  { name: "search", keys: "/" },
  { name: "find", keys: "g s", to: "/search/" },
  { name: "home", keys: "g h", to: "/" },
  { name: "rooms", keys: "g r", to: "/rooms/" },
  { name: "directory", keys: "g d", to: "/organizations/" },
  { name: "notifications", keys: "g n", to: "/notifications/" },
  { name: "settings", keys: "g e", to: "/settings/" },
  { name: "next_message", keys: "j" },
  { name: "previous_message", keys: "k" },
  { name: "newest", keys: "n" },
  { name: "reply", keys: "r" },
  { name: "react", keys: "+" },
  { name: "menu", keys: "m" },
  { name: "edit_last", keys: "e" },
  { name: "write", keys: "c" },
  { name: "panel", keys: "i" },
  { name: "next_unread", keys: "Alt ArrowDown" },
  { name: "previous_unread", keys: "Alt ArrowUp" },
  { name: "leave_field", keys: "Escape" },
];
const OFF = "multaqa-keys";
const PATIENCE = 1500;
const SIGNS: Record<string, string> = { Slash: "/", Equal: "=" };
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], dialog[open]";
const acts = new Map<string, () => void>();
let begun = "";
let beganAt = 0;

/** What a page does when that shortcut is pressed; one that no page answers does nothing. */
export function onShortcut(name: string, act: () => void): void {
  acts.set(name, act);
}

/** Single letters may be in the way of speech input and screen readers (WCAG 2.1.4); a keyboard belongs to a device. */
export function lettersAreOff(): boolean {
  return localStorage.getItem(OFF) === "off";
}

export function switchLetters(isOff: boolean): void {
  if (isOff) localStorage.setItem(OFF, "off");
  else localStorage.removeItem(OFF);
}

/** The pressed key as the table names it: a letter by its place on the keyboard where the layout has none of ours (Arabic). */
export function pressed(event: Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "altKey">): string {
  const isOurs = /^[\x21-\x7e]$/.test(event.key);
  const placed = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? SIGNS[event.code];
  let key = isOurs ? event.key.toLowerCase() : placed ?? event.key;
  if (!isOurs && event.shiftKey) key = { "/": "?", "=": "+" }[key] ?? key;
  return event.altKey ? `Alt ${key}` : key;
}

/** The shortcut that ends with this key, null for none; `before` is the key before it, if that was a moment ago. */
export function found(key: string, before: string): Shortcut | null {
  return SHORTCUTS.find((each) => each.keys === (before ? `${before} ${key}` : key)) ?? null;
}

function perform(shortcut: Shortcut): boolean {
  const place = shortcut.to && document.querySelector<HTMLAnchorElement>(`.rail a[href="${shortcut.to}"]`);
  if (place) place.click();
  else acts.get(shortcut.name)?.();
  return Boolean(place) || acts.has(shortcut.name);
}

function heard(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
  const key = pressed(event);
  const isLetter = key.length === 1;
  const target = event.target as Element;
  if (isLetter && (lettersAreOff() || target.closest(TYPING))) return;
  if (!isLetter && target.closest("dialog[open], [role=menu], select")) return;
  const shortcut = found(key, Date.now() - beganAt < PATIENCE ? begun : "") ?? found(key, "");
  begun = shortcut || !isLetter ? "" : key;
  beganAt = Date.now();
  if (shortcut && perform(shortcut) && key !== "Escape") event.preventDefault();
}

export function listenForShortcuts(): void {
  document.addEventListener("keydown", heard);
  onShortcut("sheet", () => void import("./shortcut-sheet").then((module) => module.showSheet()));
  onShortcut("search", goToSearch);
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-shortcuts]")) acts.get("sheet")?.();
  });
}

/** The search field of the page, or the page of the search. */
function goToSearch(): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>("main input[type=search], main [role=search] input:not([type=hidden])")];
  const field = fields.find((each) => each.checkVisibility?.() ?? true);
  if (field) field.focus();
  else document.querySelector<HTMLAnchorElement>("a[href^='/search/']")?.click();
}
