import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { call, type Refusal } from "../api";
import { Moves, type Moved } from "../moves";
import { count, given, me, say } from "../page";
import { newId } from "../random";
import { session } from "../session";
import { tellWhy, toast } from "../shell";
import type { Entry } from "../types";
import "./kanban-add";
import { cardOf } from "./kanban-card";
import { Dragging } from "./kanban-drag";
import { arrowed, isArrow, neighbour } from "./kanban-keys";
import { applied, behind, countIn, extended, opened, refreshed, shown, withCard, withMoved, type Board, type Card, type Column, type Filter, type Move, type Told } from "./kanban-state";
import { takes, today } from "./kanban-words";

interface Given extends Told { project: number; filter: Filter; can_work: boolean }
interface Held { task: number; column: number; after: number | null; place: number; byKeys: boolean }
const GAP = 5000;
const SPREAD = 3000;

/** The board of a project: what stands comes with the project's entries, what one moves is shown at once and told apart. */
export class KanbanIsland extends LitElement {
  static override properties = { board: { state: true }, held: { state: true }, here: { state: true } };
  declare board: Board;
  declare held: Held | null;
  /** The column that fills the screen of a phone. */
  declare here: number;
  private readonly given = given<Given>("board", { project: 0, head: 0, columns: [], filter: {}, can_work: false });
  private readonly filter = this.given.filter;
  private readonly moves: Moves;
  private readonly dragging: Dragging;
  private refetched = 0;
  private refetching: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    [this.board, this.held] = [opened(this.given), null];
    this.here = this.board.columns[0]?.id ?? 0;
    this.moves = new Moves(`multaqa-moves-${me?.id}-${this.given.project}`, {
      changed: () => this.requestUpdate(),
      moved: (answer, move) => this.wasMoved(answer, move),
      refused: (refusal, move) => this.wasRefused(refusal, move),
    });
    this.dragging = new Dragging(this, {
      lift: (task) => this.lift(task, false),
      over: (column, place) => this.carry(column, place),
      drop: () => this.drop(),
      cancel: () => (this.held = null),
    });
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", (event) => this.choosesPlace(event));
    addEventListener("online", () => void this.moves.drain());
    document.addEventListener("visibilitychange", () => this.freshen());
    void this.moves.drain();
    void session?.then((at) => {
      this.follow(this.board.head);
      at.on("line", () => at.line === "open" && void this.moves.drain());
    });
  }

  /** The server drew it already: what stands there is replaced by the same, which is alive. */
  override createRenderRoot(): this {
    this.replaceChildren();
    return this;
  }

  override render(): TemplateResult {
    const { board, held } = this;
    const ways = [...this.moves.waiting, ...(held ? [held] : [])];
    const lists = shown(board, ways);
    return html`${this.moves.isStuck ? html`<p class="notice saffron" role="status">${say("kanban.waiting")}</p>` : nothing}
      <p class="visually-hidden" id="kanban-keys">${say("kanban.keys")}</p>
      <nav class="kanban-tabs" aria-label=${say("kanban.columns")}>${board.columns.map((column) => html`<a href="#column-${column.id}" aria-current=${column.id === this.here ? "true" : nothing} @click=${(event: Event) => this.turnTo(event, column.id)}><bdi>${column.title}</bdi> <span class="kanban-count">${takes(countIn(board, column, ways), column.limit)}</span></a>`)}</nav>
      <ol class="kanban" @scroll=${() => this.scrolled()}>${repeat(board.columns, (column) => column.id, (column) => this.column(column, lists.get(column.id) ?? [], ways))}</ol>`;
  }

  private column(column: Column, cards: Card[], ways: Pick<Move, "task" | "column">[]): TemplateResult {
    const [number, now] = [countIn(this.board, column, ways), today()];
    const tone = column.limit !== null && number >= column.limit ? "full" : column.kind === "done" ? "done" : "";
    const waiting = new Set(this.moves.isStuck ? this.moves.waiting.map((move) => move.task) : []);
    const rest = column.found - [...this.board.cards.values()].filter((card) => card.column === column.id).length;
    return html`<li class="kanban-column ${column.id === this.here ? "is-here" : ""} ${this.held?.column === column.id ? "is-over" : ""}" id="column-${column.id}" data-column=${column.id} aria-labelledby="column-title-${column.id}">
      <header class="kanban-top"><h2 id="column-title-${column.id}"><bdi>${column.title}</bdi></h2><span class="kanban-count ${tone}" title=${column.limit === null ? nothing : say("kanban.limit")}>${takes(number, column.limit)}</span></header>
      <ol class="kanban-cards">${repeat(cards, (card) => card.id, (card) => cardOf(card, column, { now, waits: waiting.has(card.id), isLifted: card.id === this.held?.task, canMove: this.given.can_work }))}${cards.length ? nothing : html`<li class="kanban-empty">${say("kanban.empty")}</li>`}</ol>
      ${this.board.edges.has(column.id) && rest > 0 ? html`<button class="btn plain small" @click=${() => void this.more(column.id)}>${count("kanban.more", rest)}</button>` : nothing}
      ${this.given.can_work ? html`<mq-kanban-add .column=${column} .project=${this.given.project} @made=${(event: CustomEvent<Card>) => this.made(event.detail)}></mq-kanban-add>` : nothing}</li>`;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("here")) this.showTab();
    if (this.held?.byKeys) this.focusOn(this.held.task);
    if (this.board.isUnsure) this.freshen();
  }

  // What others do ---------------------------------------------------------------------------------------------------
  private follow(head: number): void {
    void session?.then(({ live }) => live.watch(`project.${this.given.project}`, head, {
      entry: (entry: Entry) => (this.board = applied(this.board, entry, this.filter, today())),
      reset: () => void this.fetchAnew().then(() => this.follow(this.board.head)),
      gone: () => toast(say("kanban.gone")),
    }));
  }

  /** Where only the server can tell: in a while, for who looks, and not too often. */
  private freshen(isOwn = false): void {
    if (!this.board.isUnsure || document.hidden || (this.refetching && !isOwn)) return;
    clearTimeout(this.refetching);
    const wait = isOwn ? 0 : Math.max(Math.random() * SPREAD, this.refetched + GAP - Date.now());
    this.refetching = setTimeout(() => void this.fetchAnew(), wait);
  }

  private async fetchAnew(): Promise<void> {
    this.refetched = Date.now();
    try {
      const told = await call<Told>("GET", `/api/projects/${this.given.project}/board/?${this.query()}`);
      this.board = refreshed(this.board, told);
    } catch (error) {
      if (!this.board.isUnsure) tellWhy(error);
    }
    this.refetching = undefined;
    this.requestUpdate();
  }

  private query(more: Record<string, number> = {}): string {
    const asked = Object.entries({ ...this.filter, ...more }).filter(([, value]) => value);
    return String(new URLSearchParams(asked.map(([name, value]) => [name, String(value)])));
  }

  private async more(column: number): Promise<void> {
    const edge = this.board.edges.get(column)!;
    try {
      const { tasks, more } = await call<{ tasks: Card[]; more: boolean }>("GET", `/api/columns/${column}/tasks/?${this.query({ after: edge.id, position: edge.position })}`);
      this.board = extended(this.board, column, tasks, more);
    } catch (error) {
      tellWhy(error);
    }
  }

  // What one moves ---------------------------------------------------------------------------------------------------
  private list(column: number, held: Held | null = null): Card[] {
    return shown(this.board, [...this.moves.waiting, ...(held ? [held] : [])]).get(column) ?? [];
  }

  private standing(task: number): { column: number; place: number } | null {
    for (const { id } of this.board.columns) {
      const place = this.list(id).findIndex((card) => card.id === task);
      if (place >= 0) return { column: id, place };
    }
    return null;
  }

  private lift(task: number, byKeys: boolean): boolean {
    const at = this.given.can_work && !this.held ? this.standing(task) : null;
    if (!at) return false;
    this.held = { task, ...at, after: behind(this.list(at.column), at.place, task), byKeys };
    return true;
  }

  private carry(column: number, place: number): void {
    const { held } = this;
    if (!held || (held.column === column && held.place === place)) return;
    this.held = { ...held, column, place, after: behind(this.list(column), place, held.task) };
  }

  private drop(): void {
    const { held } = this;
    this.held = null;
    if (!held) return;
    const from = this.standing(held.task)!;
    const isSame = from.column === held.column && behind(this.list(from.column), from.place, held.task) === held.after;
    const card = this.board.cards.get(held.task);
    if (isSame || !card) return;
    this.moves.add({ client_id: newId(), task: held.task, column: held.column, after: held.after, base_version: card.version });
  }

  private wasMoved(answer: Moved, move: Move): void {
    this.board = withMoved(this.board, answer.task, move.after, this.filter, today());
  }

  private wasRefused(refusal: Refusal, move: Move): void {
    toast(say("kanban.refused", { title: this.board.cards.get(move.task)?.title ?? "", why: refusal.detail || say("refused") }));
    this.board = { ...this.board, isUnsure: true };
    this.freshen(true);
  }

  /** Who cannot drag says in a sheet where it goes. */
  private choosesPlace(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".kanban-move");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void import("../sheet").then(({ openSheet }) => openSheet(link.pathname));
  }

  private made(card: Card): void {
    this.board = withCard(this.board, card, this.filter, today(), true);
    if (!this.board.cards.has(card.id)) toast(say("kanban.added_far"));
  }

  // By keyboard ------------------------------------------------------------------------------------------------------
  private pressed(event: KeyboardEvent): void {
    const link = (event.target as Element).closest<HTMLElement>(".kanban-title");
    const task = Number(link?.closest<HTMLElement>("[data-task]")?.dataset.task);
    if (!link || this.dragging.isLifted || event.altKey || event.ctrlKey || event.metaKey) return;
    const { held } = this;
    if (event.key === " " && !held) { if (this.lift(task, true)) this.announce("kanban.lifted", this.held!); else return; }
    else if (held && (event.key === " " || event.key === "Enter")) { this.drop(); this.announce("kanban.dropped", held); void this.updateComplete.then(() => this.focusOn(held.task)); }
    else if (held && event.key === "Escape") { this.held = null; this.announce("kanban.left", held); void this.updateComplete.then(() => this.focusOn(held.task)); }
    else if (isArrow(event.key) && held) {
      const to = arrowed(event.key, held, this.board.columns, (id) => this.list(id).filter((card) => card.id !== held.task).length);
      this.carry(to.column, to.place);
      this.announce("kanban.over", this.held!);
    } else if (isArrow(event.key)) neighbour(this, link, event.key)?.focus();
    else return;
    event.preventDefault();
  }

  private announce(words: string, held: Held): void {
    const title = this.board.cards.get(held.task)?.title ?? "";
    const column = this.board.columns.find((each) => each.id === held.column)?.title ?? "";
    const others = this.list(held.column).filter((card) => card.id !== held.task).length;
    const place = document.getElementById("announced");
    if (place) place.textContent = say(words, { title, column, place: Math.min(held.place, others) + 1, count: others + 1 });
  }

  private focusOn(task: number): void {
    this.querySelector<HTMLElement>(`[data-task="${task}"] .kanban-title`)?.focus();
  }

  // On a phone -------------------------------------------------------------------------------------------------------
  private turnTo(event: Event, column: number): void {
    event.preventDefault();
    const place = this.querySelector<HTMLElement>(`#column-${column}`)!;
    place.scrollIntoView({ inline: "start", block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  private showTab(): void {
    const [tabs, tab] = [this.querySelector(".kanban-tabs")!, this.querySelector(".kanban-tabs [aria-current]")];
    const [box, wanted] = [tabs.getBoundingClientRect(), tab?.getBoundingClientRect()];
    if (wanted) tabs.scrollBy({ left: wanted.left + wanted.width / 2 - box.left - box.width / 2 });
  }

  private scrolled(): void {
    const board = this.querySelector(".kanban")!.getBoundingClientRect();
    const middle = board.left + board.width / 2;
    const seen = [...this.querySelectorAll<HTMLElement>("[data-column]")].find((each) => each.getBoundingClientRect().left <= middle && each.getBoundingClientRect().right >= middle);
    if (seen) this.here = Number(seen.dataset.column);
  }
}
customElements.define("mq-kanban", KanbanIsland);
