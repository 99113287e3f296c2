// Signing in to Telegram, in English.

import { counting } from "../plural";

const count = counting("en");

export const signIn = {
  step: (at: string, of: string) => `Step ${at} of ${of}`,
  useQr: "Use QR code",
  usePhone: "Use phone number",
  otherNumber: "Other number",
  startOver: "Start over",
  again: "Send it again",
  asking: "Asking",
  slow: "Telegram is taking its time.",
  offline: "Telegram can’t be reached right now.",
  kept: {
    title: "Go on signing in?",
    phone: (phone: string, ago: string) =>
      `You began with ${phone}, ${ago}. It can go on where it was.`,
    other: (ago: string) => `You began ${ago}. It can go on where it was.`,
  },
  phone: {
    title: "Sign in to Telegram",
    lead: "Your number, code and password go to Telegram only.",
    country: "Country",
    noCountry: "No such country",
    number: "Phone",
    odd: "An unusual number. Go on if it is yours.",
    empty: "Type your number first.",
  },
  known: {
    title: "Sign in again",
    lead: (name: string, phone: string) => `${name} is here already. Its number is ${phone}.`,
    someone: (phone: string) => `This account is here already. Its number is ${phone}.`,
    whose: (name: string) => `To sign in ${name} again, use the number of that account.`,
    send: "Send code",
  },
  qr: {
    title: "Scan with Telegram",
    picture: "QR code that signs Signet in",
    one: "Open Telegram on your phone",
    two: "Settings > Devices > Link Desktop Device",
    three: "Point it here",
    next: (when: string) => `New code ${when}`,
    fetching: "Getting a code",
    none: "No code",
    scanned: "Scanned",
    entering: "Telegram is signing you in.",
  },
  code: {
    label: "Code",
    empty: "Type the code first.",
    app: {
      title: "Enter the code from Telegram",
      where: "It’s in your Telegram app, in the chat named Telegram. Not in an SMS.",
    },
    sms: {
      title: "Enter the code from the SMS",
      where: "Telegram sent it to your phone. It can take a minute.",
    },
    call: {
      title: "Enter the code from the call",
      where: "Telegram calls your phone, and a voice says the code.",
    },
    flashCall: {
      title: "Enter the number that calls",
      label: "Number",
      where: (pattern: string) =>
        `Telegram calls from ${pattern} and hangs up. Don’t answer: that number is the code.`,
    },
    missedCall: {
      title: "Enter the end of the number that calls",
      label: "Last digits",
      where: (prefix: string) =>
        `Telegram calls from ${prefix}… and hangs up. Don’t answer: the last digits of that number are the code.`,
    },
    fragment: {
      title: "Enter the code from Fragment",
      where: "Your number comes from Fragment, and Telegram sends its codes there.",
      open: "Open Fragment",
    },
    officialApp: {
      title: "This code will not come",
      where:
        "Only Telegram’s own apps can ask for it by SMS. Scan a QR code with Telegram on your phone instead.",
    },
    word: {
      title: "Enter the word from the SMS",
      label: "Word",
      where: "Telegram sent it to your phone. It is one word, in any case.",
    },
    phrase: {
      title: "Enter the words from the SMS",
      label: "Words",
      where: "Telegram sent them to your phone. Type them in their order.",
    },
    begins: (beginning: string) => `It begins with ${beginning}.`,
    warning: "Type it here, tell it to no person. Forwarding cancels it.",
    change: "Change",
    noCode: "No code?",
    another: (when: string) => `Another way ${when}`,
    next: {
      sms: "Send an SMS",
      call: "Get a call",
      flashCall: "Get a short call",
      missedCall: "Get a missed call",
      fragment: "Send it to Fragment",
    },
  },
  emailSetup: {
    title: "Add an e-mail address",
    lead: "Telegram wants one and sends your codes there from now on. Signet does not keep it.",
    label: "E-mail address",
    empty: "Type the address first.",
  },
  emailCode: {
    title: "Enter the code from your e-mail",
    where: (pattern: string) => `Telegram sent it to ${pattern}.`,
    setup: "It proves that the address is yours. The code that signs you in comes after it.",
    reset: "Can’t read this e-mail?",
    resetNow: "Remove the address",
    resetAfter: (span: string) => `Telegram waits ${span} first.`,
    resetAt: (when: string) => `Telegram removes this address ${when}.`,
  },
  password: {
    title: "Enter your Telegram password",
    lead: "The extra one you set in Telegram, not the code.",
    label: "Password",
    hint: (hint: string) => `Hint: ${hint}`,
    forgot: "Forgot it?",
    noRecovery:
      "No recovery e-mail is set. Reset the password in Telegram on your phone, then come back.",
  },
  recovery: {
    title: "Remove the password",
    where: (pattern: string) => `Telegram sent a code to ${pattern}.`,
    warning:
      "The code signs you in and removes your Telegram password. Set a new one in Telegram afterwards.",
    submit: "Remove and sign in",
  },
  done: {
    title: (name: string) => `${name} is signed in`,
    none: "No service has access yet.",
    fresh: "Its sign-in on this computer works again.",
    named: (listed: string) =>
      `If Telegram asks about a new login named “${listed}”, that was you.`,
    relogin: (days: number) =>
      count(days, {
        one: "No password protects this account in Telegram. Until you set one, signing in again can take # day.",
        other:
          "No password protects this account in Telegram. Until you set one, signing in again can take # days.",
      }),
    done: "Done",
    goOn: (host: string) => `Continue to ${host}`,
  },
  leave: {
    title: "Leave this sign-in?",
    typed: "What you typed is forgotten.",
    code: "The code you were sent can’t be used again, and Telegram sends only a few a day.",
    password: "Your code was right. Coming back takes a new one.",
    scanned: "Your phone has scanned the code. Coming back takes a new scan.",
    kept: "What was begun is given up. You can begin again at any time.",
    unkept: "Telegram has signed you in, and this sign-in is ended again.",
    stay: "Stay",
    confirm: "Leave",
  },
  bring: {
    link: "Bring a session from another program",
    title: "Bring a session here",
    lead: "Signet makes a sign-in of its own from it and then ends the old one. The string itself is not kept.",
    label: "Session string",
    help: "From Telethon, GramJS, Pyrogram or mtcute",
    stopped: "The program it comes from is stopped",
    why: "If both use it at once, Telegram ends it for good.",
    submit: "Take it over",
    going: "Taking it over",
    empty: "Paste the string first.",
    running: "Stop that program first, then say so here.",
    file: "If it was in a file, delete that too. Traces of it may remain.",
  },
  proxy: {
    title: "Proxy",
    on: "Proxy on",
    lead: "Signet reaches Telegram through it. Whoever runs it sees that you use Telegram, not what you say there.",
    label: "Address",
    help: "Such as socks5://host:port",
    empty: "Type the address first.",
    inUse: (host: string) => `In use now: ${host}`,
    use: "Use proxy",
    remove: "Go without",
  },
};
