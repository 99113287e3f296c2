// Where the focus goes when something opens: its first field, else its title.

export function focusFirst(within: HTMLElement): void {
  const field = within.querySelector<HTMLElement>(
    "input:not(:disabled, [type='hidden']), textarea:not(:disabled), [role='combobox']",
  );
  (field ?? within.querySelector<HTMLElement>("[data-title]") ?? within).focus();
}
