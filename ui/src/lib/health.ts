// What a person is shown of an account's standing, and the one thing that helps.

import type { Tone } from "../kit/tone";
import type { AccountStay, Failure, Standing } from "./contract";
import type { Unlogged } from "./failures";

/** What helps: nothing has to, signing in again, or looking again. */
export type Remedy = "none" | "signIn" | "check";

export function toneOf(standing: Standing, stay: AccountStay): Tone {
  if (stay.kind === "leaving") return "wait";
  switch (standing) {
    case "active":
      return "done";
    case "unreachable":
      return "wait";
    case "revoked":
    case "duplicated":
    case "expired":
    case "keyLost":
    case "deactivated":
    case "banned":
    case "frozen":
      return "danger";
  }
}

export function remedyOf(standing: Standing): Remedy {
  switch (standing) {
    case "active":
      return "none";
    case "revoked":
    case "duplicated":
    case "expired":
    case "keyLost":
      return "signIn";
    case "deactivated":
    case "banned":
    case "frozen":
    case "unreachable":
      return "check";
  }
}

const LOST: readonly string[] = [
  "SESSION_REVOKED",
  "AUTH_KEY_DUPLICATED",
  "SESSION_EXPIRED",
  "SESSION_LOST",
] satisfies Failure["code"][];

/** Whether only a new sign-in helps: trying again would fail again. */
export function isLost(failure: Failure | Unlogged): boolean {
  return LOST.includes(failure.code);
}
