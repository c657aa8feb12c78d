import { openSheet } from "./sheet";
import { toast } from "./shell";
import "./uploading";

/** The plan, a task, what is mine: their links open as sheets, what was folded stays folded, and a refused change says
 * why. Everything works as plain pages, too. */
const KEY = `folds:${location.pathname}`;

document.addEventListener("click", (event) => {
  const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[data-sheet]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void openSheet(link.href).then((done) => done && refresh());
});

// Names are looked for where somebody writes; who does not, fetches nothing for it.
document.addEventListener("focusin", (event) => {
  const field = event.target;
  if (field instanceof HTMLTextAreaElement && field.dataset.mentions) void import("./mentioning").then(({ mention }) => mention(field));
});

/** What a sheet changed is shown at once, also where the line to the server is down. */
function refresh(): void {
  for (const part of document.querySelectorAll("[data-watches]")) part.dispatchEvent(new CustomEvent("moved"));
}

document.addEventListener("htmx:responseError", (event) => {
  const answer = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
  if (answer.getResponseHeader("Content-Type")?.startsWith("text/plain")) toast(answer.responseText);
});

/** What somebody is typing is not swept away when others change the plan; the next change brings the page up to date. */
document.addEventListener("htmx:beforeRequest", (event) => {
  const asked = (event as CustomEvent<{ requestConfig: { verb: string; triggeringEvent?: Event } }>).detail.requestConfig;
  if (asked.triggeringEvent?.type === "moved" && isTyping()) event.preventDefault();
});

function isTyping(): boolean {
  const field = document.activeElement;
  return (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.type !== "hidden" && field.value !== "";
}

// A long list keeps as many rows as one had opened, whatever is drawn anew.
const LONG = ".plan-tasks[hx-get]";
document.addEventListener("htmx:configRequest", (event) => {
  const { elt, parameters } = (event as CustomEvent<{ elt: Element; parameters: Record<string, string> }>).detail;
  const list = elt.closest(LONG);
  const shown = String(list?.querySelectorAll(".task-row").length ?? 0);
  if (elt === list) parameters.shown = shown;
  else if (list && parameters.next) parameters.next = `${list.getAttribute("hx-get")}?shown=${shown}${parameters.next.endsWith("?newest") ? "&newest" : ""}`;
});

const rows = new Map<string, Node[]>();
document.addEventListener("htmx:beforeSwap", (event) => {
  for (const list of (event.target as Element).querySelectorAll(LONG)) if (list.querySelector(".task-row")) rows.set(list.id, [...list.childNodes]);
});
/** Until the server's come, the rows that were there stay: nothing jumps. */
function keepRows(): void {
  for (const [id, nodes] of rows) {
    const list = document.getElementById(id);
    if (list && !list.querySelector(".task-row")) list.replaceChildren(...nodes);
  }
  rows.clear();
}

// After a line was added the same field waits for the next one.
let typedIn = "";
document.addEventListener("htmx:beforeSwap", () => {
  typedIn = document.activeElement?.closest(".adder")?.querySelector("input[name=text]")?.id ?? "";
});
document.addEventListener("htmx:afterSwap", () => {
  keepRows();
  fold();
});
document.addEventListener("htmx:afterSettle", () => {
  if (typedIn) document.getElementById(typedIn)?.focus();
  typedIn = "";
});

function folds(): Record<string, boolean> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, boolean>;
  } catch {
    return {};
  }
}

function fold(): void {
  for (const [id, open] of Object.entries(folds())) {
    const part = document.getElementById(id);
    if (part instanceof HTMLDetailsElement && part.open !== open) part.open = open;
  }
}

document.addEventListener("toggle", (event) => {
  const part = event.target;
  if (!(part instanceof HTMLDetailsElement) || !part.matches("[data-fold]")) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...folds(), [part.id]: part.open }));
  } catch { /* a browser that keeps nothing opens them all again */ }
  if (part.open && part.matches(".adder-fold") && !document.activeElement?.matches("input, textarea")) part.querySelector<HTMLInputElement>("input[name=text]")?.focus();
}, true);

fold();
