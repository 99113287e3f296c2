import { expect, test } from "vitest";
import type { DeviceKind, DeviceList, DeviceSummary, DevicesSnapshot } from "./contract";
import {
  done,
  endable,
  grouped,
  inactiveChoices,
  inQuestion,
  nameOfDevice,
  tooYoungUntil,
} from "./devices";

function device(id: string, kind: DeviceKind, over: Partial<DeviceSummary> = {}): DeviceSummary {
  return {
    id,
    kind,
    model: "iPhone",
    system: "iOS",
    app: "Telegram",
    official: true,
    place: "",
    ip: "",
    createdAt: 0,
    activeAt: 0,
    passwordPending: false,
    unconfirmed: false,
    new: false,
    ...over,
  };
}

const all = [
  device("here", { kind: "here" }),
  device("other", { kind: "other" }),
  device("atlas", { kind: "given", service: "Atlas" }),
  device("signet", { kind: "signet" }),
];
const ids = (devices: DeviceSummary[]) => devices.map(({ id }) => id);

test("a Signet elsewhere is one of the others, whatever it calls itself", () => {
  const { here, given, others } = grouped(all);
  expect([ids(here), ids(given), ids(others)]).toEqual([["here"], ["atlas"], ["other", "signet"]]);
});

test("ending the others spares this computer, and services unless they are chosen", () => {
  expect(endable(all, false)).toBe(2);
  expect(endable(all, true)).toBe(3);
  expect(endable([device("here", { kind: "here" })], true)).toBe(0);
});

test("the latest unconfirmed one is asked about, never this computer", () => {
  expect(inQuestion(all)).toBeUndefined();
  const doubted = [
    device("here", { kind: "here" }, { unconfirmed: true, createdAt: 9 }),
    device("old", { kind: "other" }, { unconfirmed: true, createdAt: 1 }),
    device("new", { kind: "other" }, { unconfirmed: true, createdAt: 2 }),
  ];
  expect(inQuestion(doubted)?.id).toBe("new");
});

test("a sign-in is too young until the moment it is not", () => {
  const list = (mayEndAt: number | null): DeviceList => ({
    at: 0,
    devices: [],
    inactiveDays: 180,
    mayEndAt,
  });
  expect(tooYoungUntil(list(null), 5)).toBeUndefined();
  expect(tooYoungUntil(list(6), 5)).toBe(6);
  expect(tooYoungUntil(list(5), 5)).toBeUndefined();
});

test("an odd limit is offered among the usual ones, once", () => {
  expect(inactiveChoices(180)).toEqual([7, 30, 90, 180, 365]);
  expect(inactiveChoices(45)).toEqual([7, 30, 45, 90, 180, 365]);
});

test("a service has its own name, a device without a model that of its program", () => {
  expect(all.map(nameOfDevice)).toEqual(["iPhone", "iPhone", "Atlas", "iPhone"]);
  expect(nameOfDevice(device("odd", { kind: "other" }, { model: "" }))).toBe("Telegram");
});

test("an answer that holds a failure did not work", async () => {
  const failure = { code: "TELEGRAM_SILENT", reference: "7F3K-2Q9D" } as const;
  const answer = (over: Partial<DevicesSnapshot>): Promise<DevicesSnapshot> =>
    Promise.resolve({ account: "a", busy: false, failure: null, found: null, ...over });
  await expect(done(answer({}))).resolves.toBeUndefined();
  await expect(done(answer({ failure }))).rejects.toBe(failure);
});
