import { expect, test } from "vitest";
import { left, nextTick, secondsLeft, speaks } from "./countdown";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("under an hour it is a clock", () => {
  expect(left(102_000, 0)).toEqual({ kind: "clock", clock: "1:42", seconds: 102 });
  expect(left(9_000, 0)).toEqual({ kind: "clock", clock: "0:09", seconds: 9 });
});

test("nothing ends before its time", () => {
  expect(secondsLeft(1_001, 0)).toBe(2);
  expect(left(1, 0).kind).toBe("clock");
  expect(left(0, 0)).toEqual({ kind: "none" });
  expect(left(0, 5_000)).toEqual({ kind: "none" });
});

test("hours carry their minutes, also when the minute is rounded up", () => {
  expect(left(21 * HOUR + 14 * MINUTE, 0)).toEqual({ kind: "hours", hours: 21, minutes: 14 });
  expect(left(2 * HOUR - 1_000, 0)).toEqual({ kind: "hours", hours: 2, minutes: 0 });
  expect(left(HOUR, 0)).toEqual({ kind: "hours", hours: 1, minutes: 0 });
});

test("over a day it is a date", () => {
  expect(left(24 * HOUR, 0).kind).toBe("hours");
  expect(left(25 * HOUR, 0)).toEqual({ kind: "date", at: new Date(25 * HOUR) });
});

test("it speaks at the start, at 30 s and at 0, and else is silent", () => {
  const spoken: number[] = [];
  let before: number | null = null;
  for (let seconds = 102; seconds >= 0; seconds -= 1) {
    if (speaks(before, seconds)) spoken.push(seconds);
    before = seconds;
  }
  expect(spoken).toEqual([102, 30, 0]);
});

test("a tick that was missed is made up for", () => {
  expect(speaks(45, 12)).toBe(true);
  expect(speaks(12, 0)).toBe(true);
  expect(speaks(0, 0)).toBe(false);
});

test("ticks fall on whole seconds and end with the countdown", () => {
  expect(nextTick(10_000, 0)).toBe(1_000);
  expect(nextTick(10_000, 250)).toBe(750);
  expect(nextTick(10_000, 10_000)).toBeNull();
});
