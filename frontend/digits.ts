import { me, show } from "./page";

/** What keeps its digits as they were written: what people type and said, links to copy. */
const AS_WRITTEN = "script, style, textarea, input, select, code, pre, .copy, .said, [translate='no'], mq-timeline, mq-composer";

/** Is every number in a text one to count or date with? A digit that touches a Latin letter belongs to a code or a name. */
export function isPlain(text: string): boolean {
  return /[0-9]/.test(text) && !/[A-Za-z][-.@/]?[0-9]|[0-9][-.@/]?[A-Za-z]/.test(text);
}

/** Pages come from the server with Latin digits; who chose the others sees them here, also in fragments fetched later. */
export function showDigits(root: Element): void {
  if (me?.digits !== "arabic") return;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const written = text.nodeValue ?? "";
    if (isPlain(written) && !text.parentElement?.closest(AS_WRITTEN)) text.nodeValue = show(written);
  }
}

export function keepDigits(): void {
  if (me?.digits !== "arabic") return;
  showDigits(document.body);
  document.body.addEventListener("htmx:load", (event) => showDigits((event as CustomEvent<{ elt: Element }>).detail.elt));
}
