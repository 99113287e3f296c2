// The one toast there is. It says that something small went well; never an error.

export const TOAST_STAYS = 5000;

let words = $state<string | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export const toast = {
  get words() {
    return words;
  },
  say(next: string) {
    clearTimeout(timer);
    words = next;
    timer = setTimeout(() => (words = null), TOAST_STAYS);
  },
};
