// The pictures of accounts. Each is asked for once, and again when Rust says that it changed.

import { SvelteMap } from "svelte/reactivity";
import type { AccountSummary } from "./contract";
import { live } from "./live.svelte";

/** By account; `address` is missing while the picture is on its way or if it could not be had. */
const known = new SvelteMap<string, { version: number; address?: string }>();

export type Pictured = Pick<AccountSummary, "id" | "photo">;

/** A `data:` address, or nothing yet: initials stand there until then. */
export function photoOf({ id, photo }: Pictured): string | undefined {
  const picture = known.get(id);
  return picture && picture.version === photo ? picture.address : undefined;
}

/** Asks for the picture if this one is not known. */
export async function fetchPhoto({ id, photo }: Pictured): Promise<void> {
  if (photo === null || known.get(id)?.version === photo) return;
  known.set(id, { version: photo });
  // Initials do as well: a picture is no reason to bother anybody.
  const address = await live.accountPhoto(id).catch(() => null);
  if (address !== null && known.get(id)?.version === photo)
    known.set(id, { version: photo, address });
}

/** What was shown does not outlive the vault's being open. */
export function forgetPhotos(): void {
  known.clear();
}
