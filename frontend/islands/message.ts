import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { momentInWords, shortly, timeOf } from "../dates";
import { filesInWords } from "../in-short";
import { count, given, say, show } from "../page";
import { withoutLinks } from "../text";
import type { Made, Me, Message, Organization, Outgoing, Reply, Source, Thread } from "../types";
import type { Uploads } from "../uploads";
import { filesOf } from "./attachments";
import { unfoldBy } from "./folding";
import { isForMe } from "./room-list-state";
import { icon, mark, nameOf, placeOf } from "./parts";

export interface MessageActs {
  menu: (message: Message, opener: HTMLElement) => void;
  react: (message: Message, emoji: string) => void;
  jump: (seq: number) => void;
  history: (message: Message) => void;
  origin: (message: Message) => void;
  readers: (message: Message) => void;
  retry: (row: Outgoing) => void;
  discard: (row: Outgoing) => void;
  copy: (row: Outgoing) => void;
  uploads: () => Uploads | null;
}

/**
 * For whom the messages are drawn: who reads, what they may do, how far everybody else has read (null: not told), and
 * whose room it is: in an organisation's own room its name need not stand with each message.
 */
export interface Reader { me: Me; canReact: boolean; readByOthers: number | null; home: number | null; made?: Made[]; lists?: boolean }

export function messageLine(message: Message, isFirst: boolean, reader: Reader, acts: MessageActs): TemplateResult {
  const name = nameOfAuthor(message);
  const { me } = reader;
  const mentioned = isForMe(message, me);
  const isMine = message.author?.id === me.id && !message.imported;
  const organization = message.organization?.id === reader.home ? null : message.organization;
  return html`<article class="message ${isFirst ? "first" : ""} ${isMine ? "mine" : ""} ${mentioned ? "for-me" : ""}" id="${message.thread ? "r" : "m"}${message.seq}" data-seq=${message.seq} data-id=${message.id} aria-label=${name} tabindex="-1">
    ${isFirst ? html`${mark(message.author?.mark ?? [...name.replace(/^ال/, "")].slice(0, 2).join(""), message.organization?.tint)}
    <header class="by"><b><bdi>${authorLink(message, name)}</bdi></b>${message.author?.bot ? html`<span class="tag">${say("bot")}</span>` : nothing}${organization ? voice(organization) : nothing}
      ${moment(message)}${message.imported ? html`<button class="tag imported" @click=${() => acts.origin(message)}>${say("imported")}</button>` : nothing}</header>` : nothing}
    ${message.deleted ? gone(message, isMine) : shownBody(message, isFirst, reader, acts)}
    ${message.replies && (message.replies.count || message.replies.title) ? replies(message.room, message.replies) : nothing}
    ${message.deleted ? nothing : html`${reactions(message, me, reader.canReact, acts)}
      <button class="icon-btn more" aria-label=${say("message_menu", { name })} aria-haspopup="menu" @click=${(event: Event) => acts.menu(message, event.currentTarget as HTMLElement)}>${icon("more")}</button>`}
  </article>`;
}

/** Stands after every message, and shows after a folded one. */
const more = html`<button class="unfold" @click=${unfoldBy}>${say("show_more")}</button>`;

/** A tombstone. Whose message was removed reads the reason; nobody else does. */
function gone(message: Message, isMine: boolean): TemplateResult {
  const why = message.removed && isMine ? html`<a class="edited" href="/messages/${message.id}/measures/">${say("why")}</a>` : nothing;
  return html`<p class="gone soft">${icon("delete", "s")} ${say(message.removed ? "removed" : "deleted")} ${why}</p>`;
}

function shownBody(message: Message, isFirst: boolean, reader: Reader, acts: MessageActs): TemplateResult {
  const edited = message.edited_at
    ? html`<button class="edited" title=${momentInWords(message.edited_at)} @click=${() => acts.history(message)}>${say("edited")}</button>` : nothing;
  const saved = message.author?.id === reader.me.id && !message.imported ? state(message, reader.readByOthers, acts) : nothing;
  return html`${message.reply_to ? quote(message.reply_to, acts) : nothing}
    ${message.forwarded ? source(message.forwarded) : nothing}
    ${message.poll ? html`<mq-poll .poll=${message.poll} .canVote=${reader.canReact}></mq-poll>` : html`<div class="body">${unsafeHTML(message.html ?? "")}</div>${more}`}${filesOf(message.files)}
    ${message.decided_at ? html`<p class="decided"><a class="tag leaf" href="/rooms/${message.room}/decisions/">${icon("decision", "s")}${say("decision")}</a></p>` : nothing}
    ${message.acknowledgement ? asked(message, reader) : nothing}
    ${reader.made?.map((each) => html`<p class="became"><a class="tag" href=${each.address}>${icon(each.icon, "s")}<bdi class="cut">${each.title}</bdi></a></p>`) ?? nothing}
    <p class="after">${isFirst ? nothing : moment(message)}${edited}${saved}</p>`;
}

function asked(message: Message, reader: Reader): TemplateResult {
  return html`<mq-acknowledge .message=${message} .lists=${reader.lists ?? false}></mq-acknowledge>`;
}

const JOINED = given<{ id: number; name: string }[]>("rooms", []);

/** Who said it first, and when. The link opens for those who may see that room; who is in it reads its name as well. */
function source(from: Source): TemplateResult {
  const room = JOINED.find((each) => each.id === from.room);
  return html`<p class="source s soft">${icon("share", "s")}<a href="/rooms/${from.room}/m/${from.message}/">${say("forwarded_from", { name: from.name })}</a>${from.organization ? html`<i class="between"> </i><bdi>${nameOf(from.organization)}</bdi>` : nothing}${room ? html`<i class="between"> </i><bdi>${room.name}</bdi>` : nothing}<i class="between"> </i><time datetime=${from.written_at}>${momentInWords(from.written_at)}</time></p>`;
}

/** Arrived, or read by everybody: one template, so that the change is not read out as something new. In small rooms it
 * tells, when asked, who has read. */
function state(message: Message, readByOthers: number | null, acts: MessageActs): TemplateResult {
  const isRead = readByOthers !== null && message.seq <= readByOthers;
  const words = say(isRead ? "read" : "saved");
  const shown = html`${icon(isRead ? "checks" : "check", "s")}<span class="visually-hidden">${words}</span>`;
  return readByOthers === null || message.thread_seq ? html`<span class="state ${isRead ? "read" : ""}" title=${words}>${shown}</span>`
    : html`<button class="state ${isRead ? "read" : ""}" title=${words} @click=${() => acts.readers(message)}>${shown}</button>`;
}

export function nameOfAuthor(message: Message): string {
  return message.author?.name ?? message.sender?.name ?? say(message.imported ? "somebody" : "platform");
}

function authorLink(message: Message, name: string): TemplateResult {
  const person = message.author?.id ?? message.sender?.person;
  return person ? html`<a href="/${message.author?.bot ? "bots" : "people"}/${person}/">${name}</a>` : html`${name}`;
}

function voice(organization: Organization): TemplateResult {
  const place = placeOf(organization);
  return html`<a class="voice" href="/organizations/${organization.id}/"><bdi>${nameOf(organization)}</bdi>${place ? html`<i class="between"> </i><bdi>${place}</bdi>` : nothing}</a>`;
}

function moment(message: Message): TemplateResult {
  return html`<time datetime=${message.written_at} title=${momentInWords(message.written_at)}>${timeOf(message.written_at)}</time>`;
}

function quote(reply: Reply, acts: MessageActs): TemplateResult {
  const words = reply.deleted ? say("deleted") : reply.excerpt || filesInWords(reply.files);
  return html`<button class="quote" dir="auto" @click=${() => acts.jump(reply.seq)} aria-label=${say("reply_to", { name: reply.author_name })}><b><bdi>${reply.author_name}</bdi></b><i class="between"> </i>${words}</button>`;
}

function reactions(message: Message, me: Me, canReact: boolean, acts: MessageActs): TemplateResult | typeof nothing {
  const all = Object.entries(message.reactions ?? {}).filter(([, people]) => people.length);
  if (!all.length) return nothing;
  return html`<div class="reactions">${all.map(([emoji, people]) => html`<button class="reaction" ?disabled=${!canReact} aria-pressed=${people.includes(me.id)}
    @click=${() => acts.react(message, emoji)}><span>${emoji}</span> <span aria-hidden="true">${show(people.length)}</span><span class="visually-hidden">${count("people", people.length)}</span></button>`)}</div>`;
}

/** That a thread begins here: its title, how many replied, when last. */
function replies(room: number, thread: Thread): TemplateResult {
  const number = html`${count("replies", thread.count)}${thread.count ? html`<i class="between"> </i>${say("last_reply", { moment: shortly(thread.last_at) })}` : nothing}`;
  return html`<a class="replies" href="/rooms/${room}/threads/${thread.id}/" data-thread=${thread.id} data-place=${room}>${icon("thread", "s")}${thread.title ? html`<b class="cut"><bdi>${thread.title}</bdi></b>` : nothing}<span>${number}</span></a>`;
}

/** A message on its way, and what became of it: waiting, or stopped with the reason and what to do. */
export function outgoingLine(row: Outgoing, isFirst: boolean, me: Me, home: number | null, acts: MessageActs): TemplateResult {
  const organization = me.organizations.find((each) => each.id === row.organization);
  return html`<article class="message outgoing mine ${isFirst ? "first" : ""}" data-client=${row.client_id} aria-label=${me.name}>
    ${isFirst ? html`${mark(me.mark ?? "", organization?.tint)}<header class="by"><b><bdi>${me.name}</bdi></b>${organization && organization.id !== home ? voice(organization) : nothing}</header>` : nothing}
    ${row.reply ? quote(row.reply, acts) : nothing}
    <div class="body"><p class="plain" dir="auto">${withoutLinks(row.body)}</p></div>${more}
    ${row.uploads?.length ? html`<mq-tray fixed .files=${row.uploads} .uploads=${acts.uploads()}></mq-tray>` : nothing}
    ${row.state === "waiting" ? html`<p class="after"><span class="state waiting">${icon("clock", "s")} ${say("waiting")}</span></p>` : refused(row, acts)}
  </article>`;
}

function refused(row: Outgoing, acts: MessageActs): TemplateResult {
  return html`<div class="refused" role="alert"><p>${icon("warning", "s")} ${say("not_sent")} ${row.refusal?.detail ?? ""}</p>
    <p class="actions"><button class="btn quiet small" @click=${() => acts.retry(row)}>${say("retry")}</button>
    <button class="btn plain small" @click=${() => acts.copy(row)}>${say("copy_text")}</button>
    <button class="btn danger small" @click=${() => acts.discard(row)}>${say("discard")}</button></p></div>`;
}
