/** The keys of the rows of one import, with their places, and whether the rows were rejected. */
export class SeenKeys {
  readonly #places = new Map<string, { place: string; isRejected: boolean }>();

  /** Records the place of a key; returns its earlier place if it was seen before. */
  add(dataset: string, key: string, place: string): string | undefined {
    const known = this.#places.get(`${dataset} ${key}`);
    if (!known) this.#places.set(`${dataset} ${key}`, { place, isRejected: false });
    return known?.place;
  }

  /** Records that the row at a place is rejected. */
  reject(dataset: string, key: string, place: string): void {
    const known = this.#places.get(`${dataset} ${key}`);
    if (known?.place === place) known.isRejected = true;
  }

  /** The place of the row with a key, if it was rejected. */
  rejectedAt(dataset: string, key: string): string | undefined {
    const known = this.#places.get(`${dataset} ${key}`);
    return known?.isRejected ? known.place : undefined;
  }
}
