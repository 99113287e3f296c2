// Enter is the primary action wherever nothing with the focus wants it for itself.

const WANTS_IT = "a, button, input, summary, textarea, [role='option']";

export function onEnter(event: KeyboardEvent, primary: () => void): void {
  if (event.key !== "Enter" || event.repeat || event.defaultPrevented) return;
  if ((event.target as Element).closest(WANTS_IT)) return;
  // Or the same key would press the button that the focus goes back to.
  event.preventDefault();
  primary();
}
