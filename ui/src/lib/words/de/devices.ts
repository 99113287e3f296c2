// The devices of an account in German.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("de");

export const devices = {
  title: (devices: number) =>
    count(devices, {
      one: "# Gerät kann dieses Konto öffnen",
      other: "# Geräte können dieses Konto öffnen",
    }),
  looked: (when: string) => `Nachgesehen: ${when}.`,
  refresh: "Neu nachsehen",
  loading: "Telegram wird gefragt",
  here: "Dieser Computer",
  given: "Von dir vergeben",
  others: "Andere",
  noOthers: "Kein anderes Gerät kann dieses Konto öffnen.",
  new: "Neu",
  pending: "Passwort fehlt noch",
  active: (when: string) => `benutzt: ${when}`,
  signedIn: (day: string) => `Angemeldet am ${day}`,
  unofficial: "inoffizielle App",
  server: (place: string) => `${place} (sein Server)`,
  address: (address: string) => `Adresse ${address}`,
  end: "Beenden",
  endNamed: (name: string) => `Beenden: ${name}`,
  question: (what: string) => `Neue Anmeldung: ${what}. Warst du das?`,
  no: "Nein, beenden",
  yes: "Ja",
  young: {
    sentence:
      "Telegram lässt eine neue Anmeldung erst nach 24 Stunden andere beenden. Dein Handy kann es jetzt: Telegram, Einstellungen > Geräte.",
    when: (when: string) => `Die Anmeldung dieses Computers kann es ${when}.`,
  },
  one: {
    ask: (name: string) => `${name} beenden?`,
    stops: "Das Gerät wird sofort aus deinem Konto abgemeldet.",
    given: (service: string) => `${service} verliert damit den Zugriff.`,
    stays:
      "Deine anderen Geräte bleiben. Kennst du dieses nicht, ändere auch dein Telegram-Passwort.",
    confirm: "Anmeldung beenden",
  },
  all: {
    open: "Andere beenden…",
    ask: "Die anderen Geräte beenden?",
    stops: (devices: number) =>
      count(devices, {
        one: "# Gerät wird sofort aus deinem Konto abgemeldet.",
        other: "# Geräte werden sofort aus deinem Konto abgemeldet.",
      }),
    stays: "Dieser Computer bleibt.",
    spared: (services: number) =>
      count(services, {
        one: "# Dienst, dem du Zugriff gegeben hast, bleibt.",
        other: "# Dienste, denen du Zugriff gegeben hast, bleiben.",
      }),
    services: "Auch Dienste beenden",
    servicesHelp: "Sie verlieren damit ihren Zugriff.",
    confirm: (devices: number) =>
      count(devices, { one: "# Gerät beenden", other: "# Geräte beenden" }),
  },
} satisfies Words["devices"];
