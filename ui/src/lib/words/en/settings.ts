// The later settings in English: keys and locking, network, notifications, window, diagnostics.

export const custody = {
  autoLock: {
    title: "Lock by itself",
    help: "After so long without anybody at the window, and whenever the computer slept.",
    after: {
      fiveMinutes: "After 5 minutes",
      quarterHour: "After 15 minutes",
      hour: "After 1 hour",
      never: "Only after sleep",
    },
  },
  rotate: {
    title: "Change the key",
    help: "A new key takes the old one’s place. Your accounts and recovery kits stay.",
    open: "Change key",
    what: "Do this if somebody may have had the old key. Older copies of this computer’s data still open with it.",
    confirm: "Change key",
    done: "Key changed",
  },
};

export const network = {
  title: "Network",
  proxy: "Proxy",
  none: "Telegram is reached without one.",
  through: (address: string) => `Telegram is reached through ${address}.`,
  credentials: "Its name and password are kept encrypted and not shown.",
  set: "Set a proxy",
  change: "Change",
  remove: "Remove",
  ask: "Remove the proxy?",
  stops: "Signet reaches Telegram directly: your network sees that, and may block it.",
  stays: "Your accounts and sign-ins stay.",
  confirm: "Remove proxy",
};

export const notifications = {
  title: "Notifications",
  lead: "They name no person and no number.",
  kinds: {
    newDevice: "A new device opened an account",
    accessEnds: "Access ends in 3 days",
    accessEnded: "Access has ended",
    signInLost: "An account was signed out",
    deliveryStuck: "A delivery has waited 10 minutes",
    updateNeeded: "Signet needs an update",
  },
};

export const closing = {
  section: "Window",
  title: "When the window is closed",
  help: "In the tray, Signet goes on checking sign-ins and ending access.",
  choices: {
    ask: "Ask",
    stay: "Stay in the tray",
    quit: "Quit",
  },
  ask: "Keep Signet in the tray?",
  what: "There it goes on checking your sign-ins, and ends access when it is time. After quitting, that waits until you open it again.",
  remember: "Do not ask again",
  stay: "Stay in the tray",
  quit: "Quit",
};

export const diagnostics = {
  title: "Diagnostics",
  help: "A file that support may ask for. You see all of it first.",
  open: "Look at it",
  lead: "This is all that would be in the file: no name, no number, no sign-in. Nothing is sent.",
  loading: "Gathering",
  contents: "Contents of the file",
  save: "Save file",
  saved: "Saved:",
};
