import { asClock, lateBy, leftOf } from "./meeting-clock";
import { count, say, show } from "./page";

/** How far the clock of this device is from the server's, in milliseconds; told by what came last. */
let apart = 0;

function learn(): void {
  const told = document.querySelector<HTMLElement>("[data-now]");
  if (!told || told.dataset.learned !== undefined) return;
  apart = Date.parse(told.dataset.now!) - Date.now();
  told.dataset.learned = "";
}

/** How late we are, and what is left of the turn: as they stand now. */
export function tick(): void {
  learn();
  const now = Date.now() + apart;
  for (const place of document.querySelectorAll<HTMLElement>(".late[data-due], .late[data-late]")) {
    const minutes = Math.trunc(lateBy(place.dataset, now) / 60);
    put(place, minutes > 0 ? count("late", minutes) : say("on_time"));
    place.classList.toggle("saffron", minutes > 0);
    place.classList.toggle("leaf", minutes <= 0);
  }
  for (const place of document.querySelectorAll<HTMLElement>(".turn[data-since]")) {
    const left = leftOf(place.dataset, now);
    put(place, show(asClock(left)));
    place.classList.toggle("over", left < 0);
  }
}

function put(place: HTMLElement, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
