import { expect, test } from "vitest";
import { countriesIn, countryHere, findCountries } from "./countries";

const countries = countriesIn("en");
const first = (query: string) => findCountries(countries, query)[0]?.iso;
const all = (query: string) => findCountries(countries, query).map(({ iso }) => iso);

test("every country has a name and a dial code", () => {
  expect(countries.length).toBeGreaterThan(240);
  for (const { name, native, dial } of countries) {
    expect(name).not.toBe("");
    expect(native).not.toBe("");
    expect(dial).toMatch(/^\+\d{1,3}$/);
  }
});

test("no query leaves the list as it is", () => {
  expect(findCountries(countries, "  ")).toEqual(countries);
});

test("a country is found by its name, whatever the accents", () => {
  expect(first("germ")).toBe("DE");
  expect(first("cote d'iv")).toBe("CI");
  expect(first("kingdom")).toBe("GB");
});

test("a country is found by its own name for itself", () => {
  expect(first("deutsch")).toBe("DE");
  expect(first("Україна")).toBe("UA");
  expect(first("ایران")).toBe("IR");
});

test("an ISO code comes before names that hold it", () => {
  expect(first("de")).toBe("DE");
  expect(first("in")).toBe("IN");
});

test("a dial code is found with and without its plus, the exact one first", () => {
  expect(first("+49")).toBe("DE");
  expect(first("0049")).toBe("DE");
  expect(first("۴۹")).toBe("DE");
  expect(all("+1")).toContain("US");
  expect(all("+1")).toContain("CA");
  expect(first("35")).toMatch(/^(PT|LU|IE|IS|AL|MT|CY|FI|AX|BG|GI)$/);
});

test("nonsense finds nothing", () => {
  expect(all("zzzz")).toEqual([]);
  expect(all("+9999")).toEqual([]);
});

test("names follow the reader's language", () => {
  const german = countriesIn("de");
  expect(findCountries(german, "Deutschland")[0]?.name).toBe("Deutschland");
});

test("the system's languages tell where somebody is", () => {
  expect(countryHere(["de-AT", "en-US"])).toBe("AT");
  expect(countryHere(["pt"])).toBe("BR");
  expect(countryHere(["C", "fr-CH"])).toBe("CH");
  expect(countryHere([])).toBeUndefined();
});
