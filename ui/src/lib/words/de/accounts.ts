// Accounts in German: the list, one account, and its end.

import type { Words } from "../en";
import { counting } from "../plural";

const count = counting("de");

export const accounts = {
  title: "Konten",
  add: "Konto hinzufügen",
  all: "Alle Konten",
  loading: "Deine Konten werden gelesen",
  gone: "Dieses Konto ist nicht mehr hier.",
  pills: {
    active: "Funktioniert",
    revoked: "Abgemeldet",
    duplicated: "Abgemeldet",
    expired: "Abgemeldet",
    keyLost: "Abgemeldet",
    deactivated: "Gelöscht",
    banned: "Gesperrt",
    frozen: "Eingeschränkt",
    unreachable: "Nicht erreicht",
    leaving: "Wird entfernt",
  },
  tabs: {
    label: "Seiten dieses Kontos",
    overview: "Überblick",
    access: "Zugriff",
    devices: "Geräte",
    activity: "Aktivität",
  },
  inTelegram: (name: string) => `In Telegram ${name}`,
  health: {
    title: "Zustand",
    says: {
      active: "Funktioniert.",
      revoked: "Telegram hat dieses Konto abgemeldet. Melde dich an, um weiterzumachen.",
      duplicated:
        "An zwei Orten benutzt, deshalb hat Telegram die Anmeldung beendet. Melde dich an, um weiterzumachen.",
      expired:
        "Länger nicht benutzt, als dieses Konto erlaubt, deshalb hat Telegram die Anmeldung beendet. Melde dich an, um weiterzumachen.",
      keyLost: "Telegram kennt diese Anmeldung nicht mehr. Melde dich an, um weiterzumachen.",
      deactivated:
        "Dieses Konto wurde bei Telegram gelöscht. Was hier noch davon liegt, kannst du entfernen.",
      banned:
        "Telegram hat dieses Konto gesperrt. Lege in der App Einspruch ein und prüfe dann neu.",
      frozen:
        "Telegram hat dieses Konto eingeschränkt. Lege in der App Einspruch ein und prüfe dann neu.",
      unreachable:
        "Telegram war nicht zu erreichen. Die Anmeldung kann in Ordnung sein; Signet versucht es wieder.",
    },
    checked: (when: string) => `Geprüft: ${when}.`,
    noticed: (when: string) => `Bemerkt: ${when}.`,
    check: "Jetzt prüfen",
    again: "Neu prüfen",
    signIn: "Anmelden",
  },
  access: {
    title: "Zugriff",
    some: (services: number) =>
      count(services, { one: "# Dienst hat Zugriff.", other: "# Dienste haben Zugriff." }),
    none: "Kein Dienst hat Zugriff.",
    empty: "Kein Dienst kann dieses Konto nutzen. Zugriff beginnt mit dem Link eines Dienstes.",
  },
  devices: {
    title: "Geräte",
    all: (devices: number) =>
      count(devices, {
        one: "# Gerät kann dieses Konto öffnen.",
        other: "# Geräte können dieses Konto öffnen.",
      }),
    new: (devices: number) =>
      count(devices, {
        one: "# davon ist seit dem letzten Blick neu.",
        other: "# davon sind seit dem letzten Blick neu.",
      }),
    unknown: "Noch nicht nachgesehen.",
  },
  password: {
    title: "Zusätzliches Passwort",
    none: "Keines, also genügt zum Anmelden ein Code. Lege auf dem Handy eines fest: Telegram, Einstellungen > Privatsphäre und Sicherheit > Zweistufige Bestätigung.",
  },
  stay: {
    title: (span: string) => `Bleibt angemeldet, wenn Signet sich mindestens alle ${span} öffnet`,
    help: "Was so lange nicht benutzt wird, beendet Telegram. Das gilt für jedes Gerät des Kontos.",
    label: "Unbenutzte Anmeldungen enden nach",
  },
  rename: {
    title: "Name",
    help: "Nur in Signet. Telegram und andere sehen ihn nicht.",
    open: "Umbenennen",
    dialog: "Diesem Konto einen Namen geben",
    label: "Name",
    empty: "Bleibt das Feld leer, gilt der Name aus Telegram.",
    save: "Speichern",
  },
  lost: {
    title: "Diesen Computer verloren?",
    help: "Dein Handy kann seine Anmeldung beenden.",
    open: "Was zu tun ist",
    lead: "Was darauf liegt, bleibt verschlüsselt. Beende seine Anmeldung trotzdem:",
    steps: {
      open: "Öffne auf dem Handy Telegram, dann Einstellungen > Geräte.",
      end: "Wähle die Anmeldung „Signet“ mit dem Namen des verlorenen Computers und beende sie.",
      password:
        "Könnte ihn jemand entsperrt benutzt haben, ändere dein Telegram-Passwort: Einstellungen > Privatsphäre und Sicherheit > Zweistufige Bestätigung.",
      services:
        "Dienste behalten ihren Zugriff: Jeder hat eine eigene Anmeldung namens „… via Signet“. Beende auch sie dort, wenn du willst.",
    },
  },
  remove: {
    title: "Dieses Konto entfernen",
    help: "Meldet es auf diesem Computer ab und vergisst es.",
    open: "Entfernen",
    ask: (name: string) => `${name} entfernen?`,
    stops:
      "Signet meldet sich bei Telegram ab und vergisst dieses Konto: Anmeldung, Namen, Nummer und Foto.",
    access: (services: number) =>
      count(services, {
        one: "# Dienst verliert seinen Zugriff.",
        other: "# Dienste verlieren ihren Zugriff.",
      }),
    stays:
      "Dein Telegram-Konto, seine Chats und deine anderen Geräte bleiben. Ebenso das Protokoll dessen, was geschehen ist, ohne den Namen.",
    confirm: "Konto entfernen",
  },
  leaving: {
    title: "Dieses Konto wird entfernt",
    lead: "Du kannst das hier schließen. Es geht weiter, auch nach einem Neustart.",
    steps: "Entfernen",
    ending: "Zugriff beenden",
    signingOut: "Bei Telegram abmelden",
    forgetting: "Hier vergessen",
    spoken: {
      waiting: "steht noch aus",
      doing: "läuft",
      done: "erledigt",
      failed: "hat nicht geklappt",
    },
    left: (services: number) => count(services, { one: "noch # Dienst", other: "noch # Dienste" }),
    next: (when: string) => `Nächster Versuch ${when}.`,
    try: "Jetzt versuchen",
    open: "Sofort entfernen",
    ask: "Ohne Abmelden entfernen?",
    stops: "Signet vergisst dieses Konto sofort und löscht hier seinen Schlüssel.",
    stays:
      "Telegram führt die Anmeldung weiter, bis du sie auf dem Handy beendest: Telegram, Einstellungen > Geräte > „Signet“.",
    confirm: "Sofort entfernen",
  },
} satisfies Words["accounts"];
