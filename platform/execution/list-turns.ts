import { Turns } from '../turns.ts';

/** How many items of lists are completed before the event loop gets to other requests. */
const ITEMS_PER_TURN = 300;

const turns = new Turns(ITEMS_PER_TURN);

/** The turn in which a list of so many items is completed; undefined if this is it. */
export const turnFor = (items: number): Promise<void> | undefined => turns.turnFor(items);

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
