// How long is left, and when a countdown speaks.

const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a screen puts into words. */
export type Left =
  | { kind: "none" }
  /** Under an hour, as `1:42`. */
  | { kind: "clock"; clock: string; seconds: number }
  | { kind: "hours"; hours: number; minutes: number }
  /** Over a day a date says more than hours do. */
  | { kind: "date"; at: Date };

/** Whole seconds, rounded up, so that nothing ends before its time. */
export function secondsLeft(ends: number, now: number): number {
  return Math.max(0, Math.ceil((ends - now) / SECOND));
}

export function left(ends: number, now: number): Left {
  const seconds = secondsLeft(ends, now);
  if (seconds === 0) return { kind: "none" };
  if (seconds > DAY) return { kind: "date", at: new Date(ends) };
  if (seconds >= HOUR) {
    const minutes = Math.ceil(seconds / MINUTE);
    return { kind: "hours", hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  }
  const clock = `${Math.floor(seconds / MINUTE)}:${String(seconds % MINUTE).padStart(2, "0")}`;
  return { kind: "clock", clock, seconds };
}

/** Said aloud at the start, at 30 s and at 0: a countdown that talks all the time is turned off. */
export function speaks(before: number | null, seconds: number): boolean {
  if (before === null) return true;
  return (before > 30 && seconds <= 30) || (before > 0 && seconds === 0);
}

/** Milliseconds until the words can change. */
export function nextTick(ends: number, now: number): number | null {
  const rest = ends - now;
  return rest <= 0 ? null : rest % SECOND || SECOND;
}
