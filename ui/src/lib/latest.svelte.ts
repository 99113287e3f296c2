// The newest snapshot of one kind, however it arrived.

export class Latest<T> {
  value = $state.raw<T>();
  #heard = 0;

  /** Takes a snapshot that Rust sent by itself. */
  hear = (snapshot: T): void => {
    this.#heard += 1;
    this.value = snapshot;
  };

  /** Takes the answer to a call, unless something newer was heard while it was under way. */
  async take(call: Promise<T>): Promise<T> {
    const before = this.#heard;
    const answer = await call;
    if (this.#heard === before) this.value = answer;
    return answer;
  }
}
