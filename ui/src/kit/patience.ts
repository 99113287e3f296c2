// When a spinner may be seen: not for the first 300 ms of work, then for 400 ms at least; after 2 s
// it takes words.

export const PATIENCE = 300;
export const LINGER = 400;
export const WORDS = 2000;

export interface Spin {
  /** When the work began. */
  readonly since: number | null;
  /** When the spinner came into sight. */
  readonly shown: number | null;
  /** Whether it has taken long enough for words, and for a way out. */
  readonly long: boolean;
}

export const still: Spin = { since: null, shown: null, long: false };

export function turn(spin: Spin, busy: boolean, now: number): Spin {
  if (spin.shown !== null && !busy && now - spin.shown < LINGER) return spin;
  if (!busy) return still;
  const since = spin.since ?? now;
  const shown = spin.shown ?? (now - since >= PATIENCE ? now : null);
  return { since, shown, long: now - since >= WORDS };
}

/** Milliseconds until `turn` has something new to say though nothing happened. */
export function wakeIn(spin: Spin, busy: boolean, now: number): number | null {
  if (spin.since === null) return null;
  if (!busy) return spin.shown === null ? null : Math.max(0, spin.shown + LINGER - now);
  if (spin.long) return null;
  return Math.max(0, spin.since + (spin.shown === null ? PATIENCE : WORDS) - now);
}
