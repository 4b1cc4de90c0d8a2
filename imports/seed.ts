import { loadReference } from './reference/load.ts';
import { createImportClient, lockImports, tellImport } from './pipeline/connection.ts';
import { deriveCensusLegalEntities } from '../services/kit/datasets/census-legal-entities.ts';
import { tellHoldings } from './holdings.ts';
import { seedTerritories } from './territories/seed.ts';

/**
 * Loads what a hub starts with: the territories of the official division, and the parts of the reference dataset that it lacks.
 * @returns what it then holds, in a sentence
 */
export async function seed(url: string): Promise<string> {
  const client = createImportClient(url);
  await client.connect();
  try {
    await client.query('begin');
    await lockImports(client);
    await tellImport(client, 'reference');
    await seedTerritories(client);
    await loadReference(client);
    await client.query(deriveCensusLegalEntities);
    await client.query('commit');
    return await tellHoldings(client);
  } finally {
    await client.end();
  }
}
