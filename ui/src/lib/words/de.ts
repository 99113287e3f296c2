// Everything the person reads, in German.

import type { Words } from "./en";
import { counting } from "./plural";

const count = counting("de");

export const de = {
  action: {
    back: "Zurück",
    cancel: "Abbrechen",
    close: "Schließen",
    continue: "Fortfahren",
    copied: "Kopiert",
    copy: "Kopieren",
    details: "Details",
    goOn: "Weiter",
    toAccounts: "Zu den Konten",
  },
  reference: "Referenz",
  working: "Einen Moment",
  rail: {
    label: "Bereiche",
    accounts: "Konten",
    access: "Zugriff",
    activity: "Aktivität",
    settings: "Einstellungen",
    environment: "Nicht das echte Telegram",
  },
  start: {
    waiting: "Signet startet",
  },
  welcome: {
    title: "Schütze deine Telegram-Anmeldungen. Entscheide, wer sie nutzen darf.",
    locked: "Verschlossen auf diesem Computer",
    shared: "Geteilt nur, wenn du Ja sagst",
    yours: "Jederzeit von dir beendet",
    add: "Dein Telegram-Konto hinzufügen",
    haveLink: "Ich habe einen Link",
    unofficial: "Nutzt die Telegram-API. Nicht von Telegram.",
    how: "So funktioniert es",
  },
  addAccount: {
    title: "Nicht in dieser Version",
    sentence:
      "Diese Version von Signet kann sich noch nicht bei Telegram anmelden, und es wurde nichts gesendet.",
  },
  pasteLink: {
    title: "Link öffnen",
    label: "Link",
    help: "Er beginnt mit signet:// und steht auf der Seite, die um Zugriff bittet.",
    open: "Link öffnen",
    empty: "Füge zuerst den Link ein.",
    tooLong: (over: number) =>
      count(over, {
        one: "Das ist um # Zeichen zu lang für einen Link. Kopiere ihn noch einmal.",
        other: "Das ist um # Zeichen zu lang für einen Link. Kopiere ihn noch einmal.",
      }),
  },
  link: {
    asks: "Diese Seite möchte dein Telegram-Konto verknüpfen.",
    quiet: "Einen Link zu öffnen kontaktiert niemanden, bis du fortfährst.",
    started: "Fahre nur fort, wenn du das dort selbst begonnen hast.",
    notYetTitle: "Diese Version kann noch nicht verknüpfen",
    notYet: (host: string) =>
      `An ${host} wurde nichts gesendet. Sobald Signet verknüpfen kann, beginne dort neu mit einem neuen Link.`,
  },
  access: {
    title: "Wer deine Konten nutzen kann",
    empty:
      "Niemand hat Zugriff. Was du erlaubst, steht hier, mit Enddatum und einem Weg, es zu beenden.",
  },
  activity: {
    title: "Was geschehen ist",
    empty: "Noch nichts. Anmeldungen, Zugriffe und ihr Ende werden hier festgehalten.",
  },
  how: {
    title: "So funktioniert Signet",
    lead: "Was es tut, was es nicht kann und was du vorher wissen solltest.",
    unofficialTitle: "Ein inoffizieller Telegram-Client",
    unofficial:
      "Signet meldet sich über die Telegram-API an. Es ist nicht von Telegram. Telegram beobachtet Konten in inoffiziellen Clients genauer und kann Konten, die gegen seine Regeln verstoßen, einschränken oder sperren.",
    keptTitle: "Deine Anmeldung bleibt auf diesem Computer",
    kept: "Nummer, Code und Passwort gehen nur an Telegram. Deine Anmeldung liegt hier verschlüsselt, ihr Schlüssel im Schlüsselbund deines Systems. Sie wird nie herausgegeben.",
    wholeTitle: "Voller Zugriff oder keiner",
    whole:
      "Halben Zugriff kennt Telegram nicht: Ein Dienst, dem du Zugriff gibst, könnte fast alles tun, was du kannst. Was er tun will, ist sein Wort, und seine Plattform kann das nur bei ihren eigenen Aufrufen durchsetzen.",
    ownTitle: "Jeder Dienst bekommt eine eigene Anmeldung",
    own: "Sie wird nur für diesen Dienst erstellt und so versiegelt, dass nur er sie öffnen kann. Telegram führt sie unter dem Namen des Dienstes bei deinen Geräten. Bis zu einen Tag lang kann Signet eine Kopie behalten, die es nie benutzt, nur um sie beenden zu können.",
    endingTitle: "Was Beenden bewirkt",
    ending:
      "Die Plattform sperrt den Dienst sofort, der Dienst wird zum Abmelden aufgefordert, und seine Anmeldung wird bei Telegram beendet. Eine Anmeldung, die jünger als 24 Stunden ist, darf bei Telegram keine anderen beenden; das kann also einen Tag dauern. Bis dahin kann eine Kopie, die der Dienst behalten hat, noch funktionieren. Dein Handy kann sie früher beenden: Telegram, Einstellungen > Geräte. Signet versucht es weiter und zeigt es an, bis Telegram sie nicht mehr führt.",
    limitsTitle: "Wovor Signet nicht schützen kann",
    malware: "Schadsoftware, die auf diesem Computer unter deinem Namen läuft.",
    unlocked: "Wer an diesem Computer sitzt, solange er entsperrt ist.",
    rollback:
      "Wer eine ältere Kopie von Signets Daten zurückspielt: einen einzelnen Eintrag oder alles zusammen mit deinem Schlüsselbund.",
  },
  settings: {
    title: "Einstellungen",
    setAsideTitle: "Deine alten Einstellungen liegen beiseite",
    setAside: "Signet konnte sie nicht lesen und hat mit neuen begonnen. Es wurde nichts gelöscht:",
    appearance: "Darstellung",
    theme: "Farbschema",
    themes: {
      system: "System",
      light: "Hell",
      dark: "Dunkel",
    },
    language: "Sprache",
    languageHelp: "Signets eigene Worte. Namen von anderswo bleiben, wie sie sind.",
    languageSystem: "System",
    about: "Über Signet",
    version: "Version",
    environment: "Umgebung",
    dataFolder: "Datenordner",
    logFolder: "Protokollordner",
    build: "Build",
    profiles: {
      development: "Entwicklung",
      release: "Veröffentlichung",
    },
    commit: "Commit",
    commitUnknown: "Diesem Build nicht bekannt",
    webEngine: "Web-Engine",
    licences: "Lizenzen",
    licencesText: "Quelloffen unter Apache 2.0 oder MIT, wie du willst.",
  },
  failure: {
    INTERNAL: {
      title: "In Signet ist etwas fehlgeschlagen",
      sentence:
        "Was gerade lief, ist rückgängig gemacht. Versuche es noch einmal. Passiert es wieder, nenne dem Support die Referenz.",
      action: "Noch einmal",
    },
    DATA_FOLDER_UNUSABLE: {
      title: "Der Datenordner ist nicht nutzbar",
      sentence: (folder: string) =>
        `Signet bewahrt alles in ${folder} auf und kann dort nicht schreiben. Solange bleibt keine Änderung erhalten. Mach den Ordner beschreibbar und starte Signet neu.`,
      action: "Weiter",
    },
    DISK_FULL: {
      title: "Der Datenträger ist voll",
      sentence: "Es ist nichts verloren. Schaffe Platz und versuche es noch einmal.",
      action: "Noch einmal",
    },
    SETTINGS_NOT_SAVED: {
      title: "Nicht gespeichert",
      sentence:
        "Die alten Einstellungen gelten weiter. Prüfe, ob in den Datenordner geschrieben werden kann, und versuche es noch einmal.",
      action: "Noch einmal",
    },
    LINK_INVALID: {
      notALink: {
        title: "Kein Signet-Link",
        sentence:
          "Ein Signet-Link beginnt mit signet://link. Kopiere ihn noch einmal von der Seite, die ihn zeigt.",
        action: "Anderen Link einfügen",
      },
      damaged: {
        title: "Dieser Link ist beschädigt",
        sentence: "Ein Teil fehlt oder kam hinzu. Kopiere den ganzen Link noch einmal.",
        action: "Anderen Link einfügen",
      },
      notHttps: {
        title: "Dieser Link ist nicht sicher",
        sentence:
          "Seine Seite nutzt kein https. Niemand wurde kontaktiert. Sag es denen, die ihn dir gegeben haben.",
        action: "Anderen Link einfügen",
      },
      privateAddress: {
        title: "Dieser Link führt in ein privates Netz",
        sentence:
          "Signet öffnet nur Links zu öffentlichen Seiten. Niemand wurde kontaktiert. Bitte um einen neuen Link.",
        action: "Anderen Link einfügen",
      },
    },
  },
} satisfies Words;
