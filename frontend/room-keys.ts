import type { Composer } from "./islands/composer";
import type { RoomList } from "./islands/room-list";
import { unread } from "./islands/room-list-state";
import type { TimelineIsland } from "./islands/timeline";
import { onShortcut } from "./shortcuts";
import type { Message } from "./types";

const EDGE = 12;

/** What the shortcuts do on the page of rooms. */
export function answerShortcuts(timeline: TimelineIsland, composer: Composer, list: RoomList): void {
  onShortcut("next_message", () => walk(timeline, 1));
  onShortcut("previous_message", () => walk(timeline, -1));
  onShortcut("newest", () => timeline.aim("newest"));
  onShortcut("reply", () => act(timeline, "reply"));
  onShortcut("menu", () => opener(timeline)?.click());
  onShortcut("react", () => opener(timeline)?.click()); // the menu begins with the row of reactions
  onShortcut("edit_last", () => composer.dispatchEvent(new CustomEvent("edit-last", { bubbles: true })));
  onShortcut("write", () => composer.querySelector("textarea")?.focus());
  onShortcut("panel", () => document.querySelector<HTMLElement>("[data-panel]")?.click());
  onShortcut("next_unread", () => toUnread(list, 1));
  onShortcut("previous_unread", () => toUnread(list, -1));
  onShortcut("leave_field", () => document.activeElement?.matches("#say") && (current(timeline) ?? newest(timeline))?.focus({ preventScroll: true }));
}

function all(timeline: TimelineIsland): HTMLElement[] {
  return [...timeline.querySelectorAll<HTMLElement>(".message[data-seq]")];
}

function newest(timeline: TimelineIsland): HTMLElement | undefined {
  return all(timeline).at(-1);
}

/** The message that holds the focus. */
function current(timeline: TimelineIsland): HTMLElement | null {
  const held = document.activeElement?.closest<HTMLElement>(".message[data-seq]") ?? null;
  return held && timeline.contains(held) ? held : null;
}

function opener(timeline: TimelineIsland): HTMLElement | null {
  return (current(timeline) ?? newest(timeline))?.querySelector<HTMLElement>(".more") ?? null;
}

/** From the message that holds the focus, or from the newest: one on, kept within the frame. */
function walk(timeline: TimelineIsland, step: number): void {
  const messages = all(timeline);
  const held = current(timeline);
  const next = held ? messages[messages.indexOf(held) + step] : messages.at(-1);
  const frame = timeline.querySelector<HTMLElement>(".talk");
  if (!next || !frame) return;
  next.focus({ preventScroll: true });
  const [box, around] = [next.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (box.top < around.top + EDGE) frame.scrollTop += box.top - around.top - EDGE;
  else if (box.bottom > around.bottom - EDGE) frame.scrollTop += box.bottom - around.bottom + EDGE;
}

function act(timeline: TimelineIsland, name: string): void {
  const seq = Number((current(timeline) ?? newest(timeline))?.dataset.seq);
  const message: Message | undefined = timeline.open?.state.results.find((each) => each.seq === seq);
  if (message && !message.deleted && timeline.open?.room?.is_member) timeline.dispatchEvent(new CustomEvent(name, { detail: message, bubbles: true }));
}

/** The next room with something unread in the order of the list; round at its ends. */
function toUnread(list: RoomList, step: number): void {
  const links = [...list.querySelectorAll<HTMLElement>("a.room")];
  const here = links.findIndex((link) => link.getAttribute("aria-current"));
  const waiting = (link: HTMLElement): boolean => {
    const room = list.session?.room(Number(link.dataset.room));
    return Boolean(room && unread(room));
  };
  for (let far = 1; far <= links.length; far++) {
    const link = links[(here + step * far + links.length * 2) % links.length];
    if (link && waiting(link)) return link.click();
  }
}
