/** Shares each turn of the event loop among the work that waits, so that other requests get their turn in between. */
export class Turns {
  readonly #perTurn: number;
  /** What this turn of the event loop may still take. */
  #left: number;
  /** What waits for a later turn, in order. */
  readonly #waiting: { amount: number; start: () => void }[] = [];
  #isScheduled = false;

  /** @param perTurn how much work, in units of the caller's choice, is done in one turn */
  constructor(perTurn: number) {
    this.#perTurn = perTurn;
    this.#left = perTurn;
  }

  /** The turn in which so much work may be done; undefined if this is it. */
  turnFor(amount: number): Promise<void> | undefined {
    this.#schedule();
    const needed = Math.min(amount, this.#perTurn);
    if (this.#waiting.length === 0 && this.#left > 0) {
      this.#left -= needed;
      return undefined;
    }
    return new Promise((start) => this.#waiting.push({ amount: needed, start }));
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#left = this.#perTurn;
      while (this.#left > 0 && this.#waiting.length > 0) {
        const { amount, start } = this.#waiting.shift()!;
        this.#left -= amount;
        start();
      }
      if (this.#waiting.length > 0) this.#schedule();
    });
  }
}
