/** Words that are selected in a text go into the field of the remark: with a mouse, with keys, with a finger. */
import { wholeWords } from "./whole-words";

const LONGEST = 600;
const field = document.querySelector<HTMLTextAreaElement>("[data-quoted]");
const before = document.querySelector<HTMLInputElement>("[data-before]");
/** Leads to the form, which on a phone stands far below. */
const leading = document.querySelector<HTMLElement>("[data-taken]");

/** What a range holds, without the numbers of the remarks in it. */
function wordsIn(range: Range): string {
  const part = range.cloneContents();
  for (const number of part.querySelectorAll("sup")) number.remove();
  return part.textContent ?? "";
}

function taken(): void {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !field || !before) return;
  const range = selection.getRangeAt(0);
  const start = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  const text = start?.closest<HTMLElement>("[data-quotable]");
  if (!text || !text.contains(range.endContainer)) return;
  const all = document.createRange();
  all.selectNodeContents(text);
  const ahead = all.cloneRange();
  ahead.setEnd(range.startContainer, range.startOffset);
  const from = wordsIn(ahead).length;
  const [first, last] = wholeWords(wordsIn(all), from, from + wordsIn(range).length);
  if (first === last || last - first > LONGEST) return;
  field.value = wordsIn(all).slice(first, last);
  before.value = wordsIn(all).slice(Math.max(0, first - 300), first);
  if (leading) leading.hidden = false;
}

let waiting = 0;
document.addEventListener("selectionchange", () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(taken, 200);
});
