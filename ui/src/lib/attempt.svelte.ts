// One thing a person tries: busy while it runs, its failure where it arose until the next try.

import type { Failure } from "./contract";
import { isFailure } from "./backend";

export class Attempt {
  busy = $state(false);
  failure = $state.raw<Failure>();
  #latest = 0;

  /** Whether it worked. What a newer try overtook leaves no trace. */
  async run(action: () => Promise<unknown>): Promise<boolean> {
    const ticket = ++this.#latest;
    this.busy = true;
    this.failure = undefined;
    try {
      await action();
      return true;
    } catch (error) {
      if (!isFailure(error)) throw error;
      if (ticket === this.#latest) this.failure = error;
      return false;
    } finally {
      if (ticket === this.#latest) this.busy = false;
    }
  }
}
