import type { Message } from "../types";

/** Milliseconds that a talk waits, once, for the script of a poll or a voice note in it. */
const PATIENCE = 1500;

/** What few messages need comes with the first that does. */
const PARTS = [
  { tag: "mq-poll", isIn: (message: Message) => Boolean(message.poll), load: () => import("./poll") },
  { tag: "mq-acknowledge", isIn: (message: Message) => Boolean(message.acknowledgement), load: () => import("./acknowledge") },
  { tag: "mq-voice-note", isIn: (message: Message) => message.files?.some((file) => file.kind === "voice" || file.kind === "audio") ?? false, load: () => import("./voice-note") },
];
let isPatient = true;

/**
 * Fetch what these messages are drawn with. Settles when it has come, or could not, or takes long; null where nothing is
 * missing, or where somebody has waited already: then it is drawn when it comes.
 */
export function rareParts(messages: Message[]): Promise<unknown> | null {
  const missing = PARTS.filter((part) => !customElements.get(part.tag) && messages.some(part.isIn));
  if (!missing.length) return null;
  const coming = Promise.allSettled(missing.map((part) => part.load()));
  if (!isPatient) return null;
  const late = new Promise<void>((resolve) => setTimeout(() => resolve(void (isPatient = false)), PATIENCE));
  return Promise.race([coming.then((all) => void (isPatient = all.every((each) => each.status === "fulfilled"))), late]);
}
