// When something can be done, as the end of a sentence: "now", "in 1:42", "on 20 Nov, 09:12".

import type { Left } from "../../kit/countdown";

interface Forms {
  now: string;
  soon: (time: string) => string;
  hours: (hours: string, minutes: string) => string;
  later: (day: string) => string;
}

/** In the language's own digits, and a date in its own calendar. */
export function timing(language: string, forms: Forms): (left: Left) => string {
  const number = new Intl.NumberFormat(language, { useGrouping: false });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return (left) => {
    switch (left.kind) {
      case "none":
        return forms.now;
      case "clock":
        return forms.soon(left.clock.replace(/\d/g, (digit) => number.format(Number(digit))));
      case "hours":
        return forms.soon(forms.hours(number.format(left.hours), number.format(left.minutes)));
      case "date":
        return forms.later(day.format(left.at));
    }
  };
}
