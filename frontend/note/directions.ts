import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

type Direction = "rtl" | "ltr";
const TEXTS = ["paragraph", "heading"];
const HOLDERS = new Set(["bulletList", "orderedList", "listItem", "taskList", "taskItem", "blockquote", "table"]);
const STRONG = /[\p{L}]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

declare module "@tiptap/core" {
  interface Commands<ReturnType> { directions: { turn: (direction: Direction) => ReturnType } }
}

/** The direction of the first letter, null where there is none. */
export function directionOf(words: string): Direction | null {
  const letter = STRONG.exec(words)?.[0];
  return letter ? (RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr") : null;
}

/** A paragraph follows its own words, unless somebody turned it: only then its direction is kept in the note. Lists and
 * tables follow the first words in them: a browser's `auto` looks past paragraphs that know their own direction. */
export const Directions = Extension.create({
  name: "directions",
  addGlobalAttributes: () => [{
    types: TEXTS,
    attributes: { dir: { default: null, parseHTML: (element) => turned(element.getAttribute("dir")), renderHTML: ({ dir }) => ({ dir: (dir as string | null) ?? "auto" }) } },
  }],
  addCommands: () => ({
    turn: (direction) => ({ commands }) => TEXTS.map((type) => commands.updateAttributes(type, { dir: direction })).some(Boolean),
  }),
  addProseMirrorPlugins: () => [new Plugin({
    state: {
      init: (_config, { doc }) => drawn(doc),
      apply: (transaction, before) => (transaction.docChanged ? drawn(transaction.doc) : before),
    },
    props: { decorations(state) { return this.getState(state); } },
  })],
});

const turned = (dir: string | null): Direction | null => (dir === "rtl" || dir === "ltr" ? dir : null);

function drawn(doc: Node): DecorationSet {
  const found: Decoration[] = [];
  doc.descendants((node, at) => {
    if (node.isTextblock) return false;
    const direction = HOLDERS.has(node.type.name) ? holderDirection(node) : null;
    if (direction) found.push(Decoration.node(at, at + node.nodeSize, { dir: direction }));
    return true;
  });
  return DecorationSet.create(doc, found);
}

/** Of the first paragraph in it that has a letter, or was turned. */
function holderDirection(holder: Node): Direction | null {
  let found: Direction | null = null;
  holder.descendants((node) => {
    if (!found && node.isTextblock) found = turned(node.attrs.dir as string | null) ?? directionOf(node.textContent);
    return !found;
  });
  return found;
}
