import type { Entry } from "./types";

/** Minutes that several hands write: what others wrote comes while one writes, and nothing of what one types is lost. */
const SPREAD = 1500;
let planned = 0;

const writing = (): HTMLFormElement | null => document.querySelector("#minute-writing");
const words = (): HTMLTextAreaElement | null => writing()?.querySelector("textarea") ?? null;

/** What was written last is fetched anew: the list on the session's page, on that of the minutes the whole. */
function refresh(): void {
  window.clearTimeout(planned);
  planned = 0;
  const list = document.querySelector("#minutes-list");
  if (list) list.dispatchEvent(new CustomEvent("minuted"));
  else if (document.querySelector(".minutes-page")) document.querySelector("#session")?.dispatchEvent(new CustomEvent("moved"));
}

/** While nothing is typed the next paragraph goes to the item in hand. */
function follow(): void {
  const list = document.querySelector<HTMLElement>("#minutes-list");
  const choice = writing()?.querySelector<HTMLSelectElement>("select[name=item]");
  if (list && choice && !words()?.value) choice.value = list.dataset.item ?? "";
}

/** Three hundred screens do not ask at the same moment, and those that nobody looks at not at all. */
function soon(): void {
  if (planned || !document.querySelector("#minutes-list")) return;
  planned = window.setTimeout(() => {
    if (!document.hidden) return refresh();
    document.addEventListener("visibilitychange", refresh, { once: true });
  }, Math.random() * SPREAD);
}

export function listen(): void {
  document.addEventListener("entry", (event) => { if ((event as CustomEvent<Entry>).detail.event.startsWith("minute_")) soon(); });
  document.addEventListener("minute-kept", refresh);
  document.addEventListener("keydown", (event) => { // Ctrl+Enter keeps the paragraph; the next one is typed at once
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === words()) writing()?.requestSubmit();
  });
  // A page that comes anew keeps the form only where somebody writes in it: else it knows the newest items.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ((event.target as Element).id !== "session" || words()?.value || writing()?.contains(document.activeElement)) return;
    for (const name of ["minutes-panel", "minute-writing"]) document.getElementById(name)?.removeAttribute("id");
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if ((event.target as Element).id === "session" && document.querySelector("#minutes-list")) soon();
    follow();
  });
}
