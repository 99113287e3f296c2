// Where the focus goes when something opens: its first field, else its title.

const FIELDS =
  "input:not(:disabled, [aria-hidden='true']), textarea:not(:disabled), button[role='combobox']";

/** A list that already has a choice lets what is typed go first. */
export function focusFirst(within: HTMLElement): void {
  const fields = [...within.querySelectorAll<HTMLElement>(FIELDS)];
  const field = fields.find((field) => !isChosen(field)) ?? fields[0];
  (field ?? within.querySelector<HTMLElement>("[data-title]") ?? within).focus();
}

function isChosen(field: HTMLElement): boolean {
  if (field.getAttribute("role") !== "combobox") return false;
  return field instanceof HTMLInputElement
    ? field.value !== ""
    : !field.hasAttribute("data-placeholder");
}
