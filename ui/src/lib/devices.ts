// A device list as it is read: in groups, and what ending the others would end.

import type { DeviceList, DevicesSnapshot, DeviceSummary } from "./contract";

export interface DeviceGroups {
  here: DeviceSummary[];
  given: DeviceSummary[];
  others: DeviceSummary[];
}

/** Each device once, in the order Rust gave. A Signet elsewhere is one of the others. */
export function grouped(devices: readonly DeviceSummary[]): DeviceGroups {
  const groups: DeviceGroups = { here: [], given: [], others: [] };
  for (const device of devices) groups[groupOf(device)].push(device);
  return groups;
}

function groupOf({ kind }: DeviceSummary): keyof DeviceGroups {
  switch (kind.kind) {
    case "here":
      return "here";
    case "given":
      return "given";
    case "signet":
    case "other":
      return "others";
  }
}

/** How many go when the others are ended. */
export function endable(devices: readonly DeviceSummary[], services: boolean): number {
  const { given, others } = grouped(devices);
  return others.length + (services ? given.length : 0);
}

/** The latest one that Telegram asks about, if any. */
export function inQuestion(devices: readonly DeviceSummary[]): DeviceSummary | undefined {
  return devices
    .filter((device) => device.unconfirmed && device.kind.kind !== "here")
    .sort((one, other) => other.createdAt - one.createdAt)[0];
}

/** From when on others may be ended, if that is not yet. */
export function tooYoungUntil(list: DeviceList, now: number): number | undefined {
  return list.mayEndAt !== null && list.mayEndAt > now ? list.mayEndAt : undefined;
}

/** What Telegram offers, and whatever is set now. */
export function inactiveChoices(current: number): number[] {
  const offered = [7, 30, 90, 180, 365];
  return offered.includes(current) ? offered : [...offered, current].sort((a, b) => a - b);
}

/** An answer that holds a failure is one: a look or an act that did not work. */
export async function done(act: Promise<DevicesSnapshot>): Promise<void> {
  const { failure } = await act;
  if (failure) throw failure;
}

/** A service by its own name, anything else by its model; nothing has no name. */
export function nameOfDevice({ kind, model, app }: DeviceSummary): string {
  return kind.kind === "given" ? kind.service : model || app;
}
