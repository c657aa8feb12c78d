import { given, me, say } from "../page";

const PAGES = given<string[]>("carded-pages", []).map((page) => new RegExp(`^${page.replaceAll("#", "\\d+")}$`));
const GAP = 5000;

/** The pages of our own that a text links to and that have a card, each once; people who are mentioned are no links. */
export function cardedLinks(body: ParentNode, origin = location.origin, pages = PAGES): string[] {
  const paths = [...body.querySelectorAll<HTMLAnchorElement>("a[href]:not(.mention)")].map((link) => new URL(link.href, origin)).filter((url) => url.origin === origin && !url.search && !url.hash);
  return [...new Set(paths.map((url) => url.pathname))].filter((path) => pages.some((page) => page.test(path))).slice(0, 3);
}

/** A link's card, below the text that holds it: fetched when it comes near the screen, in the data saver when tapped, and
 * again when its stream moved: within three seconds, at most every five. What one may not see has no card. */
class Card {
  readonly place = document.createElement("div");
  private fetchedAt = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private stream = "";
  private isSeen = false;

  constructor(private readonly path: string) {
    this.place.className = "card-place";
    if (me?.data_saver) this.offer();
    else this.watch();
  }

  moved(stream: string): void {
    if (stream !== this.stream || this.waiting || !this.place.isConnected || !this.isSeen || document.hidden) return;
    this.waiting = setTimeout(() => void this.fetch(), Math.max(Math.random() * 3000, this.fetchedAt + GAP - Date.now()));
  }

  private offer(): void {
    const button = document.createElement("button");
    button.className = "btn quiet small";
    button.textContent = say("show_card");
    button.addEventListener("click", () => this.watch());
    this.place.append(button);
  }

  private watch(): void {
    new IntersectionObserver((places) => {
      this.isSeen = places.at(-1)!.isIntersecting;
      if (this.isSeen && !this.fetchedAt) void this.fetch();
    }, { rootMargin: "100px" }).observe(this.place);
  }

  private async fetch(): Promise<void> {
    this.waiting = undefined;
    this.fetchedAt = Date.now();
    const answer = await fetch(`${this.path}card/`, { credentials: "same-origin", redirect: "error" }).catch(() => null);
    if (!answer?.ok) {
      this.place.replaceChildren();
      return;
    }
    this.place.innerHTML = await answer.text(); // the server's own template, whose texts are escaped there
    this.stream = this.place.querySelector<HTMLElement>("[data-stream]")?.dataset.stream ?? "";
  }
}

const cards = new Set<Card>();

/** Put the cards of a body's links below it. A body that was drawn anew keeps those it has. */
export function showCards(body: HTMLElement): void {
  const paths = cardedLinks(body);
  if (body.dataset.cards === paths.join()) return;
  body.dataset.cards = paths.join();
  body.parentElement?.querySelectorAll(":scope > .card-place").forEach((place) => place.remove());
  for (const card of [...cards]) if (!card.place.isConnected) cards.delete(card);
  body.after(...paths.map((path) => {
    const card = new Card(path);
    cards.add(card);
    return card.place;
  }));
}

// A stream moved on: what shows something of it may be behind.
globalThis.document?.addEventListener("stream_moved", (event) => cards.forEach((card) => card.moved((event as CustomEvent<string>).detail)));
