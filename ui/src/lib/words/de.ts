// Everything the person reads, in German.

import type { Words } from "./en";
import { accounts } from "./de/accounts";
import { activity } from "./de/activity";
import { devices } from "./de/devices";
import { failure } from "./de/failure";
import { closing, custody, diagnostics, network, notifications } from "./de/settings";
import { signIn } from "./de/sign-in";
import { counting } from "./plural";
import { timing } from "./timing";

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
    tryAgain: "Noch einmal",
  },
  reference: "Referenz",
  working: "Einen Moment",
  when: timing("de", {
    now: "jetzt",
    soon: (time) => `in ${time}`,
    hours: (hours, minutes) => `${hours} Std. ${minutes} Min.`,
    later: (day) => `am ${day}`,
  }),
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
  signIn,
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
  vault: {
    opening:
      "Signet wartet auf deinen Schlüsselbund. Vielleicht fragt er in einem eigenen Fenster nach seinem Passwort.",
    passphrase: "Passphrase",
    show: "Zeigen",
    hide: "Verbergen",
    capsLock: "Die Feststelltaste ist an",
    checking: "Wird geprüft",
    unlock: {
      title: "Signet ist gesperrt",
      reasons: {
        start: "Gib deine Passphrase ein, um es zu öffnen.",
        demand: "Du hast es gesperrt. Gib deine Passphrase ein, um es zu öffnen.",
        idle: "Niemand hat es benutzt, deshalb hat es sich gesperrt.",
        sleep: "Der Computer war im Ruhezustand, deshalb hat Signet sich gesperrt.",
      },
      open: "Entsperren",
    },
    choose: {
      title: "Wähle eine Passphrase",
      lead: "Sie hält verschlossen, was hier liegt, solange Signet geschlossen ist. Du gibst sie bei jedem Start ein.",
      unkept:
        "Dein Wiederherstellungsblatt hat Signet geöffnet, aber kein Schlüsselbund kann den Schlüssel aufbewahren. Ab jetzt tut das eine Passphrase.",
      again: "Noch einmal dieselbe",
      help: "Mindestens 12 Zeichen. Nur die Länge wird geprüft; mehrere Wörter ohne Zusammenhang sind gut.",
      differ: "Die beiden sind nicht gleich.",
      warning:
        "Niemand kann sie zurückholen. Ohne sie oder ein Wiederherstellungsblatt bleibt verschlossen, was hier liegt.",
      set: "Passphrase setzen",
    },
    restore: {
      title: "Nutze dein Wiederherstellungsblatt",
      lead: "Das Blatt hast du abgeschrieben. Seine Wörter öffnen, was hier liegt.",
      ends: "Deine Passphrase endet, und dein Schlüsselbund bewahrt den Schlüssel wieder auf.",
      label: "Die 24 Wörter",
      help: "Nummern und Zeilenumbrüche sind egal. Vier Buchstaben von jedem Wort genügen.",
      open: "Öffnen",
    },
    aside: {
      title: "Beiseitelegen, was hier ist?",
      stops: "Signet beginnt mit nichts. Du meldest jedes Konto neu an.",
      stays: "Was hier liegt, kommt in einen eigenen Ordner. Es wird nichts gelöscht.",
      confirm: "Beiseitelegen, neu beginnen",
      done: "Was hier war, liegt beiseite:",
    },
    ways: {
      passphrase: "Passphrase verwenden",
      recoveryKit: "Wiederherstellungsblatt nutzen",
      setAside: "Beiseitelegen, neu beginnen",
    },
    trail: {
      title: "Das Protokoll wurde verändert",
      lead: "Signet hält fest, was hier geschieht, und zwar so, dass jede Änderung auffällt. Das ist nicht so, wie es geschrieben wurde:",
      line: (line: string) => `Zeile ${line}`,
      lines: (lines: string) => `Zeilen ${lines}`,
      kinds: {
        edited: "Geändert",
        unreadable: "Unlesbar",
        missing: "Fehlt",
        moved: "Verschoben",
        repeated: "Doppelt",
        cutOff: "Am Ende abgeschnitten",
        replaced: "Ausgetauscht",
        unexplained: "Ohne Vermerk entfernt",
      },
      more: (more: number) => count(more, { one: "und # weitere", other: "und # weitere" }),
      then: "Hast du eine Sicherung zurückgespielt, liegt es daran. Wenn nicht, war vielleicht jemand anderes an diesem Computer: Sieh auf dem Handy in Telegram die Geräte durch.",
    },
  },
  access: {
    title: "Wer deine Konten nutzen kann",
    empty:
      "Niemand hat Zugriff. Was du erlaubst, steht hier, mit Enddatum und einem Weg, es zu beenden.",
  },
  accounts,
  devices,
  activity,
  custody,
  network,
  notifications,
  closing,
  diagnostics,
  how: {
    title: "So funktioniert Signet",
    lead: "Was es tut, was es nicht kann und was du vorher wissen solltest.",
    unofficialTitle: "Ein inoffizieller Telegram-Client",
    unofficial:
      "Signet meldet sich über die Telegram-API an. Es ist nicht von Telegram. Telegram beobachtet Konten in inoffiziellen Clients genauer und kann Konten, die gegen seine Regeln verstoßen, einschränken oder sperren.",
    keptTitle: "Deine Anmeldung bleibt auf diesem Computer",
    kept: "Nummer, Code und Passwort gehen nur an Telegram. Deine Anmeldung liegt hier verschlüsselt, ihr Schlüssel im Schlüsselbund deines Systems oder hinter deiner Passphrase. Sie wird nie herausgegeben.",
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
    security: "Sicherheit",
    keyKept: "Wo der Schlüssel liegt",
    keepers: {
      keychain: "Im Schlüsselbund dieses Computers",
      passphrase: "Hinter deiner Passphrase, nach der Signet bei jedem Start fragt",
    },
    openEnded:
      "Außerhalb weiß nichts, wo das Protokoll endet; am Ende abgeschnittene Zeilen würden also nicht auffallen.",
    lockNow: "Jetzt sperren",
    passphrase: {
      set: {
        title: "Passphrase setzen",
        what: "Sie tritt an die Stelle des Schlüsselbunds, und Signet kann sich sperren. Frühere Wiederherstellungsblätter enden; erstelle danach ein neues.",
        confirm: "Setzen",
      },
      change: {
        title: "Passphrase ändern",
        what: "Frühere Wiederherstellungsblätter enden; erstelle danach ein neues.",
        confirm: "Ändern",
      },
      remove: {
        title: "Passphrase entfernen",
        what: "Der Schlüsselbund bewahrt den Schlüssel wieder auf, und Signet öffnet sich ohne Frage.",
        confirm: "Entfernen",
      },
      current: "Bisherige Passphrase",
    },
    kits: {
      title: "Wiederherstellungsblätter",
      help: "Ein Blatt öffnet, was hier liegt, wenn dein Schlüsselbund den Schlüssel verliert. Bewahre es auf Papier auf, nicht bei diesem Computer.",
      make: "Blatt erstellen",
      ask: "Ein Blatt öffnet alles ohne die Passphrase. Gib deine Passphrase ein, um eines zu erstellen.",
      made: (day: string) => `Erstellt am ${day}`,
      revoke: "Widerrufen",
      sheetTitle: "Dein Wiederherstellungsblatt",
      sheet:
        "Schreib diese Wörter auf oder fotografiere den Code mit einem Gerät, dem du vertraust. Sie werden einmal gezeigt. Wer sie und die Daten dieses Computers hat, kann sie öffnen.",
      code: "Dieselben Wörter als QR-Code",
      done: "Ich habe es aufgeschrieben",
      revokeTitle: "Dieses Blatt widerrufen?",
      revokeStays:
        "Es öffnet nichts mehr, außer älteren Kopien der Daten dieses Computers. Andere Blätter bleiben.",
      confirm: "Blatt widerrufen",
    },
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
  failure,
} satisfies Words;
