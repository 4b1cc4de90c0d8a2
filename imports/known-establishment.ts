import { createImportClient } from './pipeline/connection.ts';

/** Whether the register of a hub has an establishment. @param url of its database, as the owner */
export async function isKnownEstablishment(url: string, finess: string): Promise<boolean> {
  const client = createImportClient(url);
  await client.connect();
  try {
    const { rowCount } = await client.query('select from establishment where finess = $1', [finess]);
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
