import { tick } from "./meeting-ticks";
import { listen as listenToMinutes } from "./meeting-minutes";
import { show } from "./page";
import type { Entry } from "./types";

/** A session's pages while it runs: how late we are ticks, and who comes in is counted from the entries themselves. */
/** Three hundred people who come in within minutes make no page ask for itself anew. */
document.addEventListener("entry", (event) => {
  const { data } = (event as CustomEvent<Entry>).detail as { data: { inside?: Record<string, number> } };
  for (const [name, number] of Object.entries(data.inside ?? {})) {
    const place = document.querySelector(`[data-inside="${name}"]`);
    if (place) place.textContent = show(number);
  }
});
document.addEventListener("htmx:load", tick);
setInterval(tick, 1000);
listenToMinutes();
tick();

/** Whoever arranges by keyboard keeps their button, whatever is fetched anew under it, and how often. */
let held = "";
for (const key of ["keydown", "keyup"])
  document.addEventListener(key, () => { if (document.activeElement?.closest(".arranging")) held = document.activeElement.id; });
document.addEventListener("pointerdown", () => (held = ""));
document.addEventListener("htmx:afterSettle", () => { if (held && document.activeElement === document.body) document.getElementById(held)?.focus(); });

/** The session's room stands beside it where there is space; what draws it comes after the page, once it is seen. */
document.addEventListener("htmx:load", () => {
  const pane = document.querySelector<HTMLElement>("#talk-beside [data-room]:not([data-shown])");
  if (!pane) return;
  pane.dataset.shown = "";
  void import("./session-room").then(({ show }) => show(pane)).catch(() => delete pane.dataset.shown);
});

/** Whoever arranges the agenda may drag an item before another; the buttons do the same. */
if (document.querySelector(".agenda.arranging")) void import("./agenda-drag").then(({ listen }) => listen());
