import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";

export interface Writer { id: number; name: string; organization?: string }
const TINTS = 4;

/** Colours are classes: a style attribute is not ours to write. */
export const tint = (writer: Writer): string => `tint-${(writer.id ?? 0) % TINTS + 1}`;

/** Where the others stand, with their names. */
export const carets = (awareness: Awareness): Extension => Extension.create({
  name: "carets",
  addProseMirrorPlugins: () => [yCursorPlugin(awareness, {
    cursorBuilder: (writer: Writer) => caret(writer),
    selectionBuilder: (writer: Writer) => ({ class: `note-selection ${tint(writer)}` }),
  })],
});

function caret(writer: Writer): HTMLElement {
  const place = document.createElement("span");
  place.className = `note-caret ${tint(writer)}`;
  const name = document.createElement("bdi");
  name.textContent = writer.name;
  // The word joiners keep the browser from breaking a line beside the caret.
  place.append("\u2060", name, "\u2060");
  return place;
}
