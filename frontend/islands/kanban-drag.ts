/** A card under the hand, by mouse or by touch: where it would fall is told while it moves, and where it fell at the end. */
export interface Hand {
  lift: (task: number) => boolean;
  over: (column: number, place: number) => void;
  drop: () => void;
  cancel: () => void;
}
const FAR = 6; // px that a mouse may tremble before it drags
const LONG = 350; // ms that a finger rests before it lifts
const EDGE = 56; // px from an edge within which what lies behind it comes
const NEXT = 700; // ms at the side of a phone's screen before the next column comes

export class Dragging {
  private ghost: HTMLElement | null = null;
  private source: HTMLElement | null = null;
  private grip = { x: 0, y: 0 };
  private at = { x: 0, y: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private frame = 0;
  private turned = 0;

  constructor(private readonly host: HTMLElement, private readonly hand: Hand) {
    host.addEventListener("pointerdown", (event) => event.pointerType !== "touch" && event.button === 0 && this.press(event));
    host.addEventListener("touchstart", (event) => this.touch(event), { passive: true });
    host.addEventListener("contextmenu", (event) => this.timer !== undefined && event.preventDefault());
    host.addEventListener("dragstart", (event) => event.preventDefault()); // links and pictures have a dragging of their own
    host.addEventListener("click", (event) => this.swallow(event), true);
  }

  get isLifted(): boolean {
    return this.ghost !== null;
  }

  private cardOf(event: Event): HTMLElement | null {
    const target = event.target as Element;
    return target.closest("input, textarea, button, .kanban-move") ? null : target.closest<HTMLElement>("[data-task]");
  }

  // By mouse or pen ------------------------------------------------------------------------------------------------
  private press(event: PointerEvent): void {
    const card = this.cardOf(event);
    if (!card) return;
    const from = { x: event.clientX, y: event.clientY };
    const moved = (next: PointerEvent): void => {
      if (!this.ghost && Math.hypot(next.clientX - from.x, next.clientY - from.y) < FAR) return;
      if (!this.ghost && !this.lift(card, from)) return end();
      next.preventDefault();
      this.follow(next.clientX, next.clientY);
    };
    const up = (): void => { end(); this.letGo(); };
    const key = (next: KeyboardEvent): void => { if (next.key === "Escape" && this.ghost) { end(); this.giveUp(); } };
    const lost = (): void => { end(); this.giveUp(); };
    const end = listening(document, { pointermove: moved as EventListener, pointerup: up, pointercancel: lost, keydown: key as EventListener });
  }

  // By touch: a finger that rests lifts, one that moves scrolls ------------------------------------------------------
  private touch(event: TouchEvent): void {
    const card = this.cardOf(event);
    if (!card || event.touches.length !== 1 || this.ghost) return;
    const { clientX: x, clientY: y } = event.touches[0]!;
    const moved = (next: TouchEvent): void => {
      const finger = next.touches[0]!;
      if (this.ghost) {
        next.preventDefault();
        this.follow(finger.clientX, finger.clientY);
      } else if (Math.hypot(finger.clientX - x, finger.clientY - y) > FAR * 1.5) end();
    };
    const up = (next: TouchEvent): void => {
      if (this.ghost) next.preventDefault();
      end();
      this.letGo();
    };
    const lost = (): void => { end(); this.giveUp(); };
    const stop = listening(card, { touchmove: moved as EventListener, touchend: up as EventListener, touchcancel: lost });
    const end = (): void => {
      clearTimeout(this.timer);
      this.timer = undefined;
      stop();
    };
    this.timer = setTimeout(() => {
      if (this.lift(card, { x, y })) navigator.vibrate?.(15);
      else end();
    }, LONG);
  }

  private lift(card: HTMLElement, { x, y }: { x: number; y: number }): boolean {
    if (!this.hand.lift(Number(card.dataset.task))) return false;
    const box = card.getBoundingClientRect();
    this.source = card;
    this.grip = { x: x - box.left, y: y - box.top };
    this.ghost = card.cloneNode(true) as HTMLElement;
    this.ghost.classList.add("kanban-ghost");
    this.ghost.inert = true;
    this.ghost.style.inlineSize = `${box.width}px`;
    this.host.append(this.ghost);
    document.documentElement.classList.add("is-dragging");
    this.follow(x, y);
    this.frame = requestAnimationFrame(() => this.scroll());
    return true;
  }

  private follow(x: number, y: number): void {
    this.at = { x, y };
    if (!this.ghost) return;
    this.ghost.style.transform = `translate(${x - this.grip.x}px, ${y - this.grip.y}px) rotate(-1.5deg)`;
    this.tell();
  }

  /** Into which column, and behind how many of its other cards, it would fall. */
  private tell(): void {
    const { x, y } = this.at;
    const columns = [...this.host.querySelectorAll<HTMLElement>("[data-column]")];
    const column = columns.find((each) => isWithin(each.getBoundingClientRect(), x)) ?? nearest(columns, x);
    if (!column) return;
    const cards = [...column.querySelectorAll<HTMLElement>("[data-task]")].filter((card) => card.dataset.task !== this.source?.dataset.task);
    const above = cards.filter((card) => {
      const box = card.getBoundingClientRect();
      return y > box.top + box.height / 2;
    });
    this.hand.over(Number(column.dataset.column), above.length);
  }

  /** What lies behind the edges comes while the hand rests there. */
  private scroll(): void {
    const { x, y } = this.at;
    const list = document.elementsFromPoint(x, y).map((each) => each.closest<HTMLElement>(".kanban-cards")).find(Boolean);
    const board = this.host.querySelector<HTMLElement>(".kanban")!;
    const box = list && list.scrollHeight > list.clientHeight + 1 ? list.getBoundingClientRect() : null;
    if (box && y < box.top + EDGE) list!.scrollBy(0, -9);
    else if (box && y > box.bottom - EDGE) list!.scrollBy(0, 9);
    else if (y < EDGE) scrollBy(0, -9);
    else if (y > innerHeight - EDGE) scrollBy(0, 9);
    const side = x < board.getBoundingClientRect().left + EDGE ? -1 : x > board.getBoundingClientRect().right - EDGE ? 1 : 0;
    if (!side) this.turned = performance.now(); // a hand that only passes the edge turns nothing
    if (side && getComputedStyle(board).scrollSnapType !== "none") this.turn(board, side);
    else if (side) board.scrollBy(side * 12, 0);
    this.tell();
    this.frame = requestAnimationFrame(() => this.scroll());
  }

  /** On a phone one column fills the screen: the next one comes as a whole. */
  private turn(board: HTMLElement, side: number): void {
    if (performance.now() - this.turned < NEXT) return;
    this.turned = performance.now();
    board.scrollBy({ left: side * board.clientWidth, behavior: "smooth" });
  }

  private letGo(): void {
    if (this.put()) this.hand.drop();
  }

  private giveUp(): void {
    if (this.put()) this.hand.cancel();
  }

  private put(): boolean {
    if (!this.ghost) return false;
    cancelAnimationFrame(this.frame);
    this.ghost.remove();
    this.ghost = this.source = null;
    this.dropped = performance.now();
    document.documentElement.classList.remove("is-dragging");
    return true;
  }

  private dropped = -1e9;

  /** The click that ends a drag opens nothing. */
  private swallow(event: MouseEvent): void {
    if (performance.now() - this.dropped > 100) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function listening(target: EventTarget, acts: Record<string, EventListener>): () => void {
  for (const [name, act] of Object.entries(acts)) target.addEventListener(name, act, { passive: false });
  return () => {
    for (const [name, act] of Object.entries(acts)) target.removeEventListener(name, act);
  };
}

function isWithin(box: DOMRect, x: number): boolean {
  return x >= box.left && x <= box.right;
}

function nearest(columns: HTMLElement[], x: number): HTMLElement | undefined {
  const far = (each: HTMLElement): number => {
    const box = each.getBoundingClientRect();
    return Math.max(box.left - x, x - box.right);
  };
  return columns.sort((one, other) => far(one) - far(other))[0];
}
