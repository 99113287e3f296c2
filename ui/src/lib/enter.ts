// Enter is the primary action wherever nothing with the focus wants it for itself.

export function pressesPrimary(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.repeat || event.defaultPrevented) return false;
  return !(event.target as Element).closest("a, button, input, summary, textarea, [role='option']");
}
