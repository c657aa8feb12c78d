import type { Editor } from "@tiptap/core";
import type { Transaction } from "@tiptap/pm/state";
import "./directions"; // the command `turn`

type Act = (editor: Editor) => void;
const chain = (editor: Editor) => editor.chain().focus();

/** What each button of the bar does, by its data-act; `projects/_note_bar.html` draws them. */
const ACTS: Record<string, Act> = {
  undo: (editor) => chain(editor).undo().run(),
  redo: (editor) => chain(editor).redo().run(),
  bold: (editor) => chain(editor).toggleBold().run(),
  italic: (editor) => chain(editor).toggleItalic().run(),
  underline: (editor) => chain(editor).toggleUnderline().run(),
  strike: (editor) => chain(editor).toggleStrike().run(),
  bulletList: (editor) => chain(editor).toggleBulletList().run(),
  orderedList: (editor) => chain(editor).toggleOrderedList().run(),
  taskList: (editor) => chain(editor).toggleTaskList().run(),
  blockquote: (editor) => chain(editor).toggleBlockquote().run(),
  link: askLink,
  table: (editor) => chain(editor).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).command(({ tr }) => writeBelow(tr)).run(),
  addRowAfter: (editor) => chain(editor).addRowAfter().run(),
  addColumnAfter: (editor) => chain(editor).addColumnAfter().run(),
  deleteRow: (editor) => chain(editor).deleteRow().run(),
  deleteColumn: (editor) => chain(editor).deleteColumn().run(),
  deleteTable: (editor) => chain(editor).deleteTable().run(),
  rtl: (editor) => chain(editor).turn("rtl").run(),
  ltr: (editor) => chain(editor).turn("ltr").run(),
};
const PRESSED = ["bold", "italic", "underline", "strike", "bulletList", "orderedList", "taskList", "blockquote", "link"];

/** The bar follows the place one writes at: pressed buttons, the kind of the block, the table's own buttons. */
export function bindToolbar(bar: HTMLElement, editor: Editor, more: Record<string, Act>): void {
  const kind = bar.querySelector<HTMLSelectElement>("select")!;
  bar.addEventListener("mousedown", (event) => (event.target as Element).closest("button") && event.preventDefault()); // the text keeps the focus
  bar.addEventListener("click", (event) => {
    const act = (event.target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
    if (act) (ACTS[act] ?? more[act])?.(editor);
  });
  kind.addEventListener("change", () => {
    const level = Number(kind.value) as 0 | 1 | 2 | 3;
    if (level) chain(editor).setHeading({ level }).run();
    else chain(editor).setParagraph().run();
  });
  const show = (): void => {
    for (const name of PRESSED) bar.querySelector(`[data-act="${name}"]`)?.setAttribute("aria-pressed", String(editor.isActive(name)));
    kind.value = String([1, 2, 3].find((level) => editor.isActive("heading", { level })) ?? 0);
    for (const button of bar.querySelectorAll<HTMLElement>("[data-table]")) button.hidden = !editor.isActive("table");
  };
  editor.on("transaction", show);
  show();
  bar.hidden = false;
}

/** A press below the text: where it ends with a table, a list or a quotation, a line is begun after it. */
export function writeAtEnd(editor: Editor): void {
  if (!editor.isEditable) return;
  const end = editor.state.doc.content.size;
  if (editor.state.doc.lastChild?.type.name === "paragraph") chain(editor).setTextSelection(end).run();
  else editor.chain().insertContentAt(end, { type: "paragraph" }).focus("end").run();
}

/** A table at the end is followed by a line: nobody could write below it otherwise. */
function writeBelow(tr: Transaction): boolean {
  const place = tr.selection.$from;
  for (let depth = place.depth; depth > 0; depth -= 1) {
    if (place.node(depth).type.name !== "table") continue;
    const end = place.after(depth);
    if (!tr.doc.resolve(end).nodeAfter) tr.insert(end, tr.doc.type.schema.nodes.paragraph!.create());
    return true;
  }
  return true;
}

function askLink(editor: Editor): void {
  if (editor.isActive("link")) return void chain(editor).unsetLink().run();
  const dialog = document.querySelector<HTMLDialogElement>("#note-link")!;
  const form = dialog.querySelector("form")!;
  const field = form.querySelector<HTMLInputElement>("input")!;
  field.value = "";
  form.onsubmit = (event) => {
    event.preventDefault();
    dialog.close();
    putLink(editor, field.value.trim());
  };
  dialog.showModal();
}

/** Words without a protocol become an https address; where nothing is chosen the address itself is the link's text. */
function putLink(editor: Editor, given: string): void {
  const href = /^(https?:|mailto:|tel:)/i.test(given) ? given : `https://${given}`;
  if (!given) return;
  if (editor.state.selection.empty) chain(editor).insertContent({ type: "text", text: given, marks: [{ type: "link", attrs: { href } }] }).run();
  else chain(editor).setLink({ href }).run();
}

