import { html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { call, Refusal } from "../api";
import { momentInWords } from "../dates";
import { count, me, say, show } from "../page";
import { newId } from "../random";
import { tellWhy } from "../shell";
import type { Entry, Poll } from "../types";
import { icon } from "./parts";
import { isChanged, isOpen, shareOf, ticked, type Mine } from "./poll-state";

/** A poll in the talk: counts come with the room's entries, one's own vote is asked for once it stands on the screen. */
export class PollIsland extends LitElement {
  static override properties = { poll: { attribute: false }, canVote: { attribute: false }, mine: { state: true }, chosen: { state: true }, isSending: { state: true } };
  declare poll: Poll;
  declare canVote: boolean;
  declare mine: Mine | null;
  declare chosen: number[];
  declare isSending: boolean;
  /** Of one attempt to vote, so that a repetition on a bad line counts once. */
  private attempt = newId();
  private readonly seen = new IntersectionObserver((places) => places.some((place) => place.isIntersecting) && this.arrive());

  constructor() {
    super();
    this.mine = null;
    this.chosen = [];
    this.isSending = this.canVote = false;
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.seen.observe(this);
    document.addEventListener("vote_cast", this.heard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.seen.disconnect();
    document.removeEventListener("vote_cast", this.heard);
  }

  override render(): TemplateResult {
    const { poll } = this;
    const mayVote = isOpen(poll) && this.canVote;
    const votes = mayVote && (this.mine?.can_vote ?? false);
    return html`<form class="poll" @submit=${this.send}><fieldset ?disabled=${this.isSending}><legend dir="auto">${poll.question}</legend>
      <p class="tags s">${this.state()}${poll.multiple ? html`<span class="tag">${say("poll_several")}</span>` : nothing}${poll.anonymous ? html`<span class="tag">${say("poll_anonymous")}</span>` : nothing}${poll.per_organization ? html`<span class="tag brand">${say("poll_organizations")}</span>` : nothing}</p>
      ${poll.options.map((option) => this.option(option, votes))}</fieldset>
      <p class="foot s soft"><span class="grow" role="status">${count("votes", poll.voters)}${this.own(votes)}${poll.anonymous && !poll.closed_at ? html`<i class="between"> </i>${say("poll_hidden")}` : nothing}</span>
        ${votes ? html`<button class="btn small" ?disabled=${!isChanged(this.chosen, this.mine) || this.isSending}>${say(this.mine?.has_voted ? "vote_again" : "vote")}</button>` : mayVote && !this.mine ? html`<span class="btn small to-come">${say("vote_again")}</span>` : nothing}<a class="btn plain small" href="/polls/${poll.id}/">${say("details")}</a></p></form>`;
  }

  /** Where one cannot vote: that the vote is in, or who casts the organisation's. */
  private own(votes: boolean): TemplateResult | typeof nothing {
    if (votes || !this.mine || !isOpen(this.poll)) return nothing;
    const words = this.mine.has_voted ? "poll_voted" : this.poll.per_organization && this.canVote ? "poll_speakers" : "";
    return words ? html`<i class="between"> </i>${say(words)}` : nothing;
  }

  private state(): TemplateResult | typeof nothing {
    const { poll } = this;
    if (!isOpen(poll)) return html`<span class="tag">${say("poll_closed")}</span>`;
    return poll.closes_at ? html`<span class="tag saffron">${icon("clock", "s")}${momentInWords(poll.closes_at)}</span>` : nothing;
  }

  private option(option: Poll["options"][number], votes: boolean): TemplateResult {
    const share = shareOf(this.poll, option);
    const isMine = this.mine?.mine?.includes(option.id) ?? false;
    const told = share === null ? nothing : html`<b class="number" title=${count("votes", option.votes ?? 0)}>${show(option.votes ?? 0)}</b>`;
    const words = html`<bdi class="grow" dir="auto">${option.text}</bdi>`;
    return html`<div class="poll-option">${votes
      ? html`<label class="check"><input type=${this.poll.multiple ? "checkbox" : "radio"} name="poll-${this.poll.id}" .checked=${this.chosen.includes(option.id)} @change=${(event: Event) => (this.chosen = ticked(this.chosen, option.id, (event.target as HTMLInputElement).checked, this.poll.multiple))}>${words}${told}</label>`
      : html`<p class="row">${isMine ? icon("check", "s") : nothing}${words}${told}</p>`}
      ${share === null ? nothing : html`<svg class="share" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${share} height="6"></rect>`}</svg>`}</div>`;
  }

  /** Near the screen for the first time, or a vote of one's own was cast elsewhere. */
  private arrive(): void {
    this.seen.disconnect();
    void this.ask();
  }

  private async ask(): Promise<void> {
    const found = await call<Mine>("GET", `/api/polls/${this.poll.id}/`).catch(() => null);
    if (found) this.learn(found);
  }

  private learn(found: Mine): void {
    this.mine = found;
    this.chosen = found.mine ?? [];
  }

  private readonly heard = (event: Event): void => {
    const { actor, data } = (event as CustomEvent<Entry>).detail;
    const isOurs = actor.person === me?.id || me?.organizations.some((each) => each.id === actor.organization);
    if (isOurs && this.mine && !this.isSending && (data.poll as Poll | undefined)?.id === this.poll.id) void this.ask();
  };

  private readonly send = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.isSending = true;
    try {
      this.learn(await call<Mine>("PUT", `/api/polls/${this.poll.id}/vote/`, { options: this.chosen, client_id: this.attempt }));
      this.attempt = newId();
    } catch (error) {
      tellWhy(error);
      if (error instanceof Refusal) void this.ask();
    }
    this.isSending = false;
  };
}
customElements.define("mq-poll", PollIsland);
