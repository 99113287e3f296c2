import { expect, test } from "vitest";
import { byDay, sentenceOf } from "./activity";
import type { ActivityLine } from "./contract";
import { catalogues, tongues } from "./words";

function line(sequence: number, at: Date): ActivityLine {
  return {
    sequence,
    at: at.getTime(),
    actor: "person",
    action: "reveal",
    outcome: "begun",
    account: null,
    reference: null,
  };
}

test("lines stand under the day they were written on", () => {
  const days = byDay([
    line(3, new Date(2026, 10, 20, 9)),
    line(2, new Date(2026, 10, 20, 0, 1)),
    line(1, new Date(2026, 10, 19, 23, 59)),
  ]);
  expect(days.map((day) => day.lines.map(({ sequence }) => sequence))).toEqual([[3, 2], [1]]);
});

test("a clock that was put back changes no order", () => {
  const days = byDay([
    line(3, new Date(2026, 10, 19)),
    line(2, new Date(2026, 10, 20)),
    line(1, new Date(2026, 10, 19)),
  ]);
  expect(days.map((day) => day.lines[0]?.sequence)).toEqual([3, 2, 1]);
});

test.each(tongues)("no two actions say the same in %s", (tongue) => {
  const said = Object.values(catalogues[tongue].activity.actions);
  expect(new Set(said).size).toBe(said.length);
});

test("an action that is not known here has no sentence, whatever it is called", () => {
  for (const code of ["learned-later", "constructor", "__proto__", "toString", ""])
    expect(sentenceOf(code, catalogues.en), code).toBeUndefined();
  expect(sentenceOf("reveal", catalogues.en)).toBe("Showing a number in full");
});
