/** The days of a task while somebody moves it: days as 2026-11-29, "" where there is none. */
export interface Days { starts: string; due: string }
export type Way = "move" | "longer";

const LENGTH = 86_400_000;

/** So many days later; of no day none. */
export function later(day: string, days: number): string {
  return day ? new Date(Date.parse(`${day}T00:00:00Z`) + days * LENGTH).toISOString().slice(0, 10) : "";
}

/** The task moved by so many days, or its end alone; it never ends before it begins. */
export function changed({ starts, due }: Days, days: number, way: Way): Days {
  if (way === "move") return { starts: later(starts, days), due: later(due, days) };
  const end = later(due || starts, days);
  const begins = starts || due;
  return { starts: begins, due: end < begins ? begins : end };
}

/** How many days a finger went: to the left is later where time runs from right to left (`onward` -1). */
export function daysOf(pixels: number, scale: number, onward: number): number {
  return Math.round((pixels * onward) / scale) + 0;
}

/** What an arrow key means: one day later, or earlier. */
export function step(key: string, onward: number): number {
  return key === "ArrowRight" ? onward : key === "ArrowLeft" ? -onward : 0;
}

/** May the plan look different after this? */
export function changesPlan(event: string): boolean {
  return /^(task|tasks|dependency|activity|project)_/.test(event);
}
