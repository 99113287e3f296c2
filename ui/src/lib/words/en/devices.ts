// The devices of an account in English.

import { counting } from "../plural";

const count = counting("en");

export const devices = {
  title: (devices: number) =>
    count(devices, {
      one: "# device can open this account",
      other: "# devices can open this account",
    }),
  looked: (when: string) => `Looked at ${when}.`,
  refresh: "Look again",
  loading: "Asking Telegram",
  here: "This computer",
  given: "Given by you",
  others: "Others",
  noOthers: "No other device can open this account.",
  new: "New",
  pending: "Password not given yet",
  active: (when: string) => `used ${when}`,
  signedIn: (day: string) => `Signed in ${day}`,
  unofficial: "unofficial app",
  server: (place: string) => `${place} (its server)`,
  address: (address: string) => `address ${address}`,
  end: "End",
  endNamed: (name: string) => `End ${name}`,
  question: (what: string) => `New sign-in: ${what}. You?`,
  no: "No, end it",
  yes: "Yes",
  young: {
    sentence:
      "Telegram lets a new sign-in end others only after 24 hours. Your phone can now: Telegram, Settings > Devices.",
    when: (when: string) => `This computer’s sign-in can ${when}.`,
  },
  one: {
    ask: (name: string) => `End ${name}?`,
    stops: "It is signed out of your account at once.",
    given: (service: string) => `${service} loses its access with it.`,
    stays:
      "Your other devices stay. If you do not know this one, change your Telegram password too.",
    confirm: "End sign-in",
  },
  all: {
    open: "End others…",
    ask: "End the other devices?",
    stops: (devices: number) =>
      count(devices, {
        one: "# device is signed out of your account at once.",
        other: "# devices are signed out of your account at once.",
      }),
    stays: "This computer stays.",
    spared: (services: number) =>
      count(services, {
        one: "# service you gave access stays.",
        other: "# services you gave access stay.",
      }),
    services: "End services too",
    servicesHelp: "They lose their access with it.",
    confirm: (devices: number) => count(devices, { one: "End # device", other: "End # devices" }),
  },
};
