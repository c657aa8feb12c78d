/** How late a session is, in seconds: by `late` already, and by what has passed since `due`; below nothing it is ahead. */
export function lateBy(told: { late?: string; due?: string }, now: number): number {
  const known = told.late === undefined ? -Infinity : Number(told.late);
  const since = told.due === undefined ? -Infinity : (now - Date.parse(told.due)) / 1000;
  return Math.max(known, since);
}
