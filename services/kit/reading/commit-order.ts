import { sql } from 'kysely';
import { encodeCursor, type DirectedKey, type SortKey } from './keyset.ts';
import { OrderDirection } from './order.ts';

export const position: SortKey = { name: 'POSITION', expression: sql`c.position`, type: 'bigint' };
export const sequence: SortKey = { name: 'SEQUENCE', expression: sql`c.sequence`, type: 'bigint' };

/** The order of the commits, and of the changes within a transaction. */
export const commitOrder: DirectedKey[] = [position, sequence].map((key) => ({
  ...key,
  direction: OrderDirection.ASC,
}));

/** The cursor of a place in the change log. */
export const cursorAt = (place: { position: string; sequence: number }): string =>
  encodeCursor(commitOrder, { '~0': place.position, '~1': String(place.sequence) });
