import { html, nothing, svg, type TemplateResult } from "lit";
import { say, show } from "../page";
import type { Card, Column } from "./kanban-state";
import { daysOf } from "./kanban-words";
import { icon, mark, nameOf } from "./parts";

export interface CardLook { now: string; waits: boolean; isLifted: boolean; canMove: boolean }

/** A card as templates/projects/_card.html draws it first. */
export function cardOf(card: Card, column: Column, { now, waits, isLifted, canMove }: CardLook): TemplateResult {
  const said = daysOf(card, column.kind, now);
  return html`<li class="kanban-card ${isLifted ? "is-lifted" : ""} ${waits ? "waits" : ""}" data-task=${card.id}>
    ${card.labels.length ? html`<p class="kanban-labels">${card.labels.map((label) => html`<span class="tag mark-${label.tint}"><bdi>${label.name}</bdi></span>`)}</p>` : nothing}
    <a class="kanban-title" href="/tasks/${card.id}/" dir="auto" draggable="false" aria-describedby=${canMove ? "kanban-keys" : nothing}>${card.kind === "milestone" ? html`<span class="kanban-milestone">${say("kanban.milestone")}</span> ` : nothing}${card.title}</a>
    ${card.progress && !card.done_at ? html`<svg class="kanban-progress" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${say("kanban.progress")} ${show(card.progress)}%">${svg`<rect width=${card.progress} height="8"></rect>`}</svg>` : nothing}
    <div class="kanban-foot">${card.organization ? html`<span title=${nameOf(card.organization)}>${mark(card.organization.mark, card.organization.tint, "s")}<span class="visually-hidden">${nameOf(card.organization)}</span></span>` : nothing}${card.person ? html`<span title=${card.person.name}>${mark(card.person.mark, "", "s round")}<span class="visually-hidden">${card.person.name}</span></span>` : nothing}
      ${waits ? html`<span class="tag saffron">${icon("clock", "s")}${say("kanban.waits")}</span>` : said ? html`<span class=${said.tone ? `tag ${said.tone}` : ""}>${said.words}</span>` : nothing}
      ${card.waiting_for ? html`<bdi class="cut">${nameOf(card.waiting_for)}</bdi>` : nothing}
      ${card.checks ? html`<span class="kanban-number" title=${say("kanban.checklist")}>${icon("checks", "s")}<bdi>${show(`${card.checked}/${card.checks}`)}</bdi></span>` : nothing}
      ${card.comments ? html`<span class="kanban-number" title=${say("kanban.comments")}>${icon("thread", "s")}${show(card.comments)}</span>` : nothing}
      ${canMove ? html`<a class="icon-btn kanban-move" href="/tasks/${card.id}/move/" aria-label=${say("kanban.move", { title: card.title })}>${icon("more", "s")}</a>` : nothing}</div>
  </li>`;
}
