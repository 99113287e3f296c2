// Times as a person says them, in any language.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, such as "4 minutes ago"; over a week a date says more. */
export function ago(at: number, now: number, tongue: string): string {
  // Clocks differ: what lies a little ahead is now.
  const passed = Math.max(0, now - at);
  if (passed >= 7 * DAY) return day(at, tongue);
  const words = new Intl.RelativeTimeFormat(tongue, { numeric: "auto" });
  if (passed < MINUTE) return words.format(0, "second");
  if (passed < HOUR) return words.format(-Math.floor(passed / MINUTE), "minute");
  if (passed < DAY) return words.format(-Math.floor(passed / HOUR), "hour");
  return words.format(-Math.floor(passed / DAY), "day");
}

export function day(at: number, tongue: string): string {
  return new Intl.DateTimeFormat(tongue, { dateStyle: "medium" }).format(at);
}

/** The time of day. */
export function hour(at: number, tongue: string): string {
  return new Intl.DateTimeFormat(tongue, { timeStyle: "short" }).format(at);
}

export function dayAndHour(at: number, tongue: string): string {
  return new Intl.DateTimeFormat(tongue, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** The heading over what happened on one day: today and yesterday by name, older ones with a year. */
export function dayHeading(at: number, now: number, tongue: string): string {
  const apart = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (apart > 300) return new Intl.DateTimeFormat(tongue, { dateStyle: "long" }).format(at);
  if (apart !== 0 && apart !== 1)
    return new Intl.DateTimeFormat(tongue, {
      weekday: "long",
      day: "numeric",
      month: "long",
    }).format(at);
  const name = new Intl.RelativeTimeFormat(tongue, { numeric: "auto" }).format(-apart, "day");
  return name.charAt(0).toLocaleUpperCase(tongue) + name.slice(1);
}

/** Names the day a moment is on, here. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** How long a sign-in may go unused, such as "6 months". */
export function span(days: number, tongue: string): string {
  const months = days >= 365 ? 12 : days % 30 === 0 ? days / 30 : 0;
  const [count, unit] = months > 1 && days <= 366 ? [months, "month"] : [days, "day"];
  return new Intl.NumberFormat(tongue, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
