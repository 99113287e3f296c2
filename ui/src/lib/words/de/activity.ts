// The record of what happened, in German.

import type { Words } from "../en";

export const activity = {
  title: "Was geschehen ist",
  empty: "Noch nichts. Anmeldungen, Zugriffe und ihr Ende werden hier festgehalten.",
  none: "Nichts von dieser Art.",
  loading: "Das Protokoll wird gelesen",
  older: "Ältere zeigen",
  filter: "Zeigen",
  kinds: {
    all: "Alles",
    signIns: "Anmeldungen",
    access: "Zugriff",
    security: "Sicherheit",
    shown: "Gezeigt oder geschrieben",
  },
  trail: {
    checking: "Jede Zeile wird geprüft.",
    whole: (when: string) => `Geprüft: ${when}. Jede Zeile ist so, wie sie geschrieben wurde.`,
    openEnded: (when: string) =>
      `Geprüft: ${when}. Diese Zeilen sind so, wie sie geschrieben wurden. Am Ende abgeschnittene würden nicht auffallen.`,
    altered: (when: string) =>
      `Geprüft: ${when}. Manche Zeilen sind nicht so, wie sie geschrieben wurden.`,
    again: "Neu prüfen",
  },
  export: {
    open: "Exportieren",
    done: "Ohne Namen und Nummern geschrieben:",
  },
  actors: {
    person: "Du",
    app: "Signet",
    operator: "Support",
    service: "Ein Dienst",
  },
  outcomes: {
    begun: "Begonnen",
    done: "Erledigt",
    refused: "Verweigert",
    failed: "Fehlgeschlagen",
  },
  actions: {
    "signed-in": "Anmelden",
    "signed-in-again": "Erneut anmelden",
    "sign-in-lost": "Anmeldung verloren",
    "end-device": "Ein Gerät beenden",
    "end-other-devices": "Die anderen Geräte beenden",
    "confirm-device": "Ein Gerät als bekannt bestätigen",
    "set-inactive-days": "Ändern, wann unbenutzte Anmeldungen enden",
    "remove-account": "Ein Konto entfernen",
    link: "Konto an eine Plattform binden",
    mint: "Eigene Anmeldung für einen Dienst erstellen",
    export: "Wiederherstellungsblatt oder versiegelte Datei erstellen",
    seal: "Anmeldung für einen Dienst versiegeln",
    deliver: "Versiegelte Anmeldung einer Plattform übergeben",
    reveal: "Nummer vollständig zeigen",
    rotate: "Schlüssel wechseln, oder was ihn aufbewahrt",
    import: "Anmeldung aus einem anderen Programm übernehmen",
    restore: "Mit einem Wiederherstellungsblatt öffnen",
    lease: "Anmeldung einem Dienst leihen",
    open: "Versiegelte Anmeldung ihrem Dienst übergeben",
    prune: "Alte Zeilen dieses Protokolls entfernen",
    revoke: "Zugriff beenden",
    "retire-kit": "Wiederherstellungsblatt widerrufen",
    "trail-loss-seen": "Weitermachen, obwohl Zeilen fehlen",
  },
} satisfies Words["activity"];
