import type { AtRule, Plugin, Root, Rule } from "postcss";

// Bootstrap's right-to-left and left-to-right builds come as one file of every component. These are the parts of it
// that stand on our pages; the rest would be a third of a first visit on a weak line.
const PARTS = [
  /^\.table\b(?!-)/,
  /^\.visually-hidden/,
  /^\.(d-block|w-100)$/,
];
const ELEMENT = /^(:root|\[data-bs-theme|[a-z*:[]|::)/;

function isKept(selector: string): boolean {
  return ELEMENT.test(selector) || PARTS.some((part) => part.test(selector));
}

function isBootstrap(node: Rule | AtRule): boolean {
  return /[\\/]bootstrap[\\/]dist[\\/]/.test(node.source?.input.file ?? "");
}

/** A variable that nothing reads is dropped, and then what only it read. */
function dropUnread(root: Root): void {
  for (let before = -1, left = 0; before !== left; ) {
    const read = new Set<string>();
    before = left;
    left = 0;
    root.walkDecls((each) => (each.value.match(/--[\w-]+/g) ?? []).forEach((name) => read.add(name)));
    root.walkDecls(/^--bs-/, (each) => {
      if (read.has(each.prop)) left += 1;
      else each.remove();
    });
  }
}

/** A PostCSS plugin that leaves of Bootstrap only its element styles and PARTS. */
export function onlyOurParts(): Plugin {
  return {
    postcssPlugin: "only-our-parts",
    Once(root) {
      root.walkRules((rule) => {
        if (!isBootstrap(rule)) return;
        const kept = rule.selectors.filter(isKept);
        if (kept.length) rule.selectors = kept;
        else rule.remove();
      });
      root.walkAtRules((rule) => {
        if (isBootstrap(rule) && rule.nodes && !rule.nodes.length) rule.remove();
        if (isBootstrap(rule) && rule.name === "keyframes") rule.remove();
      });
      dropUnread(root);
    },
  };
}
