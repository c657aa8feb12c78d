/** On a phone a long message shows its first lines, and the rest when asked. The styles say how many: 12 (timeline.css). */
const PHONE = "(max-width: 47.99rem)";
const FOLDED_FROM = 14;

/** Mark what is long, before it is painted: nothing moves. All is measured first, so that the page is laid out once. */
export function foldLong(within: HTMLElement): void {
  if (!matchMedia(PHONE).matches) return;
  const bodies = [...within.querySelectorAll<HTMLElement>(".message > .body")];
  const long = bodies.map((body) => body.scrollHeight > FOLDED_FROM * parseFloat(getComputedStyle(body).lineHeight));
  bodies.forEach((body, at) => body.classList.toggle("long", long[at]!));
}

/** Show all of a message. What stands above the fold stays where it is; the frame counts from its end. */
export function unfold(message: Element): void {
  const body = message.querySelector<HTMLElement>(".body.long:not(.open)");
  const frame = body?.closest<HTMLElement>(".talk");
  if (!body || !frame) return;
  const top = body.getBoundingClientRect().top;
  body.classList.add("open");
  frame.scrollTop += body.getBoundingClientRect().top - top;
}

/** The button was chosen: it goes, and who came by keyboard stands at the message. */
export function unfoldBy(event: Event): void {
  const message = (event.currentTarget as HTMLElement).closest<HTMLElement>(".message");
  if (!message) return;
  unfold(message);
  message.focus({ preventScroll: true });
}

/** A link below the fold, reached by keyboard, opens its message. */
export function unfoldFocused(event: FocusEvent): void {
  const target = event.target as HTMLElement;
  if (target.matches(".body :focus-visible")) unfold(target.closest(".message")!);
}
