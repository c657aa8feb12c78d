import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { call, type Refusal } from "../api";
import { timeOf } from "../dates";
import { keepPage } from "../note/kept-page";
import { count, given, me, say, show } from "../page";
import { newId } from "../random";
import { session } from "../session";
import { canScan, loadReader, scan } from "./desk-camera";
import { DeskLine, openKept, sender } from "./desk-line";
import { applied, byCode, codeOf, countsOf, matching, newest, withPerson, withWaiting, type Arrival, type Delegate, type Desk } from "./desk-state";
import { icon } from "./parts";

interface Given extends Desk { forum: number; stream: string }
interface Result { kind: "new" | "known" | "unsure" | "no"; title: string; detail: string }
const SHOWN = 40;
const SPREAD = 3000;
const SETTLED = 2000; // what comes on first use has been loaded by then
const SAME = 3000; // the camera sees one badge many times

/** The registration desk: everybody is in the page, so that it finds them without a line; what is done goes out in order. */
export class DeskIsland extends LitElement {
  static override properties = { desk: { state: true }, text: { state: true }, result: { state: true }, isScanning: { state: true }, waiting: { state: true } };
  declare desk: Desk;
  declare text: string;
  declare result: Result | null;
  declare isScanning: boolean;
  declare waiting: Arrival[];
  private readonly given = given<Given>("desk", { forum: 0, stream: "", head: 0, people: [] });
  private line: DeskLine | undefined;
  private endScan: (() => void) | undefined;
  private seen = { code: "", at: 0 };
  private isFetching = false;

  constructor() {
    super();
    this.desk = { head: this.given.head, people: this.given.people };
    this.text = "";
    this.result = null;
    this.isScanning = false;
    this.waiting = [];
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (me) void this.start(me.id, me.epoch);
  }

  override disconnectedCallback(): void {
    this.stopScan();
    super.disconnectedCallback();
  }

  private async start(person: number, epoch: string): Promise<void> {
    const kept = await openKept(person, epoch, this.given.forum);
    const line = new DeskLine(kept, {
      changed: () => (this.waiting = line.waiting),
      saved: (delegate, arrival) => this.saved(delegate, arrival),
      refused: (refusal, arrival) => this.refused(refusal, arrival),
    }, sender(this.given.forum));
    this.line = line;
    this.setDesk(newest(this.desk, await line.load()));
    this.waiting = line.waiting;
    addEventListener("online", () => void line.drain());
    void session?.then((at) => at.live.watch(this.given.stream, this.desk.head, { entry: (entry) => this.hear(applied(this.desk, entry)), reset: () => void this.fetchSoon(), gone: () => undefined }));
    setTimeout(() => void this.keep(person), SETTLED);
  }

  /** The page, its files and what reads badges: all that a desk without a line needs. */
  private async keep(person: number): Promise<void> {
    if (canScan) await loadReader().catch(() => undefined);
    await keepPage(person).catch(() => undefined);
  }

  private setDesk(desk: Desk): void {
    this.desk = desk;
    this.line?.keepDesk(desk);
  }

  private hear({ desk, isStale }: { desk: Desk; isStale: boolean }): void {
    this.setDesk(desk);
    if (isStale) this.fetchSoon();
  }

  /** Desks do not all ask at the same moment. */
  private fetchSoon(): void {
    if (this.isFetching) return;
    this.isFetching = true;
    setTimeout(() => void this.fetch(), Math.random() * SPREAD);
  }

  private async fetch(): Promise<void> {
    this.isFetching = false;
    const desk = await call<Desk>("GET", `/api/forums/${this.given.forum}/desk/`).catch(() => null);
    if (desk) this.setDesk(desk);
  }

  private get people(): Delegate[] {
    return withWaiting(this.desk.people, this.waiting);
  }

  // What one does -----------------------------------------------------------------------------------------------------
  private arrive(person: Delegate): void {
    const known = this.people.find((each) => each.id === person.id)!;
    this.result = { kind: known.arrived_at ? "known" : "new", title: person.name, detail: known.arrived_at ? say("desk.known", { time: timeOf(known.arrived_at) }) : person.organization.name };
    if (!known.arrived_at) this.add({ delegate: person.id, code: "", arrived: true });
  }

  private undo(person: Delegate): void {
    this.result = null;
    this.add({ delegate: person.id, code: "", arrived: false });
  }

  private add(arrival: Pick<Arrival, "delegate" | "code" | "arrived">): void {
    this.line?.add({ ...arrival, key: newId(), at: Date.now() });
  }

  /** A code nobody on this device's list has may have been given since: the server is asked. */
  private enterCode(code: string): void {
    const person = byCode(this.desk.people, code);
    if (person) return this.arrive(person);
    this.result = { kind: "unsure", title: code, detail: say(this.line?.isStuck || !navigator.onLine ? "desk.unsure_later" : "desk.unsure") };
    this.add({ delegate: null, code, arrived: true });
  }

  private submit(event: Event): void {
    event.preventDefault();
    const code = codeOf(this.text);
    const found = matching(this.people, this.text);
    if (code) this.enterCode(code);
    else if (this.text.trim() && found.length === 1) this.arrive(found[0]!);
    else return;
    this.text = "";
  }

  private saved(person: Delegate, arrival: Arrival): void {
    if (!this.desk.people.some((each) => each.id === person.id)) this.fetchSoon();
    this.setDesk(withPerson(this.desk, person));
    if (arrival.delegate === null && this.result?.title === arrival.code) this.result = { kind: "new", title: person.name, detail: person.organization.name };
  }

  private refused(refusal: Refusal, arrival: Arrival): void {
    const person = this.desk.people.find((each) => each.id === arrival.delegate);
    this.result = { kind: "no", title: person?.name ?? arrival.code, detail: refusal.detail || say("desk.refused") };
    this.fetchSoon();
  }

  // The camera --------------------------------------------------------------------------------------------------------
  private async startScan(): Promise<void> {
    this.isScanning = true;
    await this.updateComplete;
    try {
      const end = await scan(this.querySelector("video")!, (text) => this.sees(text));
      if (!this.isScanning) return end();
      this.endScan = end;
    } catch {
      this.stopScan();
      this.result = { kind: "no", title: say("desk.no_camera"), detail: say("desk.no_camera_hint") };
    }
  }

  private stopScan(): void {
    this.endScan?.();
    this.endScan = undefined;
    this.isScanning = false;
  }

  private sees(text: string): void {
    const code = codeOf(text);
    if (!code || (code === this.seen.code && Date.now() - this.seen.at < SAME)) return;
    this.seen = { code, at: Date.now() };
    navigator.vibrate?.(60);
    this.enterCode(code);
  }

  // What one sees -----------------------------------------------------------------------------------------------------
  protected override render(): TemplateResult {
    const counts = countsOf(this.people);
    const found = matching(this.people, this.text);
    return html`<dl class="figures card card-body" aria-live="polite"><div><dt>${say("desk.arrived")}</dt><dd>${say("desk.of", { arrived: counts.arrived, people: counts.people })}</dd></div><div><dt>${say("desk.organizations")}</dt><dd>${show(counts.organizations)}</dd></div></dl>
      ${this.waiting.length ? html`<p class="notice saffron" role="status">${count("desk.waiting", this.waiting.length)}</p>` : nothing}
      <form class="card card-body desk-form" @submit=${(event: Event) => this.submit(event)}>
        <label for="desk-text">${say("desk.field")}</label>
        <div class="row wrap"><div class="field grow"><input id="desk-text" autocomplete="off" enterkeyhint="done" .value=${this.text} @input=${(event: Event) => (this.text = (event.target as HTMLInputElement).value)}></div><button class="btn">${say("desk.check_in")}</button>
          ${canScan ? html`<button type="button" class="btn quiet" aria-pressed=${this.isScanning} @click=${() => (this.isScanning ? this.stopScan() : void this.startScan())}>${say(this.isScanning ? "desk.stop_scan" : "desk.scan")}</button>` : nothing}</div>
        ${this.isScanning ? html`<video class="desk-camera" muted playsinline aria-label=${say("desk.camera")}></video>` : nothing}
      </form>
      <div role="status">${this.result ? html`<p class="desk-result ${this.result.kind}">${icon(this.result.kind === "new" ? "check" : this.result.kind === "known" ? "checks" : this.result.kind === "unsure" ? "clock" : "warning")}<span class="grow"><b><bdi>${this.result.title}</bdi></b><br><bdi>${this.result.detail}</bdi></span></p>` : nothing}</div>
      ${this.desk.people.length ? html`<section class="card" aria-label=${say("desk.list")}><ul class="card-body list">${repeat(found.slice(0, SHOWN), (each) => each.id, (each) => this.row(each))}</ul>${found.length > SHOWN ? html`<p class="card-body soft s">${count("desk.more", found.length - SHOWN)}</p>` : nothing}${found.length ? nothing : html`<p class="card-body soft">${say("desk.nobody")}</p>`}</section>` : html`<div class="card"><div class="empty">${icon("people")}<h2>${say("desk.empty")}</h2><p>${say("desk.empty_hint")}</p></div></div>`}`;
  }

  private row(each: Delegate): TemplateResult {
    return html`<li class="row wrap"><span class="grow stack tight"><b><bdi>${each.name}</bdi></b><span class="soft s"><bdi>${each.organization.name}</bdi><i class="between"> </i>${each.role}<i class="between"> </i><bdi class="moment">${each.code}</bdi></span></span>
      ${each.arrived_at ? html`<span class="tag leaf">${say("desk.at", { time: timeOf(each.arrived_at) })}</span><button class="btn plain small" @click=${() => this.undo(each)}>${say("desk.undo")}</button>` : html`<button class="btn quiet small" @click=${() => this.arrive(each)}>${say("desk.check_in")}</button>`}</li>`;
  }
}

customElements.define("mq-desk", DeskIsland);
