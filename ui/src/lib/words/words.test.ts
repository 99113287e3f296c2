import { parse, type AST } from "svelte/compiler";
import { describe, expect, test } from "vitest";
import { catalogues, ownNames, tongueFor, tongues, type Tongue } from ".";

const sources = import.meta.glob<string>(["/src/**/*.{svelte,ts}", "!/src/**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Source the person's words are used in; the gallery is for those who build the kit. */
const screens = Object.entries(sources).filter(
  ([path]) => !path.startsWith("/src/lib/words/") && !path.startsWith("/src/gallery/"),
);

/** Every string with its path, such as `["rail.access", "Access"]`; counted ones for 0 to 100. */
function strings(of: object, at = ""): [string, string][] {
  return Object.entries(of).flatMap(([key, value]): [string, string][] => {
    const path = at ? `${at}.${key}` : key;
    if (typeof value === "string") return [[path, value]];
    if (typeof value === "function")
      return Array.from({ length: 101 }, (_, count) => [path, String(value(count))]);
    return strings(value as object, path);
  });
}

const paths = [...new Set(strings(catalogues.en).map(([path]) => path))];
const everything = tongues.flatMap((tongue) =>
  strings(catalogues[tongue]).map(([path, text]) => ({ tongue, path, text })),
);

describe("the catalogues", () => {
  test("every string is used somewhere", () => {
    const code = screens.map(([, text]) => text).join("\n");
    const unused = paths.filter((path) => {
      const parts = path.split(".");
      const byName = new RegExp(`words\\.${path.replaceAll(".", "\\.")}(?!\\w)`).test(code);
      const byKey = parts.some((_, depth) =>
        code.includes(`words.${parts.slice(0, depth).join(".")}[`),
      );
      return !byName && !byKey;
    });
    expect(unused).toEqual([]);
  });

  test("no string is empty, padded or holds straight quotes", () => {
    const bad = everything.filter(({ text }) => !text || text !== text.trim() || /['"]/.test(text));
    expect(bad).toEqual([]);
  });

  test("every count is written out", () => {
    expect(everything.filter(({ text }) => text.includes("#"))).toEqual([]);
  });

  test("a count takes the form its language asks for", () => {
    expect(catalogues.en.pasteLink.tooLong(1)).toContain("1 character ");
    expect(catalogues.en.pasteLink.tooLong(1200)).toContain("1,200 characters ");
    expect([1, 3, 5, 21].map((n) => catalogues.ru.pasteLink.tooLong(n).split(". ")[0])).toEqual([
      "Для ссылки здесь 1 лишний символ",
      "Для ссылки здесь 3 лишних символа",
      "Для ссылки здесь 5 лишних символов",
      "Для ссылки здесь 21 лишний символ",
    ]);
    expect(catalogues.fa.pasteLink.tooLong(12)).toContain("۱۲");
  });

  test("English keeps its voice", () => {
    const never = /\b(oops|please|success(ful)?ly|sorry)\b|!/i;
    const bad = strings(catalogues.en).filter(([, text]) => never.test(text));
    expect(bad).toEqual([]);
  });
});

describe("components", () => {
  test("hold no words of their own", () => {
    const found = screens
      .filter(([path]) => path.endsWith(".svelte"))
      .flatMap(([path, source]) => literals(source).map((words) => `${path}: ${words}`));
    expect(found).toEqual([]);
  });
});

describe("the language", () => {
  test("is the chosen one, whatever the system prefers", () => {
    expect(tongueFor("fa", ["de-DE"])).toBe("fa");
  });

  test("of the system is the first that Signet speaks", () => {
    expect(tongueFor("system", ["fr-FR", "pt-BR", "en-US"])).toBe("pt");
    expect(tongueFor("system", ["UK"])).toBe("uk");
  });

  test("falls back to English", () => {
    expect(tongueFor("system", ["fr-FR", "fil"])).toBe("en");
    expect(tongueFor("system", [])).toBe("en");
  });

  test("is offered in its own name, once", () => {
    const known: Tongue[] = Object.keys(catalogues) as Tongue[];
    expect(Object.keys(ownNames).sort()).toEqual(known.sort());
    expect(new Set(Object.values(ownNames)).size).toBe(known.length);
  });
});

/** Words in a component's markup: text and attributes that are read out or shown. */
function literals(source: string): string[] {
  const spoken = new Set(["title", "alt", "placeholder", "label", "aria-label", "sentence"]);
  const found: string[] = [];
  const keep = (text: string) => {
    if (/\p{L}{2}/u.test(text)) found.push(text.trim());
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== "object" || node === null) return;
    const tag = node as AST.Text | AST.Attribute;
    if (tag.type === "Text") return keep(tag.data);
    if (tag.type === "Attribute") {
      if (!Array.isArray(tag.value)) return visit(tag.value);
      if (spoken.has(tag.name)) return visit(tag.value);
      return tag.value.filter((part) => part.type !== "Text").forEach(visit);
    }
    Object.values(node).forEach(visit);
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}
