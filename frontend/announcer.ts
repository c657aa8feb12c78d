import { inShort } from "./in-short";
import { count, say } from "./page";
import type { Message } from "./types";

const GATHERED = 1200;
const MOST = 2;
const waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tell screen readers of a new message, politely: who and the first words; of many at once only how many. */
export function announce(message: Message): void {
  waiting.push(`${message.author?.name ?? message.sender?.name ?? say("somebody")}: ${inShort(message)}`);
  timer ??= setTimeout(tell, GATHERED);
}

function tell(): void {
  timer = undefined;
  const told = waiting.splice(0);
  const place = document.getElementById("announced");
  if (place) place.textContent = told.length > MOST ? count("new", told.length) : told.join(" · ");
}
