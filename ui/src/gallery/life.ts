// Made-up accounts, devices and lines, so that every face of them can be looked at.

import type {
  AccountsSnapshot,
  AccountStay,
  AccountSummary,
  ActivityLine,
  AppSnapshot,
  DeviceList,
  DeviceSummary,
  Failure,
  OpenVault,
  Standing,
} from "../lib/contract";
import type { Live } from "../lib/live.svelte";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.now();

export const offline: Failure = { code: "TELEGRAM_UNREACHABLE", reference: "7F3K-2Q9D" };
export const revoked: Failure = { code: "SESSION_REVOKED", reference: "7F3K-2Q9D" };
export const unread: Failure = { code: "VAULT_FAILED", reference: "7F3K-2Q9D" };

const HERE: AccountStay = { kind: "here" };

export function account(over: Partial<AccountSummary> = {}): AccountSummary {
  return {
    id: "0198a1b2-0000-7000-8000-000000000001",
    name: "Mara Lind",
    localName: null,
    username: "maralind",
    phone: "+49 151 *** 4077",
    phoneKept: true,
    premium: false,
    twoFactor: true,
    photo: null,
    addedAt: now - 40 * DAY,
    stay: HERE,
    health: {
      standing: "active",
      since: now - 40 * DAY,
      checkedAt: now - 4 * MINUTE,
      checking: false,
    },
    access: 2,
    devices: { all: 7, new: 1, inactiveDays: 180 },
    ...over,
  };
}

export const standing = (standing: Standing): AccountSummary =>
  account({
    twoFactor: false,
    health: { standing, since: now - 2 * HOUR, checkedAt: now - 4 * MINUTE, checking: false },
  });

export const leaving = (over: Partial<Extract<AccountStay, { kind: "leaving" }>>): AccountSummary =>
  account({ stay: { kind: "leaving", access: 0, failure: null, nextAt: null, ...over } });

export const several: AccountsSnapshot = {
  state: "ready",
  accounts: [
    account(),
    account({
      id: "0198a1b2-0000-7000-8000-000000000002",
      name: "Aleksandr Konstantinovich Voskresensky",
      localName: "Work, the account that answers the customers of the northern branch",
      username: null,
      phone: "+7 903 *** 12",
      health: { standing: "revoked", since: now - DAY, checkedAt: now - HOUR, checking: false },
    }),
    account({
      id: "0198a1b2-0000-7000-8000-000000000003",
      name: "مریم",
      username: "maryam",
      phone: null,
      health: {
        standing: "unreachable",
        since: now - HOUR,
        checkedAt: now - MINUTE,
        checking: true,
      },
    }),
    leaving({ nextAt: now + 5 * MINUTE, failure: offline }),
  ].map((one, at) => ({ ...one, id: `0198a1b2-0000-7000-8000-00000000000${at}` })),
};

function device(over: Partial<DeviceSummary>): DeviceSummary {
  return {
    id: String(Math.random()),
    kind: { kind: "other" },
    model: "iPhone 15",
    system: "iOS 19.1",
    app: "Telegram iOS 12.1",
    official: true,
    place: "Berlin, Germany",
    ip: "203.0.113.7",
    createdAt: now - 90 * DAY,
    activeAt: now - 20_000,
    passwordPending: false,
    unconfirmed: false,
    new: false,
    ...over,
  };
}

const here = device({
  kind: { kind: "here" },
  model: "Mara’s ThinkPad",
  system: "Debian 12",
  app: "Signet 0.1.0",
});

export function devices(over: Partial<DeviceList> = {}): DeviceList {
  return {
    at: now - 3 * MINUTE,
    inactiveDays: 180,
    mayEndAt: null,
    devices: [
      here,
      device({
        kind: { kind: "given", service: "Atlas" },
        model: "Atlas via Signet",
        app: "Signet 0.1.0",
        place: "Frankfurt, Germany",
        activeAt: now - 2 * HOUR,
      }),
      device({}),
      device({
        model: "Desktop",
        system: "Windows 11",
        app: "Telegram Desktop 6.2",
        activeAt: now - 30 * HOUR,
      }),
      device({
        model: "PC",
        system: "",
        app: "grabber 1.0, a program with a name that somebody made as long as they could to see what happens",
        official: false,
        new: true,
        passwordPending: true,
        place: "",
        activeAt: now - 4 * DAY,
      }),
    ],
    ...over,
  };
}

export const alone = devices({ devices: [here] });

export const asked = devices({
  devices: [
    ...devices().devices,
    device({
      model: "iPhone",
      place: "Lisbon, Portugal",
      unconfirmed: true,
      new: true,
      createdAt: now - 2 * HOUR,
    }),
  ],
});

export const young = devices({ mayEndAt: now + 21 * HOUR + 14 * MINUTE, at: now });

function line(over: Partial<ActivityLine>): ActivityLine {
  return {
    sequence: 1,
    at: now,
    actor: "person",
    action: "reveal",
    outcome: "begun",
    account: "Mara Lind",
    reference: null,
    ...over,
  };
}

export const lines: ActivityLine[] = [
  line({ at: now - MINUTE }),
  line({ at: now - HOUR, action: "revoke", outcome: "failed", reference: "7F3K-2Q9D" }),
  line({ at: now - HOUR, action: "mint", outcome: "refused", actor: "service" }),
  line({ at: now - DAY, action: "signed-in", outcome: "done" }),
  line({ at: now - DAY, action: "retire-kit", outcome: "done", account: null }),
  line({ at: now - 9 * DAY, action: "prune", actor: "app", account: null }),
  line({ at: now - 9 * DAY, action: "learned-later", actor: "operator", account: null }),
].map((one, at) => ({ ...one, sequence: 40 - at }));

export const vault: OpenVault = {
  keeper: "passphrase",
  trail: { state: "whole" },
  trailCheckedAt: now - 12 * MINUTE,
  setAside: null,
  kits: [{ id: "1", madeAt: now - 9 * DAY }],
};

const app: AppSnapshot = {
  name: "Signet",
  version: "0.1.0",
  environment: { name: "sandbox", production: false },
  dataFolder: "/home/mara/.local/share/signet",
  logFolder: "/home/mara/.local/state/signet",
  build: { profile: "development", target: "x86_64", commit: null, webEngine: "2.44" },
};

export const everything: Live = {
  app,
  settings: {
    theme: "system",
    language: "system",
    closing: "ask",
    autoLock: "quarterHour",
    muted: ["accessEnds"],
    setAside: null,
  },
  link: { state: "none" },
  problem: { failure: null },
  vault: { state: "open", ...vault },
  signIn: { state: "none" },
  accounts: several,
  network: {
    proxy: { host: "proxy.example", port: 1080, credentials: true },
    unreadable: null,
  },
};
