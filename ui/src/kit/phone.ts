// A phone number while it is typed, and once it is there. Odd numbers are named, never refused.
// With the full metadata: the small one takes +49 1512 for a number and would never warn.

import { AsYouType, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import metadata from "libphonenumber-js/max/metadata";
import { asciiDigits } from "./digits";

export interface Typing {
  text: string;
  caret: number;
  country: CountryCode | undefined;
}

/** Telegram's own numbers, sold without a SIM; no numbering plan knows them. */
const ANONYMOUS = "+888";

/** The text after a keystroke, drawn as its country draws it, with the caret behind the same digit. */
export function typed(was: string, text: string, caret: number, country?: CountryCode): Typing {
  let clean = strip(afresh(text.slice(0, caret)));
  const after = strip(text.slice(caret)).replace("+", "");
  // Deleting a space of ours means deleting the digit before it.
  if (text.length < was.length && strip(was) === clean + after) clean = clean.slice(0, -1);

  const whole = clean + after;
  const drawn = draw(whole, country);
  return { text: drawn, caret: behind(drawn, clean.length), country: countryOf(whole, country) };
}

/** What a paste or leaving the field makes of it: the international form when that is certain. */
export function settled(text: string, country?: CountryCode): Omit<Typing, "caret"> {
  const clean = asciiDigits(text)
    .trim()
    .replace(/^00(?=[1-9])/, "+");
  const number = parse(clean, country);
  if (!number?.isValid()) {
    const rest = strip(clean);
    return { text: draw(rest, country), country: countryOf(rest, country) };
  }
  return {
    text: number.formatInternational(),
    country: countryOf(number.number, number.country ?? country),
  };
}

/** A plus and a dial code, of which none is longer. */
const LONGEST_DIAL_CODE = "+123".length;

/** As Telegram takes it: a plus and digits. Empty while there is nothing behind the dial code. */
export function international(text: string, country?: CountryCode): string {
  const number = parse(text, country);
  if (number) return number.number;
  const clean = strip(text);
  if (!clean.startsWith("+")) return clean;
  const typing = new AsYouType();
  typing.input(clean);
  if (typing.getNumber()) return clean;
  // Telegram decides what a number is: one of its test servers has a dial code of no country.
  const isOnlyBegun = typing.getCallingCode() || clean.length <= LONGEST_DIAL_CODE;
  return isOnlyBegun ? "" : clean;
}

/** Whether a number is worth a second look: no country that is known gives such numbers out. */
export function odd(text: string, country?: CountryCode): boolean {
  const number = international(text, country);
  if (!number || number.startsWith(ANONYMOUS)) return false;
  return !parse(text, country)?.isValid();
}

/** Germany to France keeps what was typed after the dial code. */
export function moved(text: string, from: CountryCode | undefined, to: CountryCode): string {
  const clean = strip(text);
  const prefix = from ? `+${dialCode(from)}` : "";
  const rest = clean.startsWith("+")
    ? prefix && clean.startsWith(prefix)
      ? clean.slice(prefix.length)
      : ""
    : clean;
  return rest ? draw(`+${dialCode(to)}${rest}`, to) : `+${dialCode(to)} `;
}

function dialCode(country: CountryCode): string {
  return metadata.countries[country]?.[0] ?? "";
}

/** A dial code that several countries share keeps the one chosen, else means its main country. */
function countryOf(text: string, chosen: CountryCode | undefined): CountryCode | undefined {
  if (!text.startsWith("+")) return chosen;
  const typing = new AsYouType();
  typing.input(text);
  const known = typing.getNumber()?.country;
  if (known) return known;
  const code = typing.getCallingCode();
  if (!code) return chosen;
  const sharing: readonly CountryCode[] = metadata.country_calling_codes[code] ?? [];
  return chosen && sharing.includes(chosen) ? chosen : sharing[0];
}

function parse(text: string, country?: CountryCode) {
  return parsePhoneNumberFromString(asciiDigits(text), country);
}

function draw(clean: string, country?: CountryCode): string {
  return new AsYouType(clean.startsWith("+") ? undefined : country).input(clean);
}

/** A plus behind nothing but a dial code begins another number. */
function afresh(text: string): string {
  const plus = text.lastIndexOf("+");
  return plus > 0 && !international(text.slice(0, plus)) ? text.slice(plus) : text;
}

/** Digits, and a plus where it leads. */
function strip(text: string): string {
  const ascii = asciiDigits(text).trim();
  const digits = ascii.replace(/\D/g, "");
  return /^[^\d+]*[+＋]/u.test(ascii) ? `+${digits}` : digits;
}

/** The place in `drawn` behind its first `count` digits, its plus counted with them. */
function behind(drawn: string, count: number): number {
  if (count === 0) return 0;
  let seen = 0;
  for (let at = 0; at < drawn.length; at += 1) {
    if (/[\d+]/.test(drawn.charAt(at))) seen += 1;
    if (seen === count) return at + 1;
  }
  return drawn.length;
}
