// Signing in to Telegram, in German.

import { counting } from "../plural";

const count = counting("de");

export const signIn = {
  step: (at: string, of: string) => `Schritt ${at} von ${of}`,
  useQr: "QR-Code nutzen",
  usePhone: "Telefonnummer nutzen",
  otherNumber: "Andere Nummer",
  startOver: "Neu beginnen",
  again: "Noch einmal senden",
  asking: "Moment",
  slow: "Telegram lässt sich Zeit.",
  offline: "Telegram ist gerade nicht erreichbar.",
  kept: {
    title: "Weiter anmelden?",
    phone: (phone: string, ago: string) =>
      `Du hast mit ${phone} begonnen, ${ago}. Es kann dort weitergehen, wo es war.`,
    other: (ago: string) => `Du hast ${ago} begonnen. Es kann dort weitergehen, wo es war.`,
  },
  phone: {
    title: "Bei Telegram anmelden",
    lead: "Nummer, Code und Passwort gehen nur an Telegram.",
    country: "Land",
    noCountry: "Kein solches Land",
    number: "Telefon",
    odd: "Eine ungewöhnliche Nummer. Geh weiter, wenn es deine ist.",
    empty: "Gib zuerst deine Nummer ein.",
  },
  known: {
    title: "Wieder anmelden",
    lead: (name: string, phone: string) => `${name} ist schon hier, mit der Nummer ${phone}.`,
    someone: (phone: string) => `Dieses Konto ist schon hier, mit der Nummer ${phone}.`,
    whose: (name: string) => `Um ${name} wieder anzumelden, nimm die Nummer dieses Kontos.`,
    send: "Code senden",
  },
  qr: {
    title: "Mit Telegram scannen",
    picture: "QR-Code, der Signet anmeldet",
    one: "Öffne Telegram auf deinem Handy",
    two: "Einstellungen > Geräte > Desktop-Gerät verbinden",
    three: "Richte es hierher",
    next: (when: string) => `Neuer Code ${when}`,
    fetching: "Code wird geholt",
    none: "Kein Code",
    scanned: "Gescannt",
    entering: "Telegram meldet dich an.",
  },
  code: {
    label: "Code",
    empty: "Gib zuerst den Code ein.",
    app: {
      title: "Gib den Code von Telegram ein",
      where: "Er ist in deiner Telegram-App, im Chat namens Telegram. Nicht in einer SMS.",
    },
    sms: {
      title: "Gib den Code aus der SMS ein",
      where: "Telegram hat ihn an dein Handy gesendet. Das kann eine Minute dauern.",
    },
    call: {
      title: "Gib den Code aus dem Anruf ein",
      where: "Telegram ruft dich an, und eine Stimme sagt den Code.",
    },
    flashCall: {
      title: "Gib die Nummer ein, die anruft",
      label: "Nummer",
      where: (pattern: string) =>
        `Telegram ruft von ${pattern} an und legt auf. Geh nicht ran: Diese Nummer ist der Code.`,
    },
    missedCall: {
      title: "Gib das Ende der Nummer ein, die anruft",
      label: "Letzte Ziffern",
      where: (prefix: string) =>
        `Telegram ruft von ${prefix}… an und legt auf. Geh nicht ran: Die letzten Ziffern dieser Nummer sind der Code.`,
    },
    fragment: {
      title: "Gib den Code von Fragment ein",
      where: "Deine Nummer stammt von Fragment, und dorthin sendet Telegram die Codes.",
      open: "Fragment öffnen",
    },
    officialApp: {
      title: "Dieser Code wird nicht kommen",
      where:
        "Nur Telegrams eigene Apps können ihn per SMS anfordern. Scanne stattdessen mit Telegram auf deinem Handy einen QR-Code.",
    },
    word: {
      title: "Gib das Wort aus der SMS ein",
      label: "Wort",
      where: "Telegram hat es an dein Handy gesendet. Groß oder klein ist gleich.",
    },
    phrase: {
      title: "Gib die Wörter aus der SMS ein",
      label: "Wörter",
      where: "Telegram hat sie an dein Handy gesendet. Gib sie der Reihe nach ein.",
    },
    begins: (beginning: string) => `Der Anfang ist ${beginning}.`,
    warning: "Gib ihn hier ein und sag ihn keinem Menschen. Weiterleiten macht ihn ungültig.",
    change: "Ändern",
    noCode: "Kein Code?",
    another: (when: string) => `Anderer Weg ${when}`,
    next: {
      sms: "SMS senden",
      call: "Anrufen lassen",
      flashCall: "Kurz anrufen lassen",
      missedCall: "Anklingeln lassen",
      fragment: "An Fragment senden",
    },
  },
  emailSetup: {
    title: "Füge eine E-Mail-Adresse hinzu",
    lead: "Telegram verlangt eine und sendet deine Codes künftig dorthin. Signet behält sie nicht.",
    label: "E-Mail-Adresse",
    empty: "Gib zuerst die Adresse ein.",
  },
  emailCode: {
    title: "Gib den Code aus deiner E-Mail ein",
    where: (pattern: string) => `Telegram hat ihn an ${pattern} gesendet.`,
    setup: "Er zeigt, dass die Adresse dir gehört. Der Code zum Anmelden kommt danach.",
    reset: "Du kannst diese E-Mail nicht lesen?",
    resetNow: "Adresse entfernen",
    resetAfter: (span: string) => `Wartezeit bei Telegram: ${span}.`,
    resetAt: (when: string) => `Telegram entfernt diese Adresse ${when}.`,
  },
  password: {
    title: "Gib dein Telegram-Passwort ein",
    lead: "Das zusätzliche, das du in Telegram gesetzt hast, nicht den Code.",
    label: "Passwort",
    hint: (hint: string) => `Hinweis: ${hint}`,
    forgot: "Vergessen?",
    noRecovery:
      "Es ist keine E-Mail zur Wiederherstellung gesetzt. Setze das Passwort in Telegram auf deinem Handy zurück und komm dann wieder.",
  },
  recovery: {
    title: "Das Passwort entfernen",
    where: (pattern: string) => `Telegram hat einen Code an ${pattern} gesendet.`,
    warning:
      "Der Code meldet dich an und entfernt dein Telegram-Passwort. Setze danach in Telegram ein neues.",
    submit: "Entfernen und anmelden",
  },
  done: {
    title: (name: string) => `${name} ist angemeldet`,
    none: "Noch hat kein Dienst Zugriff.",
    fresh: "Die Anmeldung auf diesem Computer funktioniert wieder.",
    named: (listed: string) =>
      `Fragt Telegram nach einer neuen Anmeldung namens „${listed}“: Das warst du.`,
    relogin: (days: number) =>
      count(days, {
        one: "Kein Passwort schützt dieses Konto in Telegram. Bis du eines setzt, kann eine neue Anmeldung # Tag dauern.",
        other:
          "Kein Passwort schützt dieses Konto in Telegram. Bis du eines setzt, kann eine neue Anmeldung # Tage dauern.",
      }),
    done: "Fertig",
    goOn: (host: string) => `Weiter zu ${host}`,
  },
  leave: {
    title: "Diese Anmeldung verlassen?",
    typed: "Was du eingegeben hast, wird vergessen.",
    code: "Der gesendete Code gilt dann nicht mehr, und Telegram sendet nur wenige am Tag.",
    password: "Dein Code stimmte. Zum Wiederkommen brauchst du einen neuen.",
    scanned: "Dein Handy hat den Code gescannt. Zum Wiederkommen musst du neu scannen.",
    kept: "Was begonnen war, wird aufgegeben. Du kannst jederzeit neu beginnen.",
    unkept: "Telegram hat dich angemeldet; diese Anmeldung wird dann wieder beendet.",
    stay: "Bleiben",
    confirm: "Verlassen",
  },
  bring: {
    link: "Sitzung aus einem anderen Programm übernehmen",
    title: "Eine Sitzung übernehmen",
    lead: "Signet macht daraus eine eigene Anmeldung und beendet dann die alte. Die Zeichenfolge selbst wird nicht behalten.",
    label: "Sitzung als Zeichenfolge",
    help: "Von Telethon, GramJS, Pyrogram oder mtcute",
    stopped: "Das Programm, aus dem sie kommt, ist beendet",
    why: "Nutzen beide sie gleichzeitig, beendet Telegram sie endgültig.",
    submit: "Übernehmen",
    going: "Wird übernommen",
    empty: "Füge zuerst die Zeichenfolge ein.",
    running: "Beende zuerst jenes Programm und bestätige es dann hier.",
    file: "Lag sie in einer Datei, lösche auch die. Spuren davon können bleiben.",
  },
  proxy: {
    title: "Proxy",
    on: "Proxy an",
    lead: "Signet erreicht Telegram dann über ihn. Wer ihn betreibt, sieht, dass du Telegram nutzt, nicht, was du dort schreibst.",
    label: "Adresse",
    help: "Etwa socks5://host:port",
    empty: "Gib zuerst die Adresse ein.",
    inUse: (host: string) => `Jetzt in Gebrauch: ${host}`,
    use: "Proxy nutzen",
    remove: "Ohne Proxy",
  },
};
