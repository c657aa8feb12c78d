import { isArabic, show } from "./page";

const MONTHS = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"];
const WEEKDAYS = ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"];
const ENGLISH = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const PARTS = new Intl.DateTimeFormat("en-GB", {
  year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Damascus",
});

/** The day in Damascus, as 2026-06-25: what two messages of the same day share. */
export function dayOf(moment: string): string {
  const part = parts(moment);
  return `${part.year}-${part.month!.padStart(2, "0")}-${part.day!.padStart(2, "0")}`;
}

/** "الخميس 25 حزيران 2026". */
export function dayInWords(day: string, arabic = isArabic): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (!arabic) return show(ENGLISH.format(date));
  return show(`${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`);
}

/** "10:04". */
export function timeOf(moment: string): string {
  const part = parts(moment);
  return show(`${part.hour}:${part.minute}`);
}

/** Day and time, as the server writes them: "الخميس 25 حزيران 2026، 10:04". */
export function momentInWords(moment: string, arabic = isArabic): string {
  return `${dayInWords(dayOf(moment), arabic)}${arabic ? "،" : ","} ${timeOf(moment)}`;
}

/** Time for today, else day and month: what fits beside a room's name. */
export function shortly(moment: string, today = dayOf(new Date().toISOString()), arabic = isArabic): string {
  const day = dayOf(moment);
  if (day === today) return timeOf(moment);
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  if (arabic) return show(`${date} ${MONTHS[month - 1]}`);
  return show(new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(Date.UTC(year, month - 1, date)));
}

function parts(moment: string): Record<string, string> {
  return Object.fromEntries(PARTS.formatToParts(new Date(moment)).map((part) => [part.type, part.value]));
}
