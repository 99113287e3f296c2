// Lines of the trail in the order they are read: the newest day first.

import type { ActivityLine } from "./contract";
import { startOfDay } from "./moments";
import type { Words } from "./words/en";

export interface Day {
  /** Its start, here. */
  at: number;
  lines: ActivityLine[];
}

/**
 * Lines stay in the order they were written, whatever the clock said: a clock that was put back
 * makes a new heading, not a new order.
 */
export function byDay(lines: readonly ActivityLine[]): Day[] {
  const days: Day[] = [];
  for (const line of lines) {
    const at = startOfDay(line.at);
    const last = days.at(-1);
    if (last?.at === at) last.lines.push(line);
    else days.push({ at, lines: [line] });
  }
  return days;
}

/** What a line says; a code that has no words here stands as it is. */
export function sentenceOf(action: string, words: Words): string | undefined {
  if (!Object.hasOwn(words.activity.actions, action)) return undefined;
  return words.activity.actions[action as keyof Words["activity"]["actions"]];
}
