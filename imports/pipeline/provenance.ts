import type pg from 'pg';

/** Where facts come from, as the hub writes it down. */
export interface Source {
  code: string;
  title: string;
  publisher: string;
  url: string | null;
  licence: string;
  /** The day of the latest extract; null where its files do not say. */
  extractedOn: string | null;
}

const write = `
  insert into source as kept (code, title, publisher, url, licence, extracted_on) values ($1, $2, $3, $4, $5, $6)
  on conflict (code) do update set title = excluded.title, publisher = excluded.publisher, url = excluded.url, licence = excluded.licence,
    extracted_on = greatest(kept.extracted_on, excluded.extracted_on)
  where row(kept.title, kept.publisher, kept.url, kept.licence, kept.extracted_on)
    is distinct from row(excluded.title, excluded.publisher, excluded.url, excluded.licence, greatest(kept.extracted_on, excluded.extracted_on))`;

/** Writes down the source that rows are about to name. */
export async function saveSource(
  client: pg.ClientBase,
  { code, title, publisher, url, licence, extractedOn }: Source,
): Promise<void> {
  await client.query(write, [code, title, publisher, url, licence, extractedOn]);
}

/** Dates the source by the import that changed something. */
export async function stampSource(client: pg.ClientBase, code: string): Promise<void> {
  await client.query('update source set imported_at = now() where code = $1', [code]);
}
