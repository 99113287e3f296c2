// Drives `patience` with the clock for one component.

import { untrack } from "svelte";
import { still, turn, wakeIn, type Spin } from "./patience";

export function spinning(busy: () => boolean): { readonly shown: boolean; readonly long: boolean } {
  let spin = $state.raw<Spin>(still);
  $effect(() => {
    const working = busy();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const step = () => {
      const now = performance.now();
      spin = turn(spin, working, now);
      const wait = wakeIn(spin, working, now);
      if (wait !== null) timer = setTimeout(step, wait);
    };
    untrack(step);
    return () => clearTimeout(timer);
  });
  return {
    get shown() {
      return spin.shown !== null;
    },
    get long() {
      return spin.long;
    },
  };
}
