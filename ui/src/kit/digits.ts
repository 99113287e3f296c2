// Digits out of whatever was typed or pasted, in any script Unicode writes decimals in.

/** Every decimal digit as ASCII; everything else as it was. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(decimal(digit)));
}

/** Decimal digits stand in runs of ten that begin at a zero; fancy ASCII ones are plain in NFKC. */
function decimal(digit: string): number {
  const point = digit.normalize("NFKC").codePointAt(0) ?? 0;
  let zero = point;
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return point - zero;
}

/**
 * The code in a text: a run of exactly `length` digits (hyphens and spaces between them allowed),
 * else the first digits there are.
 */
export function codeIn(text: string, length: number): string {
  const ascii = asciiDigits(text);
  const runs = ascii.match(/\d(?:[\s-]?\d)*/g) ?? [];
  const digits = runs.map((run) => run.replace(/\D/g, ""));
  return digits.find((run) => run.length === length) ?? digits.join("").slice(0, length);
}
