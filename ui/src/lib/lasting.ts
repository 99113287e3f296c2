// How long something lasts, in whole units, such as "7 days".

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function lasting(seconds: number, tongue: string): string {
  const [length, unit] =
    seconds >= DAY
      ? [DAY, "day"]
      : seconds >= HOUR
        ? [HOUR, "hour"]
        : seconds >= MINUTE
          ? [MINUTE, "minute"]
          : [1, "second"];
  const words = new Intl.NumberFormat(tongue, { style: "unit", unit, unitDisplay: "long" });
  return words.format(Math.ceil(seconds / length));
}
