// One or two letters that stand for a name.

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0];
  if (!first) return "";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last].map((word) => (word ? letter(word) : "")).join("");
}

/** A letter as a reader counts it, not a code unit; a name may be nothing but an emoji. */
function letter(word: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(word);
  return first?.segment.toLocaleUpperCase() ?? "";
}
