// An account as a person knows it, and how far its removal has come.

import type { StepState } from "../kit/Steps.svelte";
import type { AccountStay, AccountSummary, AccountsSnapshot } from "./contract";

/** What its owner calls it, else what Telegram does. */
export function nameOf(account: Pick<AccountSummary, "name" | "localName">): string {
  return account.localName ?? account.name;
}

export function accountOf(snapshot: AccountsSnapshot, id: string): AccountSummary | undefined {
  if (snapshot.state !== "ready") return undefined;
  return snapshot.accounts.find((account) => account.id === id);
}

export interface Removal {
  ending: StepState;
  signingOut: StepState;
  forgetting: StepState;
}

/** Access ends before the sign-in that could end it does; what failed is what is next. */
export function removalOf(stay: Extract<AccountStay, { kind: "leaving" }>): Removal {
  const next = stay.failure ? "failed" : "doing";
  return stay.access > 0
    ? { ending: next, signingOut: "waiting", forgetting: "waiting" }
    : { ending: "done", signingOut: next, forgetting: "waiting" };
}
