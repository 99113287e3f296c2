// The later settings in German: keys and locking, network, notifications, window, diagnostics.

import type { Words } from "../en";

export const custody = {
  autoLock: {
    title: "Von selbst sperren",
    help: "Wenn so lange niemand am Fenster war, und immer nach dem Ruhezustand.",
    after: {
      fiveMinutes: "Nach 5 Minuten",
      quarterHour: "Nach 15 Minuten",
      hour: "Nach 1 Stunde",
      never: "Nur nach dem Ruhezustand",
    },
  },
  rotate: {
    title: "Schlüssel wechseln",
    help: "Ein neuer Schlüssel tritt an die Stelle des alten. Konten und Wiederherstellungsblätter bleiben.",
    open: "Schlüssel wechseln",
    what: "Tu das, wenn jemand den alten Schlüssel gehabt haben könnte. Ältere Kopien der Daten dieses Computers öffnet er weiterhin.",
    confirm: "Schlüssel wechseln",
    done: "Schlüssel gewechselt",
  },
} satisfies Words["custody"];

export const network = {
  title: "Netzwerk",
  proxy: "Proxy",
  none: "Telegram wird ohne Proxy erreicht.",
  through: (address: string) => `Telegram wird über ${address} erreicht.`,
  credentials: "Sein Name und Passwort liegen verschlüsselt und werden nicht gezeigt.",
  set: "Proxy festlegen",
  change: "Ändern",
  remove: "Entfernen",
  ask: "Den Proxy entfernen?",
  stops: "Signet erreicht Telegram direkt: Dein Netz sieht das und kann es blockieren.",
  stays: "Deine Konten und Anmeldungen bleiben.",
  confirm: "Proxy entfernen",
} satisfies Words["network"];

export const notifications = {
  title: "Mitteilungen",
  lead: "Sie nennen weder Person noch Nummer.",
  kinds: {
    newDevice: "Ein neues Gerät hat ein Konto geöffnet",
    accessEnds: "Ein Zugriff endet in 3 Tagen",
    accessEnded: "Ein Zugriff ist beendet",
    signInLost: "Ein Konto wurde abgemeldet",
    deliveryStuck: "Eine Übergabe wartet seit 10 Minuten",
    updateNeeded: "Signet braucht eine Aktualisierung",
  },
} satisfies Words["notifications"];

export const closing = {
  section: "Fenster",
  title: "Wenn das Fenster geschlossen wird",
  help: "In der Leiste prüft Signet weiter Anmeldungen und beendet Zugriffe.",
  choices: {
    ask: "Fragen",
    stay: "In der Leiste bleiben",
    quit: "Beenden",
  },
  ask: "Soll Signet in der Leiste bleiben?",
  what: "Dort prüft es weiter deine Anmeldungen und beendet Zugriffe, wenn es Zeit ist. Nach dem Beenden wartet das, bis du es wieder öffnest.",
  remember: "Nicht mehr fragen",
  stay: "In der Leiste bleiben",
  quit: "Beenden",
} satisfies Words["closing"];

export const diagnostics = {
  title: "Diagnose",
  help: "Eine Datei, um die der Support bitten kann. Du siehst vorher alles darin.",
  open: "Ansehen",
  lead: "Das wäre alles in der Datei: kein Name, keine Nummer, keine Anmeldung. Es wird nichts gesendet.",
  loading: "Wird zusammengestellt",
  contents: "Inhalt der Datei",
  save: "Datei speichern",
  saved: "Gespeichert:",
} satisfies Words["diagnostics"];
