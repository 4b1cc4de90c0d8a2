import type pg from 'pg';
import { tellActor } from '../../services/kit/database/change-log/actor.ts';

/** Where facts come from, as the hub records it. */
export interface Source {
  code: string;
  title: string;
  publisher: string;
  url: string | null;
  licence: string;
  /** The date of the latest extract; null when its files do not state it. */
  extractedOn: string | null;
}

const write = `
  insert into source as kept (code, title, publisher, url, licence, extracted_on) values ($1, $2, $3, $4, $5, $6)
  on conflict (code) do update set title = excluded.title, publisher = excluded.publisher, url = excluded.url, licence = excluded.licence,
    extracted_on = greatest(kept.extracted_on, excluded.extracted_on)
  where row(kept.title, kept.publisher, kept.url, kept.licence, kept.extracted_on)
    is distinct from row(excluded.title, excluded.publisher, excluded.url, excluded.licence, greatest(kept.extracted_on, excluded.extracted_on))`;

/** Saves the source that rows are about to refer to, and tells the change log of it. */
export async function saveSource(
  client: pg.ClientBase,
  { code, title, publisher, url, licence, extractedOn }: Source,
): Promise<void> {
  await tellActor(client, { source: code });
  await client.query(write, [code, title, publisher, url, licence, extractedOn]);
}

/** Sets the date of the last import that changed rows of the source. */
export async function stampSource(client: pg.ClientBase, code: string): Promise<void> {
  await client.query('update source set imported_at = now() where code = $1', [code]);
}
