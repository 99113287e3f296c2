// Everything the person reads, in English. Its type is what every other language has to fill.

import { accounts } from "./en/accounts";
import { activity } from "./en/activity";
import { devices } from "./en/devices";
import { failure } from "./en/failure";
import { closing, custody, diagnostics, network, notifications } from "./en/settings";
import { signIn } from "./en/sign-in";
import { counting } from "./plural";
import { timing } from "./timing";

const count = counting("en");

export const en = {
  action: {
    back: "Back",
    cancel: "Cancel",
    close: "Close",
    continue: "Continue",
    copied: "Copied",
    copy: "Copy",
    details: "Details",
    goOn: "Go on",
    toAccounts: "Go to accounts",
    tryAgain: "Try again",
  },
  reference: "Reference",
  working: "Working",
  /** Ends a sentence such as "The next works". */
  when: timing("en", {
    now: "now",
    soon: (time) => `in ${time}`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    later: (day) => `on ${day}`,
  }),
  rail: {
    label: "Sections",
    accounts: "Accounts",
    access: "Access",
    activity: "Activity",
    settings: "Settings",
    environment: "Not the real Telegram",
  },
  start: {
    waiting: "Signet is starting",
  },
  welcome: {
    title: "Keep your Telegram sign-ins safe. Decide who may use them.",
    locked: "Locked on this computer",
    shared: "Shared only if you say yes",
    yours: "Yours to end",
    add: "Add your Telegram account",
    haveLink: "I have a link",
    unofficial: "Uses the Telegram API. Not made by Telegram.",
    how: "How it works",
  },
  signIn,
  pasteLink: {
    title: "Open a link",
    label: "Link",
    help: "It starts with signet:// and is on the page that asks for access.",
    open: "Open link",
    empty: "Paste the link first.",
    tooLong: (over: number) =>
      count(over, {
        one: "This is # character too long for a link. Copy it again.",
        other: "This is # characters too long for a link. Copy it again.",
      }),
  },
  link: {
    asks: "This site asks to link your Telegram account.",
    quiet: "Opening a link contacts nobody until you continue.",
    started: "Continue only if you started this there yourself.",
    notYetTitle: "This version cannot link yet",
    notYet: (host: string) =>
      `Nothing was sent to ${host}. Once Signet can link, start again there with a new link.`,
  },
  vault: {
    opening: "Waiting for your keychain. It may ask for its password in a window of its own.",
    passphrase: "Passphrase",
    show: "Show",
    hide: "Hide",
    capsLock: "Caps Lock is on",
    checking: "Checking",
    unlock: {
      title: "Signet is locked",
      reasons: {
        start: "Type your passphrase to open it.",
        demand: "You locked it. Type your passphrase to open it.",
        idle: "Nobody used it for a while, so it locked itself.",
        sleep: "The computer slept, so Signet locked itself.",
      },
      open: "Unlock",
    },
    choose: {
      title: "Choose a passphrase",
      lead: "It keeps what is here locked while Signet is closed. You type it at every start.",
      unkept:
        "Your recovery kit has opened Signet, but no keychain can keep its key. From now on a passphrase does.",
      again: "The same once more",
      help: "At least 12 characters. Only the length is checked; several unrelated words do well.",
      differ: "The two are not the same.",
      warning:
        "Nobody can bring it back. Without it or a recovery kit, what is kept here stays locked.",
      set: "Set passphrase",
    },
    restore: {
      title: "Use your recovery kit",
      lead: "The kit is the sheet you wrote down. Its words open what is kept here.",
      ends: "Your passphrase ends, and your keychain keeps the key again.",
      label: "The 24 words",
      help: "Numbers and line breaks do not matter. Four letters of each word are enough.",
      open: "Open",
    },
    aside: {
      title: "Set aside what is here?",
      stops: "Signet starts with nothing. You sign in to each account again.",
      stays: "What is here moves into a folder of its own. Nothing is deleted.",
      confirm: "Set aside, start fresh",
      done: "What was here is set aside:",
    },
    ways: {
      passphrase: "Use a passphrase",
      recoveryKit: "Use recovery kit",
      setAside: "Set aside, start fresh",
    },
    trail: {
      title: "The record was changed",
      lead: "Signet writes down what happens here in a way that shows every change. This is not as it was written:",
      line: (line: string) => `Line ${line}`,
      lines: (lines: string) => `Lines ${lines}`,
      kinds: {
        edited: "Changed",
        unreadable: "Unreadable",
        missing: "Missing",
        moved: "Moved",
        repeated: "There twice",
        cutOff: "Cut off the end",
        replaced: "Exchanged",
        unexplained: "Removed without a note",
      },
      more: (more: number) => count(more, { one: "and # more", other: "and # more" }),
      then: "If you put back a backup, that is why. If not, somebody else may have been at this computer: look through Devices in Telegram on your phone.",
    },
  },
  access: {
    title: "Who can use your accounts",
    empty: "Nobody has access. What you allow appears here, with its end date and a way to end it.",
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
    title: "How Signet works",
    lead: "What it does, what it cannot do, and what to know before you use it.",
    unofficialTitle: "An unofficial Telegram client",
    unofficial:
      "Signet signs in through the Telegram API. Telegram did not make it. Telegram watches accounts on unofficial clients more closely, and may limit or block those that break its rules.",
    keptTitle: "Your sign-in stays on this computer",
    kept: "Your number, code and password go to Telegram only. Your sign-in is encrypted here, and its key lies in your system’s keychain or behind your passphrase. It is never handed out.",
    wholeTitle: "Whole access or none",
    whole:
      "Telegram knows no half access: a service you allow could do almost all you can. What it says it will do is its word, and its platform can hold it to that only in its own calls.",
    ownTitle: "Each service gets a sign-in of its own",
    own: "It is made for that service alone and sealed so that only that service can open it. Telegram lists it among your devices under the service’s name. For up to a day Signet may keep a copy that it never uses, only to be able to end it.",
    endingTitle: "What ending does",
    ending:
      "The platform blocks the service at once, the service is asked to sign out, and its sign-in is ended at Telegram. Telegram does not let a sign-in younger than 24 hours end others, so this can take a day. Until then a copy the service kept may work. Your phone can end it sooner: Telegram, Settings > Devices. Signet keeps trying, and shows it until Telegram no longer lists it.",
    limitsTitle: "What Signet cannot protect against",
    malware: "Harmful software that runs under your name on this computer.",
    unlocked: "Anyone at this computer while it is unlocked.",
    rollback:
      "Anyone who puts back an older copy of Signet’s data: a single entry, or all of it together with your keychain.",
  },
  settings: {
    title: "Settings",
    setAsideTitle: "Your old settings were set aside",
    setAside: "Signet could not read them and started with new ones. Nothing was deleted:",
    appearance: "Appearance",
    theme: "Theme",
    themes: {
      system: "System",
      light: "Light",
      dark: "Dark",
    },
    language: "Language",
    languageHelp: "Signet’s own words. Names from elsewhere stay as they are.",
    languageSystem: "System",
    security: "Security",
    keyKept: "Where the key is kept",
    keepers: {
      keychain: "In this computer’s keychain",
      passphrase: "Behind your passphrase, which Signet asks for at every start",
    },
    openEnded:
      "Nothing outside knows where the record ends, so lines cut off its end would not be noticed.",
    lockNow: "Lock now",
    passphrase: {
      set: {
        title: "Set a passphrase",
        what: "It takes the keychain’s place, and Signet can lock itself. Recovery kits made before end; make a new one after it.",
        confirm: "Set",
      },
      change: {
        title: "Change the passphrase",
        what: "Recovery kits made before end; make a new one after it.",
        confirm: "Change",
      },
      remove: {
        title: "Remove the passphrase",
        what: "The keychain keeps the key again, and Signet opens without asking.",
        confirm: "Remove",
      },
      current: "Current passphrase",
    },
    kits: {
      title: "Recovery kits",
      help: "A kit opens what is kept here when your keychain loses the key. Keep it on paper, away from this computer.",
      make: "Make a kit",
      ask: "A kit opens everything without the passphrase. Type your passphrase to make one.",
      made: (day: string) => `Made on ${day}`,
      revoke: "Revoke",
      sheetTitle: "Your recovery kit",
      sheet:
        "Write these words down or photograph the code with a device you trust. They are shown once. Whoever has them and this computer’s data can open it.",
      code: "The same words as a QR code",
      done: "I have written it down",
      revokeTitle: "Revoke this kit?",
      revokeStays:
        "It opens nothing any more, except older copies of this computer’s data. Other kits stay.",
      confirm: "Revoke kit",
    },
    about: "About",
    version: "Version",
    environment: "Environment",
    dataFolder: "Data folder",
    logFolder: "Log folder",
    build: "Build",
    profiles: {
      development: "Development",
      release: "Release",
    },
    commit: "Commit",
    commitUnknown: "Not known to this build",
    webEngine: "Web engine",
    licences: "Licences",
    licencesText: "Open source under Apache 2.0 or MIT, as you choose.",
  },
  failure,
};

export type Words = typeof en;
