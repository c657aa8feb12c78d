import { Extension, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import { createRelativePositionFromJSON, relativePositionToJSON, type Doc, type XmlFragment } from "yjs";
import { call, Refusal } from "../api";
import { bring } from "../fragments";

interface Remark { id: string; start: unknown; end: unknown }
interface Binding { doc: Doc; type: XmlFragment; mapping: never }
const key = new PluginKey<DecorationSet>("remarks");
const LIST = "note-comments-list";
const LONGEST_QUOTE = 300;

/** What the list beside the text says of where comments stand. */
function remarks(): Remark[] {
  return [...document.querySelectorAll<HTMLElement>(`#${LIST} [data-start]`)].map(({ dataset }) => ({ id: dataset.comment!, start: JSON.parse(dataset.start!), end: JSON.parse(dataset.end!) }));
}

/** Marks the words that somebody commented, wherever they have moved since; words that were deleted are marked nowhere. */
export const Remarks = Extension.create({
  name: "remarks",
  addProseMirrorPlugins: () => [new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, before, _old, state) => (transaction.docChanged || transaction.getMeta(key) ? marked(state) : before),
    },
    props: { decorations(state) { return key.getState(state); } },
  })],
});

function bindingOf(state: EditorState): Binding | null {
  return (ySyncPluginKey.getState(state) as { binding?: Binding } | undefined)?.binding ?? null;
}

function marked(state: EditorState): DecorationSet {
  const binding = bindingOf(state);
  if (!binding) return DecorationSet.empty;
  const place = (given: unknown): number | null => {
    try {
      return relativePositionToAbsolutePosition(binding.doc, binding.type, createRelativePositionFromJSON(given), binding.mapping);
    } catch {
      return null; // a program may keep anything as a place
    }
  };
  const found = remarks().flatMap(({ id, start, end }) => {
    const [from, to] = [place(start), place(end)];
    return from !== null && to !== null && from < to ? [Decoration.inline(from, to, { class: "note-remarked", "data-remark": id })] : [];
  });
  return DecorationSet.create(state.doc, found);
}

/** Draw the marks of a list that was fetched anew. */
export function followList(editor: Editor): void {
  const draw = (): void => void editor.view.dispatch(editor.state.tr.setMeta(key, true));
  new MutationObserver(draw).observe(document.getElementById(LIST)!, { childList: true });
  editor.view.dom.addEventListener("click", (event) => {
    const id = (event.target as Element).closest<HTMLElement>("[data-remark]")?.dataset.remark;
    if (id) document.getElementById(`note-comment-${id}`)?.scrollIntoView({ block: "nearest" });
  });
  draw();
}

/** Ask what to say about the chosen words, and send it. */
export function askComment(editor: Editor, note: number, failed: (words: string) => void): void {
  const dialog = document.querySelector<HTMLDialogElement>("#note-comment")!;
  const field = dialog.querySelector("textarea")!;
  const quote = dialog.querySelector("blockquote")!;
  const place = chosen(editor);
  field.value = "";
  quote.textContent = place?.quote ?? "";
  quote.hidden = !place;
  const client_id = crypto.randomUUID();
  dialog.querySelector("form")!.onsubmit = (event) => {
    event.preventDefault();
    void call("POST", `/api/notes/${note}/comments/`, { client_id, body: field.value.trim(), ...place })
      .then(() => dialog.close())
      .then(() => bring(`/notes/${note}/comments/`, document.getElementById(LIST)!))
      .catch((refused: unknown) => failed(refused instanceof Refusal ? refused.detail : ""));
  };
  dialog.showModal();
}

function chosen(editor: Editor): { start: unknown; end: unknown; quote: string } | null {
  const { from, to, empty } = editor.state.selection;
  const binding = bindingOf(editor.state);
  if (empty || !binding) return null;
  const place = (at: number): unknown => relativePositionToJSON(absolutePositionToRelativePosition(at, binding.type, binding.mapping));
  return { start: place(from), end: place(to), quote: editor.state.doc.textBetween(from, to, " ").slice(0, LONGEST_QUOTE) };
}
