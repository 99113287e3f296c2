// What can fail, in English.

import type { FailureTable } from "../../failures";

export const failure = {
  INTERNAL: {
    title: "Something failed inside Signet",
    sentence:
      "What was running is undone. Try again, or close Signet and open it again. If it comes back, tell support the reference.",
    action: "Try again",
  },
  NO_ANSWER: {
    title: "Signet did not answer",
    sentence: "Try again. If it still does not answer, close Signet and open it again.",
    action: "Try again",
  },
  WINDOW_STOPPED: {
    sentence:
      "Only this window stopped; what was running goes on. Load it again, or close Signet and open it again.",
    action: "Load again",
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
  KEYCHAIN_LOCKED: {
    title: "Your keychain is locked",
    sentence: "Unlock it to go on. The system asks you for its password.",
    action: "Unlock",
  },
  KEYCHAIN_ABSENT: {
    fresh: {
      title: "This computer has no keychain",
      sentence: "Signet keeps its key there. A passphrase of yours can do the same.",
      action: "Use a passphrase",
    },
    kept: {
      title: "There is no keychain",
      sentence:
        "It holds the key to what is kept here. Nothing was deleted. Sign out of the computer and in again, then try again.",
      action: "Try again",
    },
  },
  KEYCHAIN_SILENT: {
    title: "The keychain does not answer",
    sentence: "It may be asking for its password in another window. Answer there, then try again.",
    action: "Try again",
  },
  KEY_MISSING: {
    title: "The key to your accounts is missing",
    sentence:
      "They are on this computer, still locked. Nothing was deleted. First sign out of the computer and in again.",
    action: "Try again",
  },
  KEY_WRONG: {
    title: "The key does not fit your accounts",
    sentence:
      "They are on this computer, still locked. Nothing was deleted. Perhaps one of the two comes from a backup: put back the keychain or the data folder that goes with the other.",
    action: "Try again",
  },
  KEY_DOUBLED: {
    title: "There are two keys to your accounts",
    sentence:
      "They are on this computer, still locked. Nothing was deleted. Nothing tells which key is right: remove the wrong one from your keychain.",
    action: "Try again",
  },
  VAULT_NEWER: {
    title: "Made by a newer Signet",
    sentence: "What is kept here was not changed. Update Signet, then open it again.",
    action: "Try again",
  },
  VAULT_DAMAGED: {
    title: "What is kept here is damaged",
    sentence:
      "Nothing was deleted. Put back a backup of the data folder, or set it aside and start fresh.",
    action: "Try again",
  },
  VAULT_ELSEWHERE: {
    title: "This folder belongs to another Telegram",
    sentence: (environment: string) =>
      `It was made for ${environment}. Nothing was changed. Start Signet with the folder that goes with this Telegram.`,
    action: "Try again",
  },
  VAULT_IN_USE: {
    title: "Another Signet is using this folder",
    sentence: "Close it, then try again.",
    action: "Try again",
  },
  VAULT_FAILED: {
    title: "What is kept here cannot be read",
    sentence:
      "Nothing was deleted. Check the disk, then try again. If it comes back, tell support the reference.",
    action: "Try again",
  },
  VAULT_CLOSED: {
    title: "Signet is locked",
    sentence: "Unlock it first, then try again.",
    action: "Try again",
  },
  PASSPHRASE_WRONG: {
    title: "Wrong passphrase",
    sentence: "Check Caps Lock and the language of the keyboard, then type it again.",
    action: "Try again",
  },
  PASSPHRASE_UNFIT: {
    title: "This passphrase cannot be used",
    sentence: (fewest: number) => `It needs at least ${fewest} characters.`,
    action: "Try again",
  },
  OUT_OF_MEMORY: {
    title: "Not enough memory",
    sentence: "Checking a passphrase takes 64 MB. Close another program, then try again.",
    action: "Try again",
  },
  KIT_INVALID: {
    count: {
      title: "Not a whole kit",
      sentence: (found: number, needed: number) => `A kit has ${needed} words, here are ${found}.`,
      action: "Try again",
    },
    word: {
      title: "Not a word of a kit",
      sentence: (place: number) => `Look at word ${place} again.`,
      action: "Try again",
    },
    checksum: {
      title: "These words do not belong together",
      sentence: "One of them is another one, or two have changed places.",
      action: "Try again",
    },
  },
  KIT_WRONG: {
    title: "This kit opens something else",
    sentence:
      "Its words are right, but it was made for other data, or it was revoked. Use another kit.",
    action: "Try again",
  },
  KIT_DAMAGED: {
    title: "A recovery kit was changed",
    sentence: "The key stays as it was. Revoke your recovery kits, make a new one, then try again.",
    action: "Close",
  },
  TELEGRAM_UNREACHABLE: {
    title: "Can’t reach Telegram",
    sentence: "Nothing was asked. Check this computer’s connection, or use a proxy.",
    action: "Try now",
  },
  TELEGRAM_SILENT: {
    title: "Telegram gave no answer",
    sentence: "It may have done what was asked all the same. Check the connection, then try again.",
    action: "Try again",
  },
  TELEGRAM_GARBLED: {
    title: "Telegram does not answer like this",
    sentence:
      "Somebody may stand between you and Telegram. Try another network; if it stays, tell support the reference.",
    action: "Try again",
  },
  TELEGRAM_REFUSED: {
    title: "Telegram said no",
    sentence: (name: string) =>
      `It calls the reason ${name}. Try again later; if it stays, tell support the reference.`,
    action: "Try again",
  },
  PROXY_UNREACHABLE: {
    title: "The proxy lets nothing through",
    sentence: "Telegram was asked nothing. Check the proxy’s address, or go on without it.",
    action: "Try again",
  },
  PROXY_INVALID: {
    title: "Not the address of a proxy",
    sentence: "It looks like socks5://name:password@host:port; name and password may be missing.",
    action: "Edit",
  },
  PROXY_UNREADABLE: {
    title: "The proxy you set cannot be read",
    sentence:
      "Until you set it anew or remove it, Telegram is not reached. You find it in the settings, under Network.",
    action: "Set it anew",
  },
  NO_API_ID: {
    title: "This build has no API id",
    sentence:
      "Telegram asks every program for one. Get a build that has one, or start Signet with an environment file that names your own.",
    action: "Close",
  },
  API_ID_INVALID: {
    title: "Telegram does not know this API id",
    sentence:
      "It came with this build or with your environment file. Correct it there, or get another build.",
    action: "Close",
  },
  API_ID_PUBLISHED_FLOOD: {
    title: "Telegram blocked this build’s API id",
    sentence: "Get a newer build, or start Signet with an environment file that names your own id.",
    action: "Close",
  },
  UNUSABLE: {
    title: "This cannot be used",
    sentence: "It is empty or far too long. Type it again.",
    action: "Edit",
  },
  FLOOD_WAIT: {
    title: "Too many tries",
    sentence: (when: string) => `The next works ${when}.`,
    action: "Try again",
  },
  PHONE_NUMBER_FLOOD: {
    title: "Too many tries",
    sentence: "Telegram names no time. Scan a QR code instead.",
    action: "Use QR",
  },
  PHONE_NUMBER_INVALID: {
    title: "Not a valid number",
    sentence: "Check country and digits.",
    action: "Edit",
  },
  PHONE_NUMBER_UNOCCUPIED: {
    title: "No account yet",
    sentence: "Make one in the Telegram app.",
    action: "Other number",
  },
  PHONE_NUMBER_BANNED: {
    title: "Telegram blocked this number",
    sentence: "Ask Telegram.",
    action: "Other number",
  },
  PHONE_CODE_INVALID: {
    title: "Not the code",
    sentence: "Use the newest message.",
    action: "Other way",
  },
  PHONE_CODE_EXPIRED: {
    title: "This code has ended",
    sentence: "Forwarding ends it too.",
    action: "New code",
  },
  CODE_TOO_EARLY: {
    title: "Too early for another code",
    sentence: (when: string) => `Telegram sends the next one ${when}.`,
    action: "Try again",
  },
  SEND_CODE_UNAVAILABLE: {
    title: "No other way",
    sentence: "Look in Telegram, or scan.",
    action: "Use QR",
  },
  OFFICIAL_APP_ONLY: {
    title: "Only Telegram’s app gets this code",
    sentence: "Scan a QR code with it instead.",
    action: "Use QR",
  },
  UPDATE_APP_TO_LOGIN: {
    title: "Signet is too old",
    sentence: "Update, then go on.",
    action: "Try again",
  },
  EMAIL_INVALID: {
    title: "Not a valid e-mail address",
    sentence: "Check it and type it again.",
    action: "Edit",
  },
  EMAIL_NOT_ALLOWED: {
    title: "Telegram does not take this address",
    sentence: "Use one from another provider.",
    action: "Other address",
  },
  PASSWORD_HASH_INVALID: {
    title: "Wrong password",
    sentence: "Use the one set in Telegram.",
    action: "Forgot it?",
  },
  PASSWORD_CHANGED: {
    title: "The password has just changed",
    sentence: "It was set anew on another device. Type the new one.",
    action: "Try again",
  },
  PASSWORD_RECOVERY_NA: {
    title: "No recovery e-mail",
    sentence: "Reset it on your phone.",
    action: "Back",
  },
  FRESH_RESET_FORBIDDEN: {
    title: "New sign-ins wait 24 h",
    sentence: (when: string) => `Signet can end it ${when}; your phone can now.`,
    action: "Close",
  },
  SESSION_REVOKED: {
    title: "Telegram signed this account out",
    sentence: "Sign in to go on.",
    action: "Sign in",
  },
  AUTH_KEY_DUPLICATED: {
    title: "This sign-in was used in two places",
    sentence: "So Telegram ended it. Sign in to go on.",
    action: "Sign in",
  },
  SESSION_EXPIRED: {
    title: "This sign-in was not used for too long",
    sentence: "Telegram let it end. Sign in to go on.",
    action: "Sign in",
  },
  SESSION_LOST: {
    title: "Telegram no longer knows this sign-in",
    sentence: "Nothing brings it back. Sign in to go on.",
    action: "Sign in",
  },
  USER_DEACTIVATED: {
    title: "This account was deleted",
    sentence: "If that was not you, ask Telegram.",
    action: "Check again",
  },
  USER_RESTRICTED: {
    title: "Telegram restricted this account",
    sentence: "Appeal in its app.",
    action: "Check again",
  },
  SIGN_IN_ENDED: {
    title: "This sign-in has ended",
    sentence: "It took too long, or another device ended it. Start again.",
    action: "Start again",
  },
  SIGN_IN_NOT_NOW: {
    title: "The sign-in is somewhere else",
    sentence: "It went on meanwhile. Look at what it asks now.",
    action: "Go on",
  },
  NOT_HERE: {
    title: "Not here any more",
    sentence: "It was removed or has ended meanwhile.",
    action: "Close",
  },
  IMPORT_INVALID: {
    notASession: {
      title: "Not a session",
      sentence:
        "Copy the whole string again. Telethon, GramJS, Pyrogram and mtcute write ones that Signet reads.",
      action: "Try again",
    },
    bot: {
      title: "This session is a bot’s",
      sentence: "Signet keeps accounts of people. Use another string.",
      action: "Try again",
    },
    elsewhere: {
      title: "This session belongs elsewhere",
      sentence:
        "It was made for another Telegram, or for somebody else than it says. Use another string.",
      action: "Try again",
    },
  },
  NAME_UNFIT: {
    title: "This name cannot be used",
    sentence: "It is too long, or it shows nothing. Choose another.",
    action: "Edit",
  },
  FILE_NOT_WRITTEN: {
    title: "The file was not written",
    sentence: (folder: string) => `Make ${folder} writable, then try again.`,
    action: "Try again",
  },
} satisfies FailureTable;
