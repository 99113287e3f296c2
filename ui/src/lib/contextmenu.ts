// The web view's own menu (Reload, Back, Inspect): a program has none, save where text is at hand.

/** Whether the menu asked for at this point has something to cut, copy or paste. */
export function hasText(event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest("input, textarea")) return true;
  return isSelected(event.clientX, event.clientY);
}

function isSelected(x: number, y: number): boolean {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return false;
  return [...selection.getRangeAt(0).getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom,
  );
}
