import { Editor } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { TableKit } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";
import { carets } from "./carets";
import { Remarks } from "./comments";
import { Directions } from "./directions";
import { withLists } from "./pasting";
import { say } from "../page";

const LARGEST = 200_000; // bytes pasted at once: an update may have 256 KiB

/** The editor of a note. `projects/notes/blocks.py` reads the same nodes and marks. */
export function noteEditor(element: HTMLElement, doc: Doc, awareness: Awareness, writes: boolean, label: string, tooMuch: () => void): Editor {
  return new Editor({
    element,
    editable: writes,
    injectCSS: false, // styles come from our own file, as the content security policy wants
    extensions: [
      StarterKit.configure({
        undoRedo: false, // taking back is Yjs's: one's own words only
        trailingNode: false, // each editor would add one
        heading: { levels: [1, 2, 3] },
        link: { openOnClick: !writes, defaultProtocol: "https", HTMLAttributes: { rel: "noopener noreferrer nofollow", target: "_blank" } },
      }),
      Directions,
      TaskList, TaskItem.configure({ nested: true, a11y: { checkboxLabel: (node) => node.textContent || say("note_task") } }),
      TableKit.configure({ table: { resizable: false } }),
      Collaboration.configure({ document: doc }),
      carets(awareness),
      Remarks,
    ],
    editorProps: {
      attributes: { "aria-label": label, "aria-multiline": "true", role: "textbox", spellcheck: "true" },
      transformPastedHTML: withLists,
      handlePaste: (_view, event) => {
        const size = new Blob([event.clipboardData?.getData("text/plain") ?? ""]).size;
        if (size > LARGEST) tooMuch();
        return size > LARGEST;
      },
    },
  });
}
