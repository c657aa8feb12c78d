import { Doc } from "yjs";
import { given, me, say } from "./page";
import { askComment, followList } from "./note/comments";
import { noteEditor } from "./note/note-editor";
import { keepPage } from "./note/kept-page";
import { NoteLine } from "./note/note-line";
import type { State } from "./note/note-state";
import { showPresent } from "./note/present";
import { bindToolbar, writeAtEnd } from "./note/toolbar";

/** The page of a note: what the server drew to read becomes the editor as soon as the text is here, from this browser's
 * own store or from the server, whichever is first. */
interface Note { id: number; writes: boolean; organization: number | null }

const SETTLED = 2000; // what comes on first use has been loaded by then
const note = given<Note | null>("note", null);
if (note && me) begin(note, me.id);

function begin(of: Note, own: number): void {
  const doc = new Doc();
  const line = new NoteLine(doc, of, me!, showState);
  const { awareness } = line.provider;
  if (of.writes) awareness.setLocalState({ user: { id: own, name: me!.name, color: "#000000" } });
  showPresent(document.getElementById("note-present")!, awareness, own);
  let isOpen = false;
  const open = (): void => {
    if (isOpen) return;
    isOpen = true;
    const place = document.getElementById("note-text")!;
    place.replaceChildren();
    place.classList.add("is-live");
    const editor = noteEditor(place, doc, awareness, of.writes, say("note_text"), () => showProblem(say("note_too_much")));
    const failed = (words: string): void => showProblem(words || say("no_line"));
    if (of.writes) bindToolbar(document.getElementById("note-bar")!, editor, { comment: () => askComment(editor, of.id, failed) });
    followList(editor);
    place.addEventListener("click", (event) => event.target === place && writeAtEnd(editor));
    line.provider.on("closed", () => editor.setEditable(false));
    setTimeout(() => void keepPage(own).catch(() => undefined), SETTLED);
  };
  line.provider.on("sync", (synced: boolean) => synced && open());
  void line.store.whenSynced.then(() => doc.store.clients.size && open());
  for (const button of document.querySelectorAll("[data-close-dialog]")) button.addEventListener("click", () => button.closest("dialog")!.close());
  addEventListener("beforeunload", (event) => line.isUnsent && line.provider.wsconnected && event.preventDefault());
}

function showState(state: State): void {
  const place = document.getElementById("note-state")!;
  place.dataset.state = state;
  place.textContent = say(`note_state.${state}`);
}

function showProblem(words: string): void {
  const toast = document.getElementById("toast")!;
  toast.textContent = words;
  toast.hidden = false;
  setTimeout(() => (toast.hidden = true), 6000);
}
