/** Words that are selected in a text go into the field of the remark: with a mouse, with keys, with a finger. */
const LONGEST = 600;
const field = document.querySelector<HTMLTextAreaElement>("[data-quoted]");
/** Leads to the form, which on a phone stands far below. */
const leading = document.querySelector<HTMLElement>("[data-taken]");
const before = document.querySelector<HTMLInputElement>("[data-before]");

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
  const words = wordsIn(range).trim();
  if (!text || !text.contains(range.endContainer) || !words || words.length > LONGEST) return;
  const ahead = document.createRange();
  ahead.setStart(text, 0);
  ahead.setEnd(range.startContainer, range.startOffset);
  field.value = words;
  before.value = wordsIn(ahead).slice(-300);
  if (leading) leading.hidden = false;
}

let waiting = 0;
document.addEventListener("selectionchange", () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(taken, 200);
});
