// When a spinner may be seen: not for the first 300 ms of work, then for 400 ms at least.

export const PATIENCE = 300;
export const LINGER = 400;

export interface Spin {
  /** When the work began. */
  readonly since: number | null;
  /** When the spinner came into sight. */
  readonly shown: number | null;
}

export const still: Spin = { since: null, shown: null };

export function turn(spin: Spin, busy: boolean, now: number): Spin {
  if (spin.shown !== null && (busy || now - spin.shown < LINGER)) return spin;
  if (!busy) return still;
  const since = spin.since ?? now;
  return { since, shown: now - since >= PATIENCE ? now : null };
}

/** Milliseconds until `turn` has something new to say though nothing happened. */
export function wakeIn(spin: Spin, busy: boolean, now: number): number | null {
  if (spin.shown !== null) return busy ? null : Math.max(0, spin.shown + LINGER - now);
  return spin.since !== null && busy ? Math.max(0, spin.since + PATIENCE - now) : null;
}
