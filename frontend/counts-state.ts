/** A number as people type it, with any of the three sets of digits; nothing typed is 0, what is no whole number null. */
export function wholeNumber(text: string): number | null {
  const latin = text.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
  if (!latin) return 0;
  const plain = latin.replace(/(?<=\d)[,٬،\s'](?=\d{3}(?!\d))/g, "");
  return /^\d{1,12}$/.test(plain) ? Number(plain) : null;
}

/** The sum of what is written; null where something is no number. */
export function sumOf(texts: string[]): number | null {
  let sum = 0;
  for (const text of texts) {
    const number = wholeNumber(text);
    if (number === null) return null;
    sum += number;
  }
  return sum;
}
