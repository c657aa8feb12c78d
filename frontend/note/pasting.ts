/** What Word lays on the clipboard has no lists: it writes paragraphs with a mark of their own before the words. They become
 * lists again here; whatever else came along is sorted out by what the editor knows, which is no script, picture or style. */
const POINT = /mso-list:\s*l\d+\s+level(\d+)/i;
const MARK = /mso-list:\s*ignore/i;
interface Open { level: number; list: HTMLElement }

export function withLists(html: string): string {
  if (!POINT.test(html)) return html;
  const page = new DOMParser().parseFromString(html.replace(/<!(\[if[^>]*\]|\[endif\])>/gi, ""), "text/html");
  let open: Open[] = [];
  for (const block of page.querySelectorAll<HTMLElement>("p, h1, h2, h3, h4, table")) {
    const level = Number(POINT.exec(styleOf(block))?.[1] ?? 0);
    open = level ? placed(block, level, open) : [];
  }
  return page.body.innerHTML;
}

const styleOf = (element: Element): string => element.getAttribute("style") ?? "";

/** Put a point into the list of its level, which is begun where there is none. */
function placed(point: HTMLElement, level: number, before: Open[]): Open[] {
  const open = before.filter((each) => each.level <= level);
  const mark = [...point.querySelectorAll("span")].find((each) => MARK.test(styleOf(each)));
  if (open.at(-1)?.level !== level) {
    const list = point.ownerDocument.createElement(isNumber(mark?.textContent ?? "") ? "ol" : "ul");
    const holder = open.at(-1)?.list.lastElementChild;
    if (holder) holder.append(list);
    else point.before(list);
    open.push({ level, list });
  }
  mark?.remove();
  const item = point.ownerDocument.createElement("li");
  item.append(point);
  open.at(-1)!.list.append(item);
  return open;
}

/** «1.», «أ-», «٣)» number; a dot, a square and Word's lone «o» do not. */
const isNumber = (mark: string): boolean => /[\p{L}\p{N}]/u.test(mark) && mark.trim() !== "o";
