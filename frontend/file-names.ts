/**
 * «كشف 2026.xlsx» → what it is called, «كشف 2026», and what it is, «XLSX». They are shown apart: in one line the number
 * would push the ending about, for digits behind Arabic letters run with them.
 */
export function parted(name: string): { stem: string; ending: string } {
  const ending = /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1] ?? "";
  return { stem: ending ? name.slice(0, -ending.length - 1) : name, ending: ending.toUpperCase() };
}
