import { expect, test } from "vitest";
import { still, turn, wakeIn } from "./patience";

test("work under 300 ms shows nothing", () => {
  const begun = turn(still, true, 1000);
  expect(begun.shown).toBeNull();
  expect(wakeIn(begun, true, 1000)).toBe(300);
  expect(turn(begun, false, 1299)).toEqual(still);
});

test("a spinner comes after 300 ms and stays 400 ms though the work is done", () => {
  const begun = turn(still, true, 1000);
  const shown = turn(begun, true, 1300);
  expect(shown.shown).toBe(1300);
  expect(wakeIn(shown, true, 1300)).toBe(1700);

  const done = turn(shown, false, 1310);
  expect(done.shown).toBe(1300);
  expect(wakeIn(done, false, 1310)).toBe(390);
  expect(turn(done, false, 1700)).toEqual(still);
});

test("work that begins again while the spinner lingers keeps it", () => {
  const shown = turn(turn(still, true, 0), true, 300);
  const lingering = turn(shown, false, 400);
  expect(turn(lingering, true, 500).shown).toBe(300);
});

test("a long spinner goes when the work is done", () => {
  const shown = turn(turn(still, true, 0), true, 300);
  expect(turn(shown, false, 5000)).toEqual(still);
  expect(wakeIn(still, false, 5000)).toBeNull();
});

test("after 2 s it takes words, and no more timers", () => {
  const shown = turn(turn(still, true, 0), true, 300);
  expect(turn(shown, true, 1999).long).toBe(false);
  const long = turn(shown, true, 2000);
  expect(long).toEqual({ since: 0, shown: 300, long: true });
  expect(wakeIn(long, true, 2000)).toBeNull();
});
