// What can fail, in German.

import type { FailureTable } from "../../failures";

export const failure = {
  INTERNAL: {
    title: "In Signet ist etwas fehlgeschlagen",
    sentence:
      "Was gerade lief, ist rückgängig gemacht. Versuche es noch einmal, oder schließe Signet und öffne es neu. Passiert es wieder, nenne dem Support die Referenz.",
    action: "Noch einmal",
  },
  NO_ANSWER: {
    title: "Signet hat nicht geantwortet",
    sentence:
      "Versuche es noch einmal. Kommt wieder keine Antwort, schließe Signet und öffne es neu.",
    action: "Noch einmal",
  },
  WINDOW_STOPPED: {
    sentence:
      "Nur dieses Fenster ist stehen geblieben; was lief, läuft weiter. Lade es neu, oder schließe Signet und öffne es neu.",
    action: "Neu laden",
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
  KEYCHAIN_LOCKED: {
    title: "Dein Schlüsselbund ist gesperrt",
    sentence: "Entsperre ihn, um weiterzumachen. Das System fragt nach seinem Passwort.",
    action: "Entsperren",
  },
  KEYCHAIN_ABSENT: {
    fresh: {
      title: "Dieser Computer hat keinen Schlüsselbund",
      sentence:
        "Dort bewahrt Signet seinen Schlüssel auf. Eine Passphrase von dir leistet dasselbe.",
      action: "Passphrase verwenden",
    },
    kept: {
      title: "Es gibt keinen Schlüsselbund",
      sentence:
        "Er enthält den Schlüssel zu dem, was hier liegt. Es wurde nichts gelöscht. Melde dich am Computer ab und wieder an und versuche es dann noch einmal.",
      action: "Noch einmal",
    },
  },
  KEYCHAIN_SILENT: {
    title: "Der Schlüsselbund antwortet nicht",
    sentence:
      "Vielleicht fragt er in einem anderen Fenster nach seinem Passwort. Antworte dort und versuche es dann noch einmal.",
    action: "Noch einmal",
  },
  KEY_MISSING: {
    title: "Der Schlüssel zu deinen Konten fehlt",
    sentence:
      "Sie sind auf diesem Computer, weiterhin verschlossen. Es wurde nichts gelöscht. Melde dich zuerst am Computer ab und wieder an.",
    action: "Noch einmal",
  },
  KEY_WRONG: {
    title: "Der Schlüssel passt nicht zu deinen Konten",
    sentence:
      "Sie sind auf diesem Computer, weiterhin verschlossen. Es wurde nichts gelöscht. Vielleicht stammt eines von beiden aus einer Sicherung: Spiele den Schlüsselbund oder den Datenordner zurück, der zum anderen gehört.",
    action: "Noch einmal",
  },
  KEY_DOUBLED: {
    title: "Es gibt zwei Schlüssel zu deinen Konten",
    sentence:
      "Sie sind auf diesem Computer, weiterhin verschlossen. Es wurde nichts gelöscht. Welcher Schlüssel der richtige ist, verrät nichts: Entferne den falschen aus deinem Schlüsselbund.",
    action: "Noch einmal",
  },
  VAULT_NEWER: {
    title: "Von einem neueren Signet",
    sentence:
      "Was hier liegt, wurde nicht verändert. Aktualisiere Signet und öffne es dann wieder.",
    action: "Noch einmal",
  },
  VAULT_DAMAGED: {
    title: "Was hier liegt, ist beschädigt",
    sentence:
      "Es wurde nichts gelöscht. Spiele eine Sicherung des Datenordners zurück, oder lege ihn beiseite und beginne neu.",
    action: "Noch einmal",
  },
  VAULT_ELSEWHERE: {
    title: "Dieser Ordner gehört zu einem anderen Telegram",
    sentence: (environment: string) =>
      `Er wurde für ${environment} angelegt. Es wurde nichts verändert. Starte Signet mit dem Ordner, der zu diesem Telegram gehört.`,
    action: "Noch einmal",
  },
  VAULT_IN_USE: {
    title: "Ein anderes Signet nutzt diesen Ordner",
    sentence: "Schließe es und versuche es dann noch einmal.",
    action: "Noch einmal",
  },
  VAULT_FAILED: {
    title: "Was hier liegt, lässt sich nicht lesen",
    sentence:
      "Es wurde nichts gelöscht. Prüfe den Datenträger und versuche es noch einmal. Passiert es wieder, nenne dem Support die Referenz.",
    action: "Noch einmal",
  },
  VAULT_CLOSED: {
    title: "Signet ist gesperrt",
    sentence: "Entsperre es zuerst und versuche es dann noch einmal.",
    action: "Noch einmal",
  },
  PASSPHRASE_WRONG: {
    title: "Falsche Passphrase",
    sentence: "Prüfe Feststelltaste und Tastatursprache und gib sie noch einmal ein.",
    action: "Noch einmal",
  },
  PASSPHRASE_UNFIT: {
    title: "Diese Passphrase geht nicht",
    sentence: (fewest: number) => `Sie braucht mindestens ${fewest} Zeichen.`,
    action: "Noch einmal",
  },
  OUT_OF_MEMORY: {
    title: "Zu wenig Speicher",
    sentence:
      "Eine Passphrase zu prüfen braucht 64 MB. Schließe ein anderes Programm und versuche es noch einmal.",
    action: "Noch einmal",
  },
  KIT_INVALID: {
    count: {
      title: "Kein ganzes Blatt",
      sentence: (found: number, needed: number) =>
        `Ein Blatt hat ${needed} Wörter, hier sind es ${found}.`,
      action: "Noch einmal",
    },
    word: {
      title: "Dieses Wort steht auf keinem Blatt",
      sentence: (place: number) => `Sieh dir Wort ${place} noch einmal an.`,
      action: "Noch einmal",
    },
    checksum: {
      title: "Diese Wörter gehören nicht zusammen",
      sentence: "Eines ist ein anderes, oder zwei sind vertauscht.",
      action: "Noch einmal",
    },
  },
  KIT_WRONG: {
    title: "Dieses Blatt öffnet etwas anderes",
    sentence:
      "Seine Wörter stimmen, aber es gehört zu anderen Daten oder wurde widerrufen. Nimm ein anderes Blatt.",
    action: "Noch einmal",
  },
  KIT_DAMAGED: {
    title: "Ein Wiederherstellungsblatt wurde verändert",
    sentence:
      "Der Schlüssel blieb, wie er war. Widerrufe deine Wiederherstellungsblätter, mach ein neues und versuch es noch einmal.",
    action: "Schließen",
  },
  TELEGRAM_UNREACHABLE: {
    title: "Telegram ist nicht erreichbar",
    sentence:
      "Es wurde nichts angefragt. Prüfe die Verbindung dieses Computers, oder nutze einen Proxy.",
    action: "Jetzt versuchen",
  },
  TELEGRAM_SILENT: {
    title: "Telegram hat nicht geantwortet",
    sentence:
      "Vielleicht ist es trotzdem geschehen. Prüfe die Verbindung und versuche es noch einmal.",
    action: "Noch einmal",
  },
  TELEGRAM_GARBLED: {
    title: "So antwortet Telegram nicht",
    sentence:
      "Vielleicht steht jemand zwischen dir und Telegram. Versuche es in einem anderen Netz; bleibt es so, nenne dem Support die Referenz.",
    action: "Noch einmal",
  },
  TELEGRAM_REFUSED: {
    title: "Telegram hat abgelehnt",
    sentence: (name: string) =>
      `Als Grund nennt es ${name}. Versuche es später noch einmal; bleibt es so, nenne dem Support die Referenz.`,
    action: "Noch einmal",
  },
  PROXY_UNREACHABLE: {
    title: "Der Proxy lässt nichts durch",
    sentence:
      "Bei Telegram wurde nichts angefragt. Prüfe die Adresse des Proxys, oder mach ohne ihn weiter.",
    action: "Noch einmal",
  },
  PROXY_INVALID: {
    title: "Das ist keine Proxy-Adresse",
    sentence:
      "Sie sieht so aus: socks5://name:passwort@host:port; Name und Passwort dürfen fehlen.",
    action: "Ändern",
  },
  PROXY_UNREADABLE: {
    title: "Dein Proxy lässt sich nicht lesen",
    sentence:
      "Bis du ihn neu festlegst oder entfernst, wird Telegram nicht erreicht. Du findest ihn in den Einstellungen unter Netzwerk.",
    action: "Neu festlegen",
  },
  NO_API_ID: {
    title: "Dieser Ausgabe fehlt die API-ID",
    sentence:
      "Telegram verlangt von jedem Programm eine. Nimm eine Ausgabe mit API-ID, oder starte Signet mit einer Umgebungsdatei, in der deine eigene steht.",
    action: "Schließen",
  },
  API_ID_INVALID: {
    title: "Telegram kennt diese API-ID nicht",
    sentence:
      "Sie kam mit dieser Ausgabe oder mit deiner Umgebungsdatei. Berichtige sie dort, oder nimm eine andere Ausgabe.",
    action: "Schließen",
  },
  API_ID_PUBLISHED_FLOOD: {
    title: "Telegram hat die API-ID dieser Ausgabe gesperrt",
    sentence:
      "Nimm eine neuere Ausgabe, oder starte Signet mit einer Umgebungsdatei, in der deine eigene ID steht.",
    action: "Schließen",
  },
  UNUSABLE: {
    title: "Das geht so nicht",
    sentence: "Es ist leer oder viel zu lang. Gib es noch einmal ein.",
    action: "Ändern",
  },
  FLOOD_WAIT: {
    title: "Zu viele Versuche",
    sentence: (when: string) => `Der nächste geht ${when}.`,
    action: "Noch einmal",
  },
  PHONE_NUMBER_FLOOD: {
    title: "Zu viele Versuche",
    sentence: "Telegram nennt keine Zeit. Scanne stattdessen einen QR-Code.",
    action: "QR-Code nutzen",
  },
  PHONE_NUMBER_INVALID: {
    title: "Keine gültige Nummer",
    sentence: "Prüfe Land und Ziffern.",
    action: "Ändern",
  },
  PHONE_NUMBER_UNOCCUPIED: {
    title: "Noch kein Konto",
    sentence: "Lege eines in der Telegram-App an.",
    action: "Andere Nummer",
  },
  PHONE_NUMBER_BANNED: {
    title: "Telegram hat diese Nummer gesperrt",
    sentence: "Frag Telegram.",
    action: "Andere Nummer",
  },
  PHONE_CODE_INVALID: {
    title: "Das ist nicht der Code",
    sentence: "Nimm die neueste Nachricht.",
    action: "Anderer Weg",
  },
  PHONE_CODE_EXPIRED: {
    title: "Dieser Code gilt nicht mehr",
    sentence: "Auch Weiterleiten beendet ihn.",
    action: "Neuer Code",
  },
  CODE_TOO_EARLY: {
    title: "Zu früh für einen weiteren Code",
    sentence: (when: string) => `Den nächsten sendet Telegram ${when}.`,
    action: "Noch einmal",
  },
  SEND_CODE_UNAVAILABLE: {
    title: "Kein anderer Weg",
    sentence: "Sieh in Telegram nach, oder scanne.",
    action: "QR-Code nutzen",
  },
  OFFICIAL_APP_ONLY: {
    title: "Diesen Code bekommt nur die Telegram-App",
    sentence: "Scanne mit ihr einen QR-Code.",
    action: "QR-Code nutzen",
  },
  UPDATE_APP_TO_LOGIN: {
    title: "Signet ist zu alt",
    sentence: "Aktualisiere es, dann geht es weiter.",
    action: "Noch einmal",
  },
  EMAIL_INVALID: {
    title: "Keine gültige E-Mail-Adresse",
    sentence: "Prüfe sie und gib sie noch einmal ein.",
    action: "Ändern",
  },
  EMAIL_NOT_ALLOWED: {
    title: "Telegram nimmt diese Adresse nicht",
    sentence: "Nimm eine bei einem anderen Anbieter.",
    action: "Andere Adresse",
  },
  PASSWORD_HASH_INVALID: {
    title: "Falsches Passwort",
    sentence: "Nimm das, das in Telegram gesetzt ist.",
    action: "Vergessen?",
  },
  PASSWORD_CHANGED: {
    title: "Das Passwort wurde gerade geändert",
    sentence: "Auf einem anderen Gerät wurde ein neues gesetzt. Gib das neue ein.",
    action: "Noch einmal",
  },
  PASSWORD_RECOVERY_NA: {
    title: "Keine E-Mail zur Wiederherstellung",
    sentence: "Setze es auf deinem Telefon zurück.",
    action: "Zurück",
  },
  FRESH_RESET_FORBIDDEN: {
    title: "Neue Anmeldungen warten 24 Stunden",
    sentence: (when: string) => `Signet kann es ${when} beenden; dein Telefon kann es sofort.`,
    action: "Schließen",
  },
  SESSION_REVOKED: {
    title: "Telegram hat dieses Konto abgemeldet",
    sentence: "Melde dich an, um weiterzumachen.",
    action: "Anmelden",
  },
  AUTH_KEY_DUPLICATED: {
    title: "Diese Anmeldung wurde an zwei Orten genutzt",
    sentence: "Deshalb hat Telegram sie beendet. Melde dich an, um weiterzumachen.",
    action: "Anmelden",
  },
  SESSION_EXPIRED: {
    title: "Diese Anmeldung wurde zu lange nicht genutzt",
    sentence: "Telegram hat sie auslaufen lassen. Melde dich an, um weiterzumachen.",
    action: "Anmelden",
  },
  SESSION_LOST: {
    title: "Telegram kennt diese Anmeldung nicht mehr",
    sentence: "Nichts bringt sie zurück. Melde dich an, um weiterzumachen.",
    action: "Anmelden",
  },
  USER_DEACTIVATED: {
    title: "Dieses Konto wurde gelöscht",
    sentence: "Warst du das nicht selbst, frag Telegram.",
    action: "Erneut prüfen",
  },
  USER_RESTRICTED: {
    title: "Telegram hat dieses Konto eingeschränkt",
    sentence: "Lege in der Telegram-App Einspruch ein.",
    action: "Erneut prüfen",
  },
  SIGN_IN_ENDED: {
    title: "Diese Anmeldung ist beendet",
    sentence: "Sie dauerte zu lange, oder ein anderes Gerät hat sie beendet. Beginne neu.",
    action: "Neu beginnen",
  },
  SIGN_IN_NOT_NOW: {
    title: "Die Anmeldung ist an anderer Stelle",
    sentence: "Sie ging inzwischen weiter. Sieh nach, was sie jetzt fragt.",
    action: "Weiter",
  },
  NOT_HERE: {
    title: "Nicht mehr da",
    sentence: "Es wurde inzwischen entfernt oder beendet.",
    action: "Schließen",
  },
  IMPORT_INVALID: {
    notASession: {
      title: "Das ist keine Sitzung",
      sentence:
        "Kopiere die ganze Zeichenfolge noch einmal. Signet liest solche von Telethon, GramJS, Pyrogram und mtcute.",
      action: "Noch einmal",
    },
    bot: {
      title: "Diese Sitzung gehört einem Bot",
      sentence: "Signet bewahrt Konten von Menschen auf. Nimm eine andere.",
      action: "Noch einmal",
    },
    elsewhere: {
      title: "Diese Sitzung gehört woandershin",
      sentence:
        "Sie wurde für ein anderes Telegram gemacht, oder für jemand anderen, als sie sagt. Nimm eine andere.",
      action: "Noch einmal",
    },
  },
  NAME_UNFIT: {
    title: "Dieser Name geht nicht",
    sentence: "Er ist zu lang oder zeigt nichts an. Wähle einen anderen.",
    action: "Ändern",
  },
  FILE_NOT_WRITTEN: {
    title: "Die Datei wurde nicht geschrieben",
    sentence: (folder: string) => `Mach ${folder} beschreibbar und versuche es noch einmal.`,
    action: "Noch einmal",
  },
} satisfies FailureTable;
