import type pg from 'pg';
import { deriveFlags } from './flags.ts';
import { deriveSectors } from './sectors.ts';

/** Derives what follows from the facts of establishments together: flags from categories, then sectors from legal statuses. */
export async function deriveFacts(client: pg.ClientBase): Promise<void> {
  await deriveFlags(client);
  await deriveSectors(client);
}
