const SPACE = /\s/;

/** From where to where the words go of which a selection holds letters: a finger seldom hits their ends. */
export function wholeWords(text: string, start: number, end: number): [number, number] {
  while (start < end && SPACE.test(text.charAt(start))) start++;
  while (end > start && SPACE.test(text.charAt(end - 1))) end--;
  if (start === end) return [start, end];
  while (start > 0 && !SPACE.test(text.charAt(start - 1))) start--;
  while (end < text.length && !SPACE.test(text.charAt(end))) end++;
  return [start, end];
}
