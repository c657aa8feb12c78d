import type { AtRule, Plugin, Rule } from "postcss";

// Bootstrap's right-to-left and left-to-right builds come as one file of every component. These are the parts of it
// that stand on our pages; the rest would be a third of a first visit on a weak line.
const PARTS = [
  /^\.form-/,
  /^\.input-group/,
  /^\.was-validated|^\.(in)?valid-/,
  /^\.col-form-label/,
  /^\.table(-sm|-responsive|-hover)?\b(?!-)/,
  /^\.visually-hidden/,
  /^\.d-(none|block|flex|grid|inline-flex|inline-block)$/,
  /^\.(m|p)[tbsexy]?-([0-5]|auto)$/,
  /^\.gap-[0-5]$/,
  /^\.(text-(start|end|center|break|nowrap)|flex-wrap|flex-grow-1|align-items-(center|start)|w-100)$/,
  /^\.justify-content-(between|end|center)$/,
];
const ELEMENT = /^(:root|\[data-bs-theme|[a-z*:[]|::)/;

function isKept(selector: string): boolean {
  return ELEMENT.test(selector) || PARTS.some((part) => part.test(selector));
}

function isBootstrap(node: Rule | AtRule): boolean {
  return /[\\/]bootstrap[\\/]dist[\\/]/.test(node.source?.input.file ?? "");
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
    },
  };
}
