// Text from elsewhere inside our own sentences.

/** A host or path in a sentence of either direction: read left to right, mixing with nothing. */
export function ltr(text: string): string {
  return `\u2066${text}\u2069`;
}

/** A phone number in a sentence: kept on one line. */
export function number(text: string): string {
  return ltr(text.replaceAll(" ", "\u00a0"));
}

/** A name in a sentence: read in its own direction, mixing with nothing. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
