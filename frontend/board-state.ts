/** What an entry of a board means for the page that shows it: pure, so that it can be tested. */

export interface LineFacts { id: number; amount: string; promised: string; received: string }
/** `amounts` are {line: [promised, dispatched, received]} in thousandths of the item's base unit: told of every need whose
 * promises moved, also of one whose words are for fewer than those who hear the stream. */
export interface NeedFacts { id: number; status?: string; lines?: LineFacts[]; amounts?: Record<string, [number, number, number]>; is_narrow?: boolean; deleted?: boolean }
export interface Progress { arrived: number; promised: number; amounts: { arrived: number; promised: number; left: number } }
/** What an entry asks of the page: nothing, show the numbers it brought, fetch the one card anew, or count one more. */
export type Step = "nothing" | "apply" | "fetch" | "news";

const APPEARING = new Set(["need_opened", "need_reopened", "need_uncovered", "need_confirmed"]);

/** `shown` is the status a card on the page has, undefined where the need is not on it. */
export function step(event: string, facts: NeedFacts, shown: string | undefined): Step {
  if (!event.startsWith("need_") && !event.startsWith("pledge_") && !event.startsWith("delivery_")) return "nothing";
  if (shown === undefined) return APPEARING.has(event) && !facts.deleted ? "news" : "nothing";
  if (facts.deleted || facts.status !== shown) return "fetch";
  if (facts.amounts) return "apply";
  if (facts.is_narrow || !facts.lines) return "fetch";
  return event === "need_edited" ? "fetch" : "apply";
}

/** A line of the page, whose quantity it knows in thousandths, with the amounts an entry brought. */
export function counted(id: number, quantity: number, factor: number, [promised, , received]: [number, number, number]): LineFacts {
  const inUnit = (thousandths: number): string => String(thousandths / 1000 / factor);
  return { id, amount: inUnit(quantity), promised: inUnit(promised), received: inUnit(received) };
}

/** A line as its bar draws it, in hundredths, and as the words beside it say it, in its own unit. */
export function progress(line: LineFacts): Progress {
  const [amount, promised, received] = [line.amount, line.promised, line.received].map(Number) as [number, number, number];
  const hundredths = (part: number): number => (amount > 0 ? Math.min(100, Math.floor((part * 100) / amount)) : 0);
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    arrived: hundredths(received),
    promised: Math.max(0, hundredths(promised) - hundredths(received)),
    amounts: { arrived: round(received), promised: round(Math.max(0, promised - received)), left: round(Math.max(0, amount - promised)) },
  };
}
