/** How late a session is, in seconds: by `late` already, and by what has passed since `due`; below nothing it is ahead. */
export function lateBy(told: { late?: string; due?: string }, now: number): number {
  const known = told.late === undefined ? -Infinity : Number(told.late);
  const since = told.due === undefined ? -Infinity : (now - Date.parse(told.due)) / 1000;
  return Math.max(known, since);
}

/** What is left of a turn, in seconds; below nothing it lasts too long. */
export function leftOf(told: { since?: string; turn?: string }, now: number): number {
  return Number(told.turn) - Math.max(0, Math.floor((now - Date.parse(told.since!)) / 1000));
}

/** 1:42, or −0:08. */
export function asClock(seconds: number): string {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? "−" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
