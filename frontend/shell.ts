import { heardNotice, readWhatIsSeen, showBadge } from "./notices";
import { cookie, Refusal } from "./api";
import { count, me, say, show } from "./page";
import { session, type Session } from "./session";
import { totals } from "./islands/room-list-state";
import { showEnd, warnOfUnsent } from "./sign-out";
import { listenForShortcuts } from "./shortcuts";
import { plain } from "./text";
import { kindOf, names } from "./cache";
import { forgetShells, SHELL_ADDRESS } from "./kept-shell";
import { linkWorker, lookForUpdate } from "./worker-link";

/** What every page shows of the live part: the state of the line, the unread, the warning before signing out. */
let title = globalThis.document?.title ?? "";
const GAP = 3000;
let broken: ReturnType<typeof setTimeout> | undefined;
let toasting: ReturnType<typeof setTimeout> | undefined;

function showLine({ line }: Session): void {
  const place = document.getElementById("connection");
  if (!place) return;
  const isUp = line === "open" && navigator.onLine;
  if (isUp || line === "ended" || !navigator.onLine) {
    clearTimeout(broken);
    broken = undefined;
  }
  if (isUp || line === "ended") place.hidden = true; // of the end a dialog tells (sign-out.ts)
  else if (!navigator.onLine) tell(place, say("reconnecting"));
  // A moment of reconnecting is nobody's concern; three seconds are. They count from the first try, not from the last.
  else broken ??= setTimeout(() => tell(place, say("reconnecting")), GAP);
}

function tell(place: HTMLElement, text: string): void {
  place.textContent = text;
  place.hidden = false;
}

/** The page shows another room: its name stands in the title, behind the number of the unread. */
export function entitle(at: Session, name: string): void {
  title = [name, ...title.split(" · ").slice(-1)].join(" · ");
  showUnread(at);
}

function showUnread(at: Session): void {
  const { unread, mentions } = totals(at.rooms);
  const dot = document.getElementById("unread");
  document.title = unread ? `(${show(unread)}) ${title}` : title;
  if (!dot) return;
  dot.hidden = !unread && !mentions;
  dot.classList.toggle("mention", mentions > 0);
  dot.textContent = mentions ? show(`@${mentions}`) : show(unread > 99 ? "99+" : unread);
  dot.title = mentions ? count("mentions", mentions) : count("unread", unread);
}

/** A line at the bottom for two seconds and a half, a sentence for as long as it takes to read: «copied», «saved». */
export function toast(text: string): void {
  const place = document.getElementById("toast");
  if (!place) return;
  tell(place, text);
  clearTimeout(toasting);
  toasting = setTimeout(() => (place.hidden = true), Math.max(2500, text.length * 80));
}

/** Why something did not work: in the server's words where it said no, else that there is no line. */
export function tellWhy(error: unknown, otherwise = "no_line"): void {
  toast(error instanceof Refusal ? error.detail || say("refused") : say(otherwise));
}

document.addEventListener("click", (event) => {
  const wanted = event.target instanceof Element ? event.target : null;
  const opened = document.querySelector<HTMLDetailsElement>("details.me[open]");
  if (opened && !wanted?.closest(".me-menu, details.me > summary")) opened.open = false;
  const copies = wanted?.closest<HTMLElement>("[data-copy]");
  if (copies) void navigator.clipboard?.writeText(copies.dataset.copy!).then(() => toast(say("copied")));
  const dialog = wanted?.closest<HTMLElement>("[data-dialog]");
  if (dialog) document.querySelector<HTMLDialogElement>(`#${dialog.dataset.dialog}`)?.showModal();
  if (wanted?.closest("[data-close]")) wanted.closest("dialog")?.close();
  if (wanted instanceof HTMLDialogElement && wanted.open && wanted.classList.contains("sheet")) wanted.close();
});
/** A search field above a long list of choices leaves those that hold what is typed, and those already chosen. */
document.addEventListener("input", (event) => {
  const field = event.target as HTMLInputElement;
  const list = field.dataset.filters && document.getElementById(field.dataset.filters);
  if (!list) return;
  const wanted = plain(field.value.trim());
  for (const choice of list.querySelectorAll("label")) {
    choice.hidden = !plain(choice.textContent ?? "").includes(wanted) && !choice.querySelector("input:checked");
  }
});
document.addEventListener("keydown", (event) => {
  const opened = document.querySelector<HTMLDetailsElement>("details.me[open]");
  if (event.key !== "Escape" || !opened) return;
  opened.open = false;
  opened.querySelector("summary")?.focus();
});

/** The kept shell may be older than the cookie: a form sent from it takes the token and the address of now. */
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const token = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]");
  const next = form.querySelector<HTMLInputElement>(`input[name=next][value="${SHELL_ADDRESS}"]`);
  if (token) token.value = cookie("csrftoken") || token.value;
  if (next) next.value = location.pathname;
}, true);

/** A page for nobody in particular: what somebody who was signed out left here goes. */
async function nobodyIsHere(): Promise<void> {
  await forgetShells();
  if ((await names()).some(kindOf)) await (await import("./left-behind")).clearBehind();
}

if (!me && document.body.classList.contains("public")) void nobodyIsHere();
/** What follows a stream is fetched anew by itself (watching.ts); some of it comes later, as a fragment. */
function follow(): void {
  if (document.querySelector("[data-watches], [data-own]")) void import("./watching").then(({ watch }) => watch());
}

if (me && session) {
  follow();
  document.addEventListener("htmx:load", follow);
  linkWorker();
  listenForShortcuts();
  void session.then((at) => {
    at.on("line", () => showLine(at));
    at.on("line", () => at.line === "open" && lookForUpdate());
    at.on("rooms", () => showUnread(at));
    at.on("own", heardNotice);
    showUnread(at);
    showLine(at);
    for (const event of ["offline", "online"]) addEventListener(event, () => showLine(at));
    at.on("ended", (unsent) => showEnd(at, unsent));
    warnOfUnsent(at);
    showBadge(Number(document.getElementById("bell")?.dataset.unread ?? 0));
    if (document.querySelector("[data-push-key]")) void import("./push").then(({ offerPush }) => offerPush());
    readWhatIsSeen();
  });
}
