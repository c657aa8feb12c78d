import type { Poll } from "../types";

/** What one person knows beside what everybody does: their own vote, and what they may do. */
export interface Mine { has_voted: boolean; mine: number[] | null; can_vote: boolean; can_close: boolean }

export function isOpen(poll: Poll, now = Date.now()): boolean {
  return !poll.closed_at && (!poll.closes_at || Date.parse(poll.closes_at) > now);
}

/** The share of an option among all who voted, 0 to 100; null where counts are not told. */
export function shareOf(poll: Poll, option: { votes: number | null }): number | null {
  if (option.votes === null) return null;
  return poll.voters ? Math.round((100 * option.votes) / poll.voters) : 0;
}

/** The options after one was ticked: of single choice only that one. */
export function ticked(chosen: number[], id: number, isOn: boolean, isMultiple: boolean): number[] {
  const others = isMultiple ? chosen.filter((each) => each !== id) : [];
  return isOn ? [...others, id].sort((a, b) => a - b) : others;
}

/** Would sending change anything? An empty choice takes a named vote back. */
export function isChanged(chosen: number[], mine: Mine | null): boolean {
  const held = mine?.mine ?? [];
  return chosen.join() !== held.join() && (chosen.length > 0 || held.length > 0);
}
