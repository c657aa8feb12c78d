import { dayInWords, dayOf } from "../dates";
import { count, say, show } from "../page";
import type { Card, Column } from "./kanban-state";

const DAY = 86_400_000;

export function today(): string {
  return dayOf(new Date().toISOString());
}

/** What a card says of its days, and in which tint: word for word what projects/card_words.py says. */
export function daysOf(card: Card, kind: Column["kind"], now: string): { words: string; tone: string } | null {
  if (card.done_at) return { words: `✓ ${nearDay(dayOf(card.done_at), now)}`, tone: "" };
  if (card.due_on && card.due_on < now) return { words: count("kanban.late", between(card.due_on, now)), tone: "brick" };
  if (kind === "waiting") return { words: since(between(dayOf(card.moved_at), now)), tone: "" };
  return card.due_on ? { words: nearDay(card.due_on, now), tone: "" } : null;
}

function between(day: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(day)) / DAY);
}

function since(days: number): string {
  return days < 1 ? say("kanban.since_today") : count("kanban.since", days);
}

/** «اليوم», a weekday of the next six days, else the day and its month, and the year where it is another one. */
export function nearDay(day: string, now: string): string {
  const ahead = between(now, day);
  if (ahead === 0) return say("kanban.today");
  if (ahead === 1) return say("kanban.tomorrow");
  const [weekday, ...date] = dayInWords(day).split(" ") as [string, ...string[]];
  if (ahead > 1 && ahead < 7) return weekday.replace(",", "");
  return (day.slice(0, 4) === now.slice(0, 4) ? date.slice(0, -1) : date).join(" ");
}

/** «3 من 3» where a column takes so many, else how many there are. */
export function takes(number: number, limit: number | null): string {
  return limit === null ? show(number) : say("kanban.takes", { count: number, limit });
}
