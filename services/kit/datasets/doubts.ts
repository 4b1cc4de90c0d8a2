import { damageOf } from '../sheets/damaged-text.ts';
import { date } from './cell-types.ts';
import type { Column } from './dataset.ts';

/** What is planned, or agreed, begins in these years. */
const plannedYears = 5;

/** What is doubtful about a cell that is loaded as it is; undefined where nothing is. */
export function doubtOf({ name, type }: Column, cell: string): string | undefined {
  // Much may end far ahead.
  if (type === date && name !== 'end' && isFarAhead(cell)) return `it is more than ${plannedYears} years from now`;
  return damageOf(cell);
}

function isFarAhead(cell: string): boolean {
  const day = date.parse(cell);
  const now = new Date();
  now.setUTCFullYear(now.getUTCFullYear() + plannedYears);
  return typeof day === 'string' && day > now.toISOString().slice(0, 10);
}
