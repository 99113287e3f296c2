// The languages Signet speaks, and how one of them is chosen.

import type { Language } from "../contract";
import { de } from "./de";
import { en, type Words } from "./en";
import { es } from "./es";
import { fa } from "./fa";
import { id } from "./id";
import { pt } from "./pt";
import { ru } from "./ru";
import { uk } from "./uk";

export type { Words };

/** A language there are words in. */
export type Tongue = Exclude<Language, "system">;

export const catalogues: Record<Tongue, Words> = { en, de, es, pt, ru, uk, fa, id };

/** Each language in its own name, in the order they are offered. */
export const ownNames: Record<Tongue, string> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  pt: "Português",
  ru: "Русский",
  uk: "Українська",
  fa: "فارسی",
  id: "Bahasa Indonesia",
};

export const tongues = Object.keys(ownNames) as Tongue[];

/** The chosen language; for `system` the first of the system's that Signet speaks, else English. */
export function tongueFor(language: Language, preferred: readonly string[]): Tongue {
  if (language !== "system") return language;
  for (const tag of preferred) {
    const spoken = tongues.find((tongue) => tongue === tag.toLowerCase().split("-")[0]);
    if (spoken) return spoken;
  }
  return "en";
}

export function direction(tongue: Tongue): "ltr" | "rtl" {
  return tongue === "fa" ? "rtl" : "ltr";
}
