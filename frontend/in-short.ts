import { count, say } from "./page";
import { isVoice } from "./islands/room-list-state";
import { excerpt, withoutLinks } from "./text";
import type { Message } from "./types";

/** Files where words would stand: «رسالة صوتية», «ملفان». */
export function filesInWords(number = 0, isVoiceNote = false): string {
  if (isVoiceNote) return say("voice_note");
  return number ? count("files", number) : "";
}

/** A message as one plain line: its words, else what it brings. */
export function inShort(message: Message, length?: number): string {
  return excerpt(withoutLinks(message.body ?? ""), length) || filesInWords(message.files?.length, isVoice(message.files));
}
