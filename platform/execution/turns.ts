/** How many items of lists are completed before the event loop gets to other requests. */
const ITEMS_PER_TURN = 300;

/** The items that this turn of the event loop may still complete. */
let left = ITEMS_PER_TURN;
/** Those that wait for a later turn, in order. */
const waiting: { items: number; start: () => void }[] = [];
let isScheduled = false;

/** The turn in which a list of so many items is completed; undefined if this is it. */
export function turnFor(items: number): Promise<void> | undefined {
  schedule();
  if (waiting.length === 0 && left > 0) {
    left -= Math.min(items, ITEMS_PER_TURN);
    return undefined;
  }
  return new Promise((start) => waiting.push({ items: Math.min(items, ITEMS_PER_TURN), start }));
}

/** The items of a list, those beyond one turn as promises for later turns. */
export function inTurns(list: unknown[]): unknown[] {
  if (list.length <= ITEMS_PER_TURN) return list;
  const items = list.slice(0, ITEMS_PER_TURN);
  for (let from = ITEMS_PER_TURN; from < list.length; from += ITEMS_PER_TURN) {
    const slice = list.slice(from, from + ITEMS_PER_TURN);
    const turn = turnFor(slice.length) ?? Promise.resolve();
    // What is still to come has a time of its own.
    for (const item of slice) items.push(isThenable(item) ? item : turn.then(() => item));
  }
  return items;
}

/** Whether a value is still to come. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    left = ITEMS_PER_TURN;
    while (left > 0 && waiting.length > 0) {
      const { items, start } = waiting.shift()!;
      left -= items;
      start();
    }
    if (waiting.length > 0) schedule();
  });
}
