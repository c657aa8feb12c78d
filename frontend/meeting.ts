import { lateBy } from "./meeting-clock";
import { count, say, show } from "./page";
import type { Entry } from "./types";

/** A session's pages while it runs: how late we are ticks, and who comes in is counted from the entries themselves. */
const TICK = 5000;
/** How far the clock of this device is from the server's, in milliseconds; told by what came last. */
let apart = 0;

function learn(): void {
  const told = document.querySelector<HTMLElement>("[data-now]");
  if (told && told.dataset.learned === undefined) {
    apart = Date.parse(told.dataset.now!) - Date.now();
    told.dataset.learned = "";
  }
}

function tick(): void {
  learn();
  for (const place of document.querySelectorAll<HTMLElement>(".late[data-due], .late[data-late]")) {
    const minutes = Math.trunc(lateBy(place.dataset, Date.now() + apart) / 60);
    place.textContent = minutes > 0 ? count("late", minutes) : say("on_time");
    place.classList.toggle("saffron", minutes > 0);
    place.classList.toggle("leaf", minutes <= 0);
  }
}

/** Three hundred people who come in within minutes make no page ask for itself anew. */
document.addEventListener("entry", (event) => {
  const { data } = (event as CustomEvent<Entry>).detail as { data: { inside?: Record<string, number> } };
  for (const [name, number] of Object.entries(data.inside ?? {})) {
    const place = document.querySelector(`[data-inside="${name}"]`);
    if (place) place.textContent = show(number);
  }
});
document.addEventListener("htmx:load", tick);
setInterval(tick, TICK);
tick();
