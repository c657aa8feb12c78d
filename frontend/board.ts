import { counted, progress, step, type LineFacts, type NeedFacts } from "./board-state";
import { showDigits } from "./digits";
import { count, given, say, show } from "./page";
import { session, type Session } from "./session";
import type { Entry } from "./types";

const WAIT = 3000;
const GAP = 5000;

/** The board while it is looked at: numbers follow the entries, what is new is counted and shown when one asks for it. A
 * card is fetched anew only where an entry does not say what it became, while it is on the screen, and not often. */
class Board {
  private readonly fetched = new Map<number, number>();
  private readonly waiting = new Set<number>();
  private news = new Set<number>();

  constructor(private readonly at: Session) {
    this.watch();
    document.addEventListener("htmx:afterSwap", () => this.watch());
  }

  /** From the heads that came with the list. */
  private watch(): void {
    this.news = new Set();
    for (const [stream, head] of Object.entries(given<Record<string, number>>("board-heads", {}))) {
      this.at.live.watch(stream, head, { entry: (entry) => this.heard(entry), reset: () => this.offerReload(), gone: () => undefined });
    }
  }

  private card(id: number): HTMLElement | null {
    return document.querySelector(`[data-need="${id}"]`);
  }

  private heard(entry: Entry): void {
    const facts = entry.data as unknown as NeedFacts & { need?: number };
    const id = entry.event.startsWith("need_") ? facts.id : (facts.need ?? facts.id);
    const card = this.card(id);
    const wanted = step(entry.event, facts, card?.dataset.status);
    if (wanted === "news") this.tellNews(id);
    if (wanted === "apply" && card) for (const line of linesOf(card, facts)) this.apply(card, line);
    if (wanted === "fetch") this.fetchLater(id);
  }

  private tellNews(id: number): void {
    this.news.add(id);
    this.offerReload();
  }

  private offerReload(): void {
    const place = document.getElementById("news");
    const link = place?.querySelector("a");
    if (!place || !link) return;
    link.textContent = this.news.size ? count("new_needs", this.news.size) : say("board_moved");
    link.href = location.href;
    place.hidden = false;
  }

  private apply(card: HTMLElement, line: LineFacts): void {
    const place = card.querySelector(`[data-line="${line.id}"]`);
    const { arrived, promised, amounts } = progress(line);
    place?.querySelector(".arrived")?.setAttribute("width", String(arrived));
    const bar = place?.querySelector(".promised");
    bar?.setAttribute("x", String(arrived));
    bar?.setAttribute("width", String(promised));
    const words = place?.querySelector(".need-words");
    if (!words) return;
    const said = (["arrived", "promised", "left"] as const).filter((name) => amounts[name] > 0).map((name) => say(`line.${name}`, { amount: show(amounts[name].toLocaleString("en")) }));
    words.textContent = [...said, ...(amounts.left ? [] : [say("line.nothing_left")])].join(" · ");
  }

  private fetchLater(id: number): void {
    if (this.waiting.has(id)) return;
    this.waiting.add(id);
    const pause = Math.max(Math.random() * WAIT, (this.fetched.get(id) ?? 0) + GAP - Date.now());
    setTimeout(() => void this.fetchCard(id), pause);
  }

  /** Only for who looks: another tab, or a card far below, is behind until it is loaded again. */
  private async fetchCard(id: number): Promise<void> {
    this.waiting.delete(id);
    const card = this.card(id);
    if (!card || document.hidden || !isSeen(card)) return;
    this.fetched.set(id, Date.now());
    const answer = await fetch(`/needs/${id}/row/`, { credentials: "same-origin", redirect: "error" }).catch(() => null);
    if (answer?.status === 404) return card.remove();
    if (!answer?.ok || !card.isConnected) return;
    const drawn = document.createElement("template");
    drawn.innerHTML = await answer.text(); // the server's own template, whose texts are escaped there
    const fresh = drawn.content.firstElementChild as HTMLElement;
    card.replaceWith(fresh);
    showDigits(fresh);
  }
}

/** What the entry says of the card's lines: in words of its own, or as amounts of lines that the card knows. */
function linesOf(card: HTMLElement, facts: NeedFacts): LineFacts[] {
  const { amounts } = facts;
  if (!amounts) return facts.lines ?? [];
  return [...card.querySelectorAll<HTMLElement>("[data-line]")].filter((place) => place.dataset.line! in amounts)
    .map(({ dataset }) => counted(Number(dataset.line), Number(dataset.quantity), Number(dataset.factor), amounts[dataset.line!]!));
}

function isSeen(card: HTMLElement): boolean {
  const { top, bottom } = card.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

if (session) void session.then((at) => new Board(at));
