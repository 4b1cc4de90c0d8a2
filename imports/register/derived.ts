import type pg from 'pg';
import { deriveSearchWords } from '../../services/kit/register/search/derived.ts';
import { deriveFlags } from './flags.ts';
import { deriveNames } from './names.ts';
import { deriveSectors } from './sectors.ts';

/**
 * Derives what follows from the facts of establishments together: names of legal entities from their sites, flags from
 * categories, sectors from legal statuses, then the words that the search knows.
 */
export async function deriveFacts(client: pg.ClientBase): Promise<void> {
  await deriveNames(client);
  await deriveFlags(client);
  await deriveSectors(client);
  await client.query(deriveSearchWords);
}
