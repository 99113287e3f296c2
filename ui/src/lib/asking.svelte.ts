// Whether the small dialog of the first screens is open; several screens open it.

export const asking = $state({ pasteLink: false });
