/** How far what one writes in a note has come: what the line under the title says. Nothing else knows it. */
export interface Way {
  /** Is the line open, and has the text come over it? */
  open: boolean;
  synced: boolean;
  /** Updates sent on this connection, and how many of them the server has stored. */
  sent: number;
  saved: number;
  /** Was something written since the line was lost? */
  kept: boolean;
  /** The code with which the server ended it for good, 0 while it did not. */
  ended: number;
}
export type State = "connecting" | "saved" | "waiting" | "kept" | "offline" | "gone" | "signed_out" | "too_large";

const ENDS: Record<number, State> = { 4401: "signed_out", 4403: "signed_out", 4413: "too_large" };

/** The server's codes that trying again does not mend. */
export const isEnd = (code: number): boolean => [4400, 4401, 4403, 4404, 4413].includes(code);

/** "saved" is said only of what the server has on its disk. `hasText`: it came from there, or is kept in this browser. */
export function state(way: Way, hasText: boolean): State {
  if (way.ended) return ENDS[way.ended] ?? "gone";
  if (!way.open) return !hasText ? "connecting" : way.kept ? "kept" : "offline";
  if (!way.synced) return "connecting";
  return way.sent > way.saved ? "waiting" : "saved";
}

/** Would anything be lost that only this browser has? */
export const isUnsent = (way: Way): boolean => way.kept || way.sent > way.saved;

/** Does this frame of the y-websocket protocol bring the server an update (an answer to what it lacks, or a new one)? */
export function bringsUpdate(frame: Uint8Array): boolean {
  return frame[0] === 0 && (frame[1] === 1 || frame[1] === 2);
}
