// The countries a phone number can come from, in the reader's language, and how they are found.

import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type CountryCode,
} from "libphonenumber-js/max";
import { asciiDigits } from "./digits";

export interface Country {
  iso: CountryCode;
  /** In the reader's language. */
  name: string;
  /** In the country's own. */
  native: string;
  /** With its plus, such as `+49`. */
  dial: string;
}

export function countriesIn(language: string): Country[] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const order = new Intl.Collator(language);
  return getCountries()
    .map((iso) => ({
      iso,
      name: names.of(iso) ?? iso,
      native: nativeName(iso),
      dial: `+${getCountryCallingCode(iso)}`,
    }))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** The country a system speaks of, as far as its languages tell. */
export function countryHere(languages: readonly string[]): CountryCode | undefined {
  return languages.map(regionOf).find((region) => region && isSupportedCountry(region));
}

function regionOf(tag: string): CountryCode | undefined {
  try {
    return new Intl.Locale(tag).maximize().region as CountryCode | undefined;
  } catch {
    // A system without a language names it in a way that is none.
    return undefined;
  }
}

function nativeName(iso: string): string {
  const language = new Intl.Locale(`und-${iso}`).maximize().language;
  return new Intl.DisplayNames(language, { type: "region" }).of(iso) ?? iso;
}

/** By name, native name, ISO code or dial code; the likeliest first, else in the given order. */
export function findCountries(countries: readonly Country[], query: string): Country[] {
  const sought = fold(query);
  if (!sought) return [...countries];
  return countries
    .map((country) => ({ country, rank: rank(country, sought) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ country }) => country);
}

function rank(country: Country, sought: string): number {
  const dial = /^(?:\+|00)?(\d+)$/.exec(sought.replace(/[\s()-]/g, ""))?.[1];
  if (dial) {
    if (country.dial === `+${dial}`) return 0;
    return country.dial.startsWith(`+${dial}`) ? 1 : Infinity;
  }
  if (country.iso.toLowerCase() === sought) return 0;
  const names = [fold(country.name), fold(country.native)];
  if (names.some((name) => name.startsWith(sought))) return 1;
  if (names.some((name) => name.split(/[\s-]/).some((word) => word.startsWith(sought)))) return 2;
  return names.some((name) => name.includes(sought)) ? 3 : Infinity;
}

/** Without case and accents, so that "cote d" finds Côte d’Ivoire. */
function fold(text: string): string {
  return asciiDigits(text)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[’']/g, "")
    .toLowerCase()
    .trim();
}
