// The time for words that count down to a moment, and which of them are said aloud.

import { untrack } from "svelte";
import { nextTick, secondsLeft, speaks } from "./countdown";

export interface Ticking {
  readonly now: number;
  /** When it was last worth saying aloud: at the start, at 30 s and at 0. */
  readonly spoken: number;
}

/** For one component, while it is on screen. Without an end the time stands still. */
export function ticking(ends: () => number | undefined): Ticking {
  let now = $state(Date.now());
  let spoken = $state(Date.now());
  $effect(() => {
    const end = ends();
    if (end === undefined) return;
    let before: number | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      now = Date.now();
      const seconds = secondsLeft(end, now);
      if (speaks(before, seconds)) spoken = now;
      before = seconds;
      const wait = nextTick(end, now);
      if (wait !== null) timer = setTimeout(tick, wait);
    };
    untrack(tick);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
    get spoken() {
      return spoken;
    },
  };
}
