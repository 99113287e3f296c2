// What holds for every piece of the kit and for what they share, read from its source.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const SHARED = "../styles/surfaces.css";
const kit = new URL("./", import.meta.url);
const pieces = [...readdirSync(kit).filter((name) => name.endsWith(".svelte")), SHARED].map(
  (name) => ({ name, source: readFileSync(new URL(name, kit), "utf8") }),
);
const tokens = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");
const declared = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));

const NAMED =
  "white|black|gr[ae]y|red|green|blue|yellow|orange|brown|gold|pink|purple|navy|teal|silver";

describe.each(pieces)("$name", ({ name, source }) => {
  const style = name === SHARED ? source : (/<style>([\s\S]*)<\/style>/.exec(source)?.[1] ?? "");
  const markup = source.replace(/<(script|style)[\s\S]*?<\/\1>/g, "");

  test("has no colour of its own", () => {
    expect(source).not.toMatch(/#(?:[\da-f]{8}|[\da-f]{6}|[\da-f]{3,4})\b(?!})/i);
    expect(source).not.toMatch(/\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch|light-dark)\(/);
    expect(style).not.toMatch(new RegExp(`:[^;{]*\\b(?:${NAMED})\\b[^;{]*;`));
  });

  test("uses only tokens there are", () => {
    const used = [...style.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name ?? "");
    expect(used.filter((name) => !name.startsWith("--bits-") && !declared.has(name))).toEqual([]);
  });

  test("knows start and end, not left and right", () => {
    expect(style).not.toMatch(
      /(?:^|[\s;{-])(?:left|right|(?:margin|padding|border)-(?:left|right|top|bottom))\s*:/,
    );
    expect(style).not.toMatch(/(?:^|[\s;{])(?:min-|max-)?(?:width|height)\s*:/);
    expect(style).not.toMatch(/text-align:\s*(?:left|right)/);
  });

  test("sets no style the content security policy would refuse", () => {
    expect(markup).not.toMatch(/\sstyle=/);
    expect(source).not.toContain("{@html");
  });

  test("holds no gradient, blur or glow", () => {
    expect(style).not.toMatch(/gradient\(|backdrop-filter|blur\(/);
  });

  test("says what it is for", () => {
    expect(source).toMatch(/^(?:<!-- .+\. -->|\/\* .+\. \*\/)\n/);
  });
});
