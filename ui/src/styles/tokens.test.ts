// The contrasts are computed, not believed. The floors are the worst there were when they were set.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g)];
const themes = [
  ["light", new Map(pairs.map(([, name, light]) => [name, light]))],
  ["dark", new Map(pairs.map(([, name, , dark]) => [name, dark]))],
] as const;

const grounds = ["ground", "raised", "sunken", "selected"];
const statuses = ["danger", "wait", "done"];

/** Of text AA asks 4.5, of a control's edge and of a sign 3. */
const floors: [name: string, floor: number, aa: number][] = [
  ["text", 12.7, 4.5],
  ["muted", 5.4, 4.5],
  ["accent", 5.0, 4.5],
  ...statuses.map((name): [string, number, number] => [name, 5.2, 4.5]),
  ["control", 3.2, 3],
  ["brass", 3.0, 3],
];

describe.each(themes)("%s", (_, tokens) => {
  const contrast = (a: string, b: string) => ratio(colour(tokens, a), colour(tokens, b));

  test.each(floors)("%s is at least %f on every ground", (name, floor, aa) => {
    for (const ground of grounds) {
      expect(rounded(contrast(name, ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(floor);
      expect(contrast(name, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(aa);
    }
  });

  test.each(statuses)("%s is at least 5.5 on its own ground, and so is text", (name) => {
    expect(rounded(contrast(name, `${name}-bg`))).toBeGreaterThanOrEqual(5.5);
    expect(contrast("text", `${name}-bg`)).toBeGreaterThanOrEqual(7);
    expect(contrast("muted", `${name}-bg`)).toBeGreaterThanOrEqual(4.5);
  });

  test("what stands on a filled button can be read", () => {
    expect(rounded(contrast("on-primary", "primary"))).toBeGreaterThanOrEqual(9.2);
    expect(contrast("on-primary", "danger")).toBeGreaterThanOrEqual(4.5);
  });
});

function colour(tokens: ReadonlyMap<string | undefined, string | undefined>, name: string): string {
  const found = tokens.get(name);
  if (!found) throw new Error(`tokens.css has no colour --${name}`);
  return found;
}

function rounded(ratio: number): number {
  return Math.round(ratio * 10) / 10;
}

/** As WCAG 2.2 defines it. */
function ratio(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
