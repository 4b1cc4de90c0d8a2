import { setImmediate as nextTurn } from 'node:timers/promises';

/** How many items are made in one turn of the event loop. */
const perTurn = 500;

/**
 * The items of a long list, which are made in turns of the event loop: what reads thousands of them at once would keep it from all
 * other requests.
 */
export function inTurns<Row, Item>(rows: readonly Row[], make: (row: Row) => Item): (Item | Promise<Item>)[] {
  let turn: Promise<unknown> | undefined;
  return rows.map((row, index) => {
    if (index > 0 && index % perTurn === 0) turn = turn ? turn.then(() => nextTurn()) : nextTurn();
    return turn ? turn.then(() => make(row)) : make(row);
  });
}
