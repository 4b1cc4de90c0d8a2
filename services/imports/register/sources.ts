import type pg from 'pg';

const sources = {
  finess: {
    title:
      'FINESS, fichier national des établissements sanitaires et sociaux (extractions cs1100501, cs1100502, cs1100507)',
    publisher: 'Ministère chargé de la santé',
    url: 'https://www.data.gouv.fr/datasets/finess-extraction-du-fichier-des-etablissements',
    licence: 'Licence Ouverte 2.0',
  },
  'finess-plus': {
    title: 'FINESS+, répertoire des structures (extraction des structures)',
    publisher: 'Agence du Numérique en Santé',
    url: 'https://finess.esante.gouv.fr',
    licence: 'Licence Ouverte 2.0',
  },
} as const;

/** The codes of the national register's forms: what one states, another may update. */
export const registerSources = Object.keys(sources);

const write = `
  insert into source as kept (code, title, publisher, url, licence, extracted_on) values ($1, $2, $3, $4, $5, $6)
  on conflict (code) do update set title = excluded.title, publisher = excluded.publisher, url = excluded.url, licence = excluded.licence,
    extracted_on = greatest(kept.extracted_on, excluded.extracted_on)
  where row(kept.title, kept.publisher, kept.url, kept.licence) is distinct from row(excluded.title, excluded.publisher, excluded.url, excluded.licence)
    or kept.extracted_on is null or kept.extracted_on < excluded.extracted_on`;

/** Writes down the source that rows are about to name. */
export async function writeSource(
  client: pg.ClientBase,
  code: keyof typeof sources,
  extractedOn: string,
): Promise<void> {
  const { title, publisher, url, licence } = sources[code];
  await client.query(write, [code, title, publisher, url, licence, extractedOn]);
}

/** Dates the source by the import that changed something. */
export async function stampSource(client: pg.ClientBase, code: string): Promise<void> {
  await client.query('update source set imported_at = now() where code = $1', [code]);
}
