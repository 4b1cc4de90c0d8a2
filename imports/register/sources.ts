import { saveSource } from '../pipeline/provenance.ts';
import type { Session } from '../pipeline/session.ts';

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

/** The codes of the formats of the national register: an extract of one may update what another has stated. */
export const registerSources = Object.keys(sources);

/** Saves the source that rows are about to refer to. A partial extract does not date it: most of its rows may be older. */
export async function writeSource(
  { client, options }: Session,
  code: keyof typeof sources,
  extractedOn: string,
): Promise<void> {
  await saveSource(client, { code, ...sources[code], extractedOn: options.partial ? null : extractedOn });
}
