import { call } from "../api";
import type { OpenRoom } from "../open-room";
import { say } from "../page";
import { toast } from "../shell";
import { confirmed } from "../sign-out";
import { withoutLinks } from "../text";
import type { Message } from "../types";
import { offered, type MenuAct } from "./message-menu";
import { mayWrite } from "./room-list-state";
import { showVersions } from "./versions";

/** Where a message stands when its menu opens: what the reader may do there, and what of it they keep themselves. */
export interface Place { open: OpenRoom; isMine: boolean; writes: boolean; moderates: boolean }
/** What an act may ask of the talk around it. */
export interface Doing {
  open: OpenRoom;
  tell: (name: "reply" | "edit" | "thread", message: Message) => void;
  tried: (act: () => Promise<unknown>) => Promise<boolean>;
  copied: (text: string) => void;
}
interface Act {
  name: string; icon: string; isGrave?: true;
  when: (message: Message, place: Place) => boolean;
  run: (message: Message, doing: Doing) => unknown;
}

const always = (): boolean => true;
const isPinned = (message: Message): boolean => Boolean(message.pinned_until && Date.parse(message.pinned_until) > Date.now());
/** As the verb asks: in groups and between two whoever writes, elsewhere a moderator. */
const mayPin = (place: Place): boolean => !place.open.room?.closed && (place.moderates || (place.writes && ["group", "direct"].includes(place.open.room?.kind ?? "")));
const mayDecide = (place: Place): boolean => !place.open.room?.closed && (place.moderates || (place.writes && place.open.room?.kind === "direct"));
/** As the verb asks: a moderator, in an announcement room also who wrote it. */
const mayAsk = (message: Message, place: Place): boolean => place.writes && !message.imported && !message.thread && place.open.room?.kind !== "direct" && (place.moderates || (place.isMine && place.open.room?.kind === "announcement"));
const on = (message: Message, what: string): string => `/messages/${message.id}/${what}/`;
const changes = (method: "PUT" | "DELETE", what: string) => (message: Message, doing: Doing) => doing.tried(() => doing.open.change(method, `/api${on(message, what)}`));
/** A question with an answer of its own: its page, shown in a sheet. */
const asks = (what: string) => async (message: Message, doing: Doing) => {
  const { openSheet } = await import("../sheet");
  if (await openSheet(on(message, what))) void doing.open.kept.load();
};

/** The menu of a message, one line an act, in the order in which they stand. The words are say(name). */
const ACTS: Act[] = [
  { name: "reply", icon: "reply", when: (_message, place) => place.writes && mayWrite(place.open.room!), run: (message, doing) => doing.tell("reply", message) },
  { name: "open_thread", icon: "thread", when: (message, place) => place.open.thread === null && (place.writes || Boolean(message.replies?.count)), run: (message, doing) => doing.tell("thread", message) },
  { name: "edit", icon: "edit", when: (message, place) => place.isMine && place.writes && !message.imported && !message.decided_at && !message.forwarded && !message.poll, run: (message, doing) => doing.tell("edit", message) },
  { name: "copy_text", icon: "copy", when: (message) => Boolean(message.body?.trim()), run: (message, doing) => doing.copied(withoutLinks(message.body ?? "")) },
  { name: "copy_link", icon: "link", when: always, run: (message, doing) => doing.copied(`${location.origin}/rooms/${message.room}/m/${message.id}/`) },
  { name: "save_later", icon: "save", when: (message, place) => !place.open.kept.has(message), run: (message, doing) => keep("PUT", message, doing) },
  { name: "unsave", icon: "save", when: (message, place) => place.open.kept.has(message), run: (message, doing) => keep("DELETE", message, doing) },
  { name: "remind", icon: "bell", when: always, run: asks("remind") },
  { name: "forward", icon: "share", when: (message) => !message.poll, run: asks("forward") },
  { name: "pin", icon: "pin", when: (message, place) => !message.thread_seq && mayPin(place) && !isPinned(message), run: asks("pin") },
  { name: "unpin", icon: "pin", when: (message, place) => mayPin(place) && isPinned(message), run: changes("DELETE", "pin") },
  { name: "decide", icon: "decision", when: (message, place) => mayDecide(place) && !message.decided_at, run: changes("PUT", "decision") },
  { name: "undecide", icon: "decision", when: (message, place) => mayDecide(place) && Boolean(message.decided_at), run: changes("DELETE", "decision") },
  { name: "history", icon: "history", when: (message) => Boolean(message.edited_at), run: (message) => showVersions(message) },
  { name: "ask_acknowledgement", icon: "checks", when: (message, place) => mayAsk(message, place), run: asks("request-acknowledgement") },
  { name: "report", icon: "warning", when: (_message, place) => !place.isMine, run: asks("report") },
  { name: "warn", icon: "warning", when: (message, place) => !place.isMine && place.moderates && !message.imported, run: asks("warn") },
  { name: "remove", icon: "delete", isGrave: true, when: (_message, place) => !place.isMine && place.moderates, run: asks("remove") },
  { name: "delete", icon: "delete", isGrave: true, when: (message, place) => place.isMine && (place.moderates || !message.decided_at), run: takeBack },
];

/** What can be done with a message here; what other apps make of it (config/menus.py) stands before what is grave. */
export function actsFor(message: Message, place: Place): MenuAct[] {
  const shown = ACTS.filter((act) => act.when(message, place)).map((act) => ({ name: act.name, words: say(act.name), icon: act.icon, isGrave: act.isGrave }));
  const grave = shown.findIndex((act) => act.isGrave);
  shown.splice(grave < 0 ? shown.length : grave, 0, ...(offered(message.room, message.id) as typeof shown));
  return shown;
}

export function doAct(name: string, message: Message, doing: Doing): void {
  void ACTS.find((act) => act.name === name)?.run(message, doing);
}

async function keep(method: "PUT" | "DELETE", message: Message, doing: Doing): Promise<void> {
  const isDone = await doing.tried(() => call(method, `/api${on(message, "saved")}`, method === "PUT" ? {} : undefined));
  if (isDone) doing.open.kept.set(message, method === "PUT");
  if (isDone && method === "PUT") toast(say("saved_later"));
}

async function takeBack(message: Message, doing: Doing): Promise<void> {
  if (await confirmed(say("delete_question"), say("delete"), say("delete_hint"))) await doing.tried(() => doing.open.remove(message));
}
