// Putting something on the clipboard. Nothing here ever reads it.

import { toast } from "../kit/toast.svelte";
import { speech } from "./speech.svelte";

export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return; // No toast: what was to be copied stays on screen and can be selected.
  }
  toast.say(speech.words.action.copied);
}
