import { expect, test } from "vitest";
import { ago, dayHeading, span } from "./moments";
import { tongues } from "./words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const noon = new Date(2026, 10, 20, 12).getTime();

test("how long ago is said in the largest unit that has passed", () => {
  const said = [0, 59_000, 4 * MINUTE, 90 * MINUTE, 25 * HOUR, 6 * DAY].map((passed) =>
    ago(noon - passed, noon, "en"),
  );
  expect(said).toEqual(["now", "now", "4 minutes ago", "1 hour ago", "yesterday", "6 days ago"]);
});

test("after a week it is a date, and what lies ahead is now", () => {
  expect(ago(noon - 7 * DAY, noon, "en")).toBe("Nov 13, 2026");
  expect(ago(noon + MINUTE, noon, "en")).toBe("now");
});

test("a day is named by its own calendar day, not by hours", () => {
  const late = new Date(2026, 10, 19, 23, 59).getTime();
  expect(dayHeading(late, noon, "en")).toBe("Yesterday");
  expect(dayHeading(noon, noon, "de")).toBe("Heute");
  expect(dayHeading(noon - 9 * DAY, noon, "en")).toBe("Wednesday, November 11");
  expect(dayHeading(noon - 400 * DAY, noon, "en")).toBe("October 16, 2025");
});

test("a span is months where it is whole ones, else days", () => {
  expect([7, 30, 90, 180, 365, 366, 100].map((days) => span(days, "en"))).toEqual([
    "7 days",
    "30 days",
    "3 months",
    "6 months",
    "12 months",
    "12 months",
    "100 days",
  ]);
});

test.each(tongues)("times are said in %s", (tongue) => {
  expect(
    new Set([0, HOUR, DAY, 9 * DAY].map((passed) => ago(noon - passed, noon, tongue))).size,
  ).toBe(4);
});
