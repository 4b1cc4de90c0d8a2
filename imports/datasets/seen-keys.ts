/** What the origins of one run have told of each dataset's rows: where each key stands, and which rows cannot be loaded. */
export class SeenKeys {
  readonly #places = new Map<string, { place: string; isRejected: boolean }>();

  /** Where a key was told before, if it was; otherwise takes note of where it is told now. */
  add(dataset: string, key: string, place: string): string | undefined {
    const known = this.#places.get(`${dataset} ${key}`);
    if (!known) this.#places.set(`${dataset} ${key}`, { place, isRejected: false });
    return known?.place;
  }

  /** Takes note that the row at a place cannot be loaded. */
  reject(dataset: string, key: string, place: string): void {
    const known = this.#places.get(`${dataset} ${key}`);
    if (known?.place === place) known.isRejected = true;
  }

  /** Where the row with a key stands that cannot be loaded, if there is one. */
  rejectedAt(dataset: string, key: string): string | undefined {
    const known = this.#places.get(`${dataset} ${key}`);
    return known?.isRejected ? known.place : undefined;
  }
}
