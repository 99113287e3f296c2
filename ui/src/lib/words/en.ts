// Everything the person reads, in English. Its type is what every other language has to fill.

import type { FailureTable } from "../failures";
import { counting } from "./plural";

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
  },
  reference: "Reference",
  working: "Working",
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
  addAccount: {
    title: "Not in this version",
    sentence: "This version of Signet cannot sign in to Telegram yet, and nothing was sent.",
  },
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
  access: {
    title: "Who can use your accounts",
    empty: "Nobody has access. What you allow appears here, with its end date and a way to end it.",
  },
  activity: {
    title: "What has happened",
    empty: "Nothing yet. Every sign-in, every access and its end is written down here.",
  },
  how: {
    title: "How Signet works",
    lead: "What it does, what it cannot do, and what to know before you use it.",
    unofficialTitle: "An unofficial Telegram client",
    unofficial:
      "Signet signs in through the Telegram API. Telegram did not make it. Telegram watches accounts on unofficial clients more closely, and may limit or block those that break its rules.",
    keptTitle: "Your sign-in stays on this computer",
    kept: "Your number, code and password go to Telegram only. Your sign-in is encrypted here, and its key lies in your system’s keychain. It is never handed out.",
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
  failure: {
    INTERNAL: {
      title: "Something failed inside Signet",
      sentence:
        "What was running is undone. Try again. If it comes back, tell support the reference.",
      action: "Try again",
    },
    DATA_FOLDER_UNUSABLE: {
      title: "The data folder cannot be used",
      sentence: (folder: string) =>
        `Signet keeps everything in ${folder} and cannot write there. Until it can, no change is kept. Make the folder writable, then start Signet again.`,
      action: "Go on",
    },
    DISK_FULL: {
      title: "The disk is full",
      sentence: "Nothing is lost. Free some space, then try again.",
      action: "Try again",
    },
    SETTINGS_NOT_SAVED: {
      title: "Not saved",
      sentence:
        "The old settings stand. Check that the data folder can be written to, then try again.",
      action: "Try again",
    },
    LINK_INVALID: {
      notALink: {
        title: "Not a Signet link",
        sentence:
          "A Signet link starts with signet://link. Copy it again from the page that shows it.",
        action: "Paste another link",
      },
      damaged: {
        title: "This link is damaged",
        sentence: "A part is missing or was added. Copy the whole link again.",
        action: "Paste another link",
      },
      notHttps: {
        title: "This link is not safe",
        sentence:
          "Its site does not use https. Nobody was contacted. Tell the people who gave it to you.",
        action: "Paste another link",
      },
      privateAddress: {
        title: "This link leads into a private network",
        sentence:
          "Signet opens only links to public sites. Nobody was contacted. Ask for a new link.",
        action: "Paste another link",
      },
    },
  } satisfies FailureTable,
};

export type Words = typeof en;
