import { awaken } from "./fragments";
import { me } from "./page";
import { session } from "./session";
import type { Entry } from "./types";

/** Parts of a page that follow a stream: <section data-watches="need.5" data-head="12" hx-get="…" hx-trigger="moved">.
    When something happens there they are fetched anew: in a while, only while they are looked at, and not too often. */
const LEAST = 5000;
const SPREAD = 3000;
/** That something was missed moves every part. */
const SIGNS = new Set(["missed", "reset", "failed"]);
const followed = new Map<string, number>();
const newest = new Map<string, number>();
/** What happened on a stream since its parts were fetched. */
const planned = new Map<string, Set<string>>();
let refetched = 0;

/** Parts that care for what happens to oneself say which events: data-own="task_assigned". */
let isOwnHeard = false;
function hearOwn(): void {
  if (isOwnHeard || !document.querySelector("[data-own]")) return;
  isOwnHeard = true;
  void session?.then((at) => at.on("own", (entry) => document.querySelector(`[data-own~="${entry.event}"]`) && moved(entry.event, entry.event, false)));
}

/** Follow the streams of what stands on the page now; of what was fetched anew, from its own head on. */
export function watch(): void {
  hearOwn();
  for (const part of document.querySelectorAll<HTMLElement>("[data-watches]")) {
    const stream = part.dataset.watches!;
    const head = Number(part.dataset.head);
    if (followed.get(stream) === head) continue; // it stood there before: what is fetched anew lies inside it
    if (head < (newest.get(stream) ?? 0)) moved(stream, "missed", false); // more happened while this was on its way
    followed.set(stream, head);
    void session?.then((at) => at.live.watch(stream, head, {
      entry: (entry) => heard(stream, entry),
      reset: () => moved(stream, "reset", false),
      gone: () => void lookAgain(),
    }));
  }
}

// What did not come, on a weak line or from a server that restarts, is asked for again.
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"])
  document.addEventListener(failure, (event) => {
    const { watches, beside, moves } = (event.target as HTMLElement).dataset ?? {};
    const stream = watches ?? beside;
    const status = (event as CustomEvent<{ xhr?: XMLHttpRequest }>).detail.xhr?.status ?? 0;
    if (stream && (status === 0 || status >= 500)) moved(stream, moves?.split(" ")[0] ?? "failed", false); // a small part alone
  });

function heard(stream: string, entry: Entry): void {
  document.dispatchEvent(new CustomEvent("entry", { detail: entry }));
  if (![...partsOf(stream)].some((part) => isMovedBy(part, entry.event))) return;
  newest.set(stream, entry.number);
  moved(stream, entry.event, entry.actor.person === me?.id);
}

function partsOf(stream: string): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>(`[data-watches="${stream}"], [data-own~="${stream}"], [data-beside="${stream}"]`);
}

/** data-calm="session_entered ballot_*": events after which a part stays as it is, since it shows them from their own
    data, or shows nothing of them. data-moves="ballot_opened": the only ones that move a small part (data-beside="session.5")
    of one that watches. */
function isMovedBy(part: HTMLElement, event: string): boolean {
  const { moves, calm } = part.dataset;
  if (moves && !SIGNS.has(event)) return moves.split(" ").includes(event);
  return !(calm ?? "").split(" ").some((each) => (each.endsWith("*") ? event.startsWith(each.slice(0, -1)) : each === event));
}

/** It is for fewer people now: who sees it no longer is told so, and not left before what it was; what they write stays. */
async function lookAgain(): Promise<void> {
  if ([...document.querySelectorAll<HTMLTextAreaElement>("main textarea")].some((field) => field.value !== field.defaultValue)) return;
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  if (answer?.status === 404) location.reload();
}

/** What one did oneself in another window is shown at once; a crowd does not ask at the same moment. */
function moved(stream: string, event: string, isOwn: boolean): void {
  const events = planned.get(stream);
  if (events) return void events.add(event);
  planned.set(stream, new Set([event]));
  const wait = isOwn ? 0 : Math.random() * SPREAD;
  setTimeout(() => refetch(stream), Math.max(wait, refetched + LEAST - Date.now()));
}

function refetch(stream: string): void {
  if (document.hidden) return void document.addEventListener("visibilitychange", () => refetch(stream), { once: true });
  const events = [...(planned.get(stream) ?? [])];
  planned.delete(stream);
  refetched = Date.now();
  for (const part of [...partsOf(stream)].filter((each) => events.some((event) => isMovedBy(each, event))))
    void awaken(part).then(() => part.dispatchEvent(new CustomEvent("moved"))); // htmx may be on its way still
}
