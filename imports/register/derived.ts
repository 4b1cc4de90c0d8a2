import type pg from 'pg';
import { deriveFlags } from './flags.ts';
import { deriveNames } from './names.ts';
import { deriveSectors } from './sectors.ts';

/** Derives what follows from the facts of establishments together: names of legal entities from their sites, flags from categories, then sectors from legal statuses. */
export async function deriveFacts(client: pg.ClientBase): Promise<void> {
  await deriveNames(client);
  await deriveFlags(client);
  await deriveSectors(client);
}
