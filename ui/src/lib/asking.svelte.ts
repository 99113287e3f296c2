// Which of the two small dialogs of the first screens is open; several screens open them.

export const asking = $state({ addAccount: false, pasteLink: false });
