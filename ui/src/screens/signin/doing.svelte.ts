// One sign-in on screen: what is under way, what went wrong, and every way on. The truth is Rust's.

import { Attempt } from "../../lib/attempt.svelte";
import type { Failure, SignInAct, SignInSnapshot, SignInUnderWay } from "../../lib/contract";
import type { Unlogged } from "../../lib/failures";
import type { live } from "../../lib/live.svelte";

/** What a journey may ask Rust for. */
export type Door = Pick<
  typeof live,
  | "beginSignIn"
  | "resumeSignIn"
  | "discardSignIn"
  | "submitPhone"
  | "submitCode"
  | "submitEmail"
  | "submitPassword"
  | "actSignIn"
  | "importSession"
  | "cancelSignIn"
  | "openFragment"
  | "accountPhoto"
  | "readNetwork"
  | "setProxy"
  | "removeProxy"
>;

/** An Enter meant for the step before is not taken for this one. */
const SETTLED = 600;

export class Doing {
  /** Whether something stands in a field that leaving would lose. */
  typed = $state(false);
  /** Whether a session from elsewhere is to be brought here instead of a number. */
  bringing = $state(false);
  /** Whether the dialog for the proxy is open. */
  choosing = $state(false);
  readonly #attempt = new Attempt();
  readonly #snapshot: () => SignInSnapshot;
  #since = performance.now();

  constructor(
    readonly door: Door,
    snapshot: () => SignInSnapshot,
  ) {
    this.#snapshot = snapshot;
  }

  get underWay(): SignInUnderWay | undefined {
    const snapshot = this.#snapshot();
    return snapshot.state === "underWay" ? snapshot : undefined;
  }

  get busy(): boolean {
    return this.#attempt.busy || (this.underWay?.busy ?? false);
  }

  /** What a call was refused for, else what Telegram or the way to it did. */
  get failure(): Failure | Unlogged | undefined {
    if (this.#attempt.busy) return undefined;
    return this.#attempt.failure ?? this.underWay?.failure ?? undefined;
  }

  /** Whether a key answers this face: it has been there for a moment, and nothing lies above. */
  get ready(): boolean {
    const above = document.querySelector("[role='dialog'], [role='alertdialog']");
    return performance.now() - this.#since > SETTLED && above === null;
  }

  /** One thing at a time; what is already under way is not done twice. */
  run(action: (door: Door) => Promise<unknown>): Promise<boolean> {
    if (this.busy) return Promise.resolve(false);
    return this.#attempt.run(() => action(this.door));
  }

  act(act: SignInAct): void {
    const ask = (door: Door) => door.actSignIn(act);
    if (act === "useQr" || act === "usePhone") this.leave(ask);
    else void this.run(ask);
  }

  /** Leaving does not wait for what is under way. */
  leave(action: (door: Door) => Promise<unknown>): void {
    void this.#attempt.run(() => action(this.door));
  }

  /** Another face: what went wrong on the last one is over. */
  arrive(): void {
    this.typed = false;
    this.#attempt.failure = undefined;
    this.#since = performance.now();
  }
}
