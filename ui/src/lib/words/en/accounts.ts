// Accounts in English: the list, one account, and its end.

import { counting } from "../plural";

const count = counting("en");

export const accounts = {
  title: "Accounts",
  add: "Add account",
  all: "All accounts",
  loading: "Reading your accounts",
  gone: "This account is not here any more.",
  pills: {
    active: "Working",
    revoked: "Signed out",
    duplicated: "Signed out",
    expired: "Signed out",
    keyLost: "Signed out",
    deactivated: "Deleted",
    banned: "Blocked",
    frozen: "Restricted",
    unreachable: "Not reached",
    leaving: "Being removed",
  },
  tabs: {
    label: "Sides of this account",
    overview: "Overview",
    access: "Access",
    devices: "Devices",
    activity: "Activity",
  },
  inTelegram: (name: string) => `${name} in Telegram`,
  health: {
    title: "Health",
    says: {
      active: "Working.",
      revoked: "Telegram signed this account out. Sign in to go on.",
      duplicated: "Used in two places, so Telegram ended it. Sign in to go on.",
      expired:
        "Not used for longer than this account allows, so Telegram ended it. Sign in to go on.",
      keyLost: "Telegram does not know this sign-in any more. Sign in to go on.",
      deactivated: "This account was deleted at Telegram. What is left here can be removed.",
      banned: "Telegram blocked this account. Appeal in its app, then check again.",
      frozen: "Telegram restricted this account. Appeal in its app, then check again.",
      unreachable: "Telegram could not be reached. The sign-in may be well; Signet tries again.",
    },
    checked: (when: string) => `Checked ${when}.`,
    noticed: (when: string) => `Noticed ${when}.`,
    check: "Check now",
    again: "Check again",
    signIn: "Sign in",
  },
  access: {
    title: "Access",
    some: (services: number) =>
      count(services, { one: "# service has access.", other: "# services have access." }),
    none: "No service has access.",
    empty: "No service can use this account. Access begins with a link from a service.",
  },
  devices: {
    title: "Devices",
    all: (devices: number) =>
      count(devices, {
        one: "# device can open this account.",
        other: "# devices can open this account.",
      }),
    new: (devices: number) =>
      count(devices, {
        one: "# is new since the last look.",
        other: "# are new since the last look.",
      }),
    unknown: "Not looked at yet.",
  },
  password: {
    title: "Extra password",
    none: "None, so a code alone signs in. Set one on your phone: Telegram, Settings > Privacy and Security > Two-Step Verification.",
  },
  stay: {
    title: (span: string) => `Stays signed in if Signet opens once every ${span}`,
    help: "Telegram ends what is not used for so long. This holds for every device of the account.",
    label: "Unused sign-ins end after",
  },
  rename: {
    title: "Name",
    help: "Only in Signet. Telegram and others do not see it.",
    open: "Rename",
    dialog: "Name this account",
    label: "Name",
    empty: "Leave it empty to use the name from Telegram.",
    save: "Save",
  },
  lost: {
    title: "Lost this computer?",
    help: "Your phone can end its sign-in.",
    open: "What to do",
    lead: "What is kept on it stays encrypted. End its sign-in all the same:",
    steps: {
      open: "On your phone, open Telegram, then Settings > Devices.",
      end: "Choose the sign-in named “Signet” with the name of the lost computer, and end it.",
      password:
        "If somebody may have used it unlocked, change your Telegram password: Settings > Privacy and Security > Two-Step Verification.",
      services:
        "Services keep their access: each has a sign-in of its own, named “… via Signet”. End them there too if you want.",
    },
  },
  remove: {
    title: "Remove this account",
    help: "Signs it out on this computer and forgets it.",
    open: "Remove",
    ask: (name: string) => `Remove ${name}?`,
    stops:
      "Signet signs out at Telegram and forgets this account: its sign-in, name, number and photo.",
    access: (services: number) =>
      count(services, {
        one: "# service loses its access.",
        other: "# services lose their access.",
      }),
    stays:
      "Your Telegram account, its chats and your other devices stay. So does the record of what happened, without the name.",
    confirm: "Remove account",
  },
  leaving: {
    title: "This account is being removed",
    lead: "You may close this. It goes on, also after a restart.",
    steps: "Removing",
    ending: "End access",
    signingOut: "Sign out at Telegram",
    forgetting: "Forget it here",
    spoken: {
      waiting: "waiting",
      doing: "under way",
      done: "done",
      failed: "did not work",
    },
    left: (services: number) =>
      count(services, { one: "# service left", other: "# services left" }),
    /** `when` is such as "in 1:42". */
    next: (when: string) => `Next try ${when}.`,
    try: "Try now",
    open: "Remove now",
    ask: "Remove without signing out?",
    stops: "Signet forgets this account at once, and erases its key here.",
    stays:
      "Telegram goes on listing the sign-in until you end it on your phone: Telegram, Settings > Devices > “Signet”.",
    confirm: "Remove now",
  },
};
