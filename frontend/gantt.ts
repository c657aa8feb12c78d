import { dayInWords } from "./dates";
import { showDigits } from "./digits";
import { changed, changesPlan, daysOf, step, type Days, type Way } from "./gantt-days";
import { me, say } from "./page";
import { session, type Session } from "./session";
import { tellWhy } from "./shell";

const SLIP = 5; // pixels that are no drag yet
const EDGE = 12;

/** A bar that is being moved: by a pointer, or by keys until somebody presses Enter. */
interface Moving { bar: SVGAElement; days: Days; now: Days; way: Way; from: number; by: number; pointer?: number | undefined }

/** The chart of a project's time: bars follow the finger or the arrows; before anything is saved a sheet says what else moves. */
class Gantt {
  private moving: Moving | null = null;
  private wasDragged = false;
  private isAsking = false;

  constructor() {
    document.addEventListener("pointerdown", (event) => this.grasp(event));
    document.addEventListener("pointermove", (event) => this.drag(event));
    document.addEventListener("pointerup", (event) => void this.drop(event));
    document.addEventListener("pointercancel", () => this.forget());
    document.addEventListener("dragstart", (event) => (event.target as Element).closest?.(".gantt-chart") && event.preventDefault());
    document.addEventListener("keydown", (event) => void this.press(event));
    document.addEventListener("focusout", (event) => this.moving && !this.moving.pointer && !this.isAsking && event.target === this.moving.bar && this.forget());
    document.addEventListener("click", (event) => this.click(event), true);
    showToday();
  }

  private get chart(): SVGSVGElement | null {
    return document.querySelector(".gantt-chart");
  }

  private get onward(): number {
    return Number(this.chart?.dataset.onward ?? 1);
  }

  private get scale(): number {
    return Number(this.chart?.dataset.scale ?? 1);
  }

  // By mouse and by touch
  private grasp(event: PointerEvent): void {
    const bar = barOf(event.target);
    if (!bar || event.button !== 0 || !mayWork()) return;
    this.forget();
    const box = bar.querySelector(".body")!.getBoundingClientRect();
    const toEnd = this.onward > 0 ? box.right - event.clientX : event.clientX - box.left;
    const isEnd = bar.dataset.kind !== "milestone" && toEnd < EDGE && box.width > EDGE * 2;
    this.moving = { bar, days: daysAt(bar), now: daysAt(bar), way: isEnd ? "longer" : "move", from: event.clientX, by: 0, pointer: event.pointerId };
  }

  private drag(event: PointerEvent): void {
    const moving = this.moving;
    if (!moving || moving.pointer !== event.pointerId) return;
    const pixels = event.clientX - moving.from;
    if (Math.abs(pixels) < SLIP && !this.wasDragged) return;
    if (!this.wasDragged) moving.bar.setPointerCapture?.(event.pointerId);
    this.wasDragged = true;
    this.by(moving, daysOf(pixels, this.scale, this.onward));
  }

  private async drop(event: PointerEvent): Promise<void> {
    const moving = this.moving;
    if (!moving || moving.pointer !== event.pointerId) return;
    moving.pointer = undefined; // the hand has let go: what it does in the sheet moves no bar
    setTimeout(() => (this.wasDragged = false)); // after the click that follows
    if (this.wasDragged && moving.by) await this.ask(moving);
    this.forget();
  }

  // By keyboard
  private async press(event: KeyboardEvent): Promise<void> {
    const bar = barOf(document.activeElement);
    if (!bar || !mayWork()) return;
    const days = step(event.key, this.onward);
    if (days) {
      event.preventDefault();
      const way = event.shiftKey && bar.dataset.kind !== "milestone" ? "longer" : "move";
      if (this.moving?.bar !== bar || this.moving.way !== way) this.begin(bar, way);
      this.by(this.moving!, this.moving!.by + days);
    } else if (event.key === "Enter" && this.moving?.by) {
      event.preventDefault();
      await this.ask(this.moving);
      this.forget();
      barOf(document.querySelector(`.bar[data-task="${bar.dataset.task}"]`))?.focus();
    } else if (event.key === "Escape") this.forget();
  }

  private begin(bar: SVGAElement, way: Way): void {
    this.forget();
    this.moving = { bar, days: daysAt(bar), now: daysAt(bar), way, from: 0, by: 0 };
  }

  // What is seen of it
  private by(moving: Moving, days: number): void {
    moving.by = days;
    moving.now = changed(moving.days, days, moving.way);
    moving.bar.classList.add("is-moving");
    const pixels = days * this.scale * this.onward;
    if (moving.way === "move") moving.bar.setAttribute("transform", `translate(${pixels} 0)`);
    else stretch(moving.bar, pixels, this.onward);
    this.tell(moving);
  }

  private tell({ now }: Moving): void {
    const words = now.starts && now.starts !== now.due ? `${dayInWords(now.starts)} – ${dayInWords(now.due)}` : dayInWords(now.due || now.starts);
    let place = document.getElementById("gantt-days");
    if (!place) {
      place = document.createElement("p");
      place.id = "gantt-days";
      document.querySelector(".gantt")?.append(place);
    }
    place.textContent = words;
    tellReader(words);
  }

  private forget(): void {
    if (!this.moving) return;
    const { bar } = this.moving;
    this.moving = null;
    bar.classList.remove("is-moving");
    bar.removeAttribute("transform");
    stretch(bar, 0, this.onward);
    document.getElementById("gantt-days")?.remove();
  }

  // What becomes of it
  private ask({ bar, now }: Moving): Promise<void> {
    const asked = new URLSearchParams({ starts_on: now.starts, due_on: now.due });
    return this.open(`${bar.getAttribute("href")!}?${asked}`);
  }

  private async open(address: string): Promise<void> {
    this.isAsking = true;
    const { openSheet } = await import("./sheet");
    const isDone = await openSheet(address);
    this.isAsking = false;
    if (isDone) await show(location.href);
  }

  private click(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const address = link.getAttribute("href") ?? "";
    if (this.wasDragged && barOf(link)) event.preventDefault();
    else if ((barOf(link) && mayWork()) || link.matches("[data-replan]")) {
      event.preventDefault();
      void this.open(address);
    } else if (address.startsWith("?") && link.closest("#timeline")) {
      event.preventDefault();
      void show(address);
    }
  }

  /** Somebody is in the middle of something: then the chart does not change under their hand. */
  get isBusy(): boolean {
    return this.isAsking || this.moving !== null;
  }
}

function barOf(target: EventTarget | null): SVGAElement | null {
  return target instanceof Element ? target.closest<SVGAElement>(".bar[data-task]") : null;
}

function daysAt({ dataset }: SVGAElement): Days {
  return { starts: dataset.starts ?? "", due: dataset.due ?? "" };
}

function mayWork(): boolean {
  return Boolean(document.getElementById("timeline")?.dataset.canWork);
}

/** Make the body of a bar longer by so many pixels in the direction of time; 0 puts it back. */
function stretch(bar: SVGAElement, pixels: number, onward: number): void {
  const body = bar.querySelector<SVGElement>("rect.body");
  if (!body) return;
  body.dataset.width ??= body.getAttribute("width")!;
  body.dataset.x ??= body.getAttribute("x")!;
  const width = Math.max(Number(body.dataset.width) + pixels * onward, 4);
  body.setAttribute("width", String(width));
  if (onward < 0) body.setAttribute("x", String(Number(body.dataset.x) + Number(body.dataset.width) - width));
}

/** Today stands a quarter into what is seen. */
function showToday(): void {
  const scroll = document.querySelector<HTMLElement>(".gantt-scroll");
  const line = scroll?.querySelector(".today");
  if (!scroll || !line) return;
  const onward = Number(scroll.querySelector<SVGSVGElement>(".gantt-chart")!.dataset.onward);
  const [seen, at] = [scroll.getBoundingClientRect(), line.getBoundingClientRect().left];
  scroll.scrollLeft += onward > 0 ? at - seen.left - seen.width / 4 : at - seen.right + seen.width / 4;
}

/** The chart as it is now, or another part of it; where one has scrolled to, one stays. */
async function show(address: string): Promise<void> {
  const place = document.getElementById("timeline");
  if (!place) return;
  const at = place.querySelector(".gantt-scroll")?.scrollLeft;
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(30_000) });
    const fresh = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("timeline") : null;
    if (!fresh) throw new Error(String(answer.status));
    const isSame = new URL(address, location.href).href === location.href;
    history.replaceState(null, "", address);
    place.replaceWith(fresh);
    showDigits(fresh);
    const scroll = fresh.querySelector(".gantt-scroll");
    if (isSame && scroll && at !== undefined) scroll.scrollLeft = at;
    else showToday();
    void session?.then(watch);
  } catch (error) {
    place.removeAttribute("aria-busy");
    tellWhy(error);
  }
}

/** What one did oneself in another window is shown at once; of what others did a line tells, so that nothing jumps. */
function watch(at: Session): void {
  const place = document.getElementById("timeline");
  if (!place?.dataset.stream) return;
  at.live.watch(place.dataset.stream, Number(place.dataset.head), {
    entry: ({ event, actor }) => {
      if (!changesPlan(event)) return;
      if (actor.person === me?.id && !gantt.isBusy) void show(location.href);
      else if (actor.person !== me?.id) tellNews();
    },
    reset: tellNews,
    gone: () => undefined,
  });
}

/** To a screen reader, politely. */
function tellReader(words: string): void {
  const place = document.getElementById("announced");
  if (place) place.textContent = words;
}

function tellNews(): void {
  const place = document.getElementById("plan-news");
  if (place) place.hidden = false;
  tellReader(say("plan_moved"));
}

const gantt = new Gantt();
document.addEventListener("click", (event) => (event.target as Element).closest("[data-show-news]") && void show(location.href));
if (session) void session.then(watch);
