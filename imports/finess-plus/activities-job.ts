import type { InputFile } from '../pipeline/input-file.ts';
import { saveSource, stampSource } from '../pipeline/provenance.ts';
import type { Session } from '../pipeline/session.ts';
import type { Job } from '../pipeline/source.ts';
import { claim, closeUnlisted, type Claimed } from '../register/scopes.ts';
import { loadAuthorisations } from './authorisations.ts';
import { loadEvents } from './events.ts';
import { stageActivities } from './stage-activities.ts';

const source = 'finess-plus-activities';

/** The activities file of FINESS+. */
export class ActivitiesJob implements Job<Claimed> {
  readonly input: InputFile;
  // After the structures: its establishments should be in the register.
  readonly rank = 1;
  readonly #extractedOn: string;

  constructor(input: InputFile, extractedOn: string) {
    this.input = input;
    this.#extractedOn = extractedOn;
  }

  async load(session: Session): Promise<Claimed> {
    const { input } = this;
    const extractedOn = this.#extractedOn;
    const claimed = await claim(session, { input, scopes: ['AUTHORISATIONS'], extractedOn, source });
    await saveSource(session.client, {
      code: source,
      title: 'FINESS+, répertoire des structures (extraction des activités)',
      publisher: 'Agence du Numérique en Santé',
      url: 'https://finess.esante.gouv.fr',
      licence: 'Licence Ouverte 2.0',
      extractedOn: session.options.partial ? null : extractedOn,
    });
    await stageActivities(session, input, extractedOn);
    session.progress.log(`${input.name}: writing`);
    await loadAuthorisations(session, { input, source, extractedOn });
    await loadEvents(session, source, extractedOn);
    return claimed;
  }
}

/** Finishes the import of activities files: ends the authorisations that they no longer list. */
export async function finishActivities(session: Session, claims: Claimed[]): Promise<void> {
  await closeUnlisted(session, claims);
  if (session.hasWritten) await stampSource(session.client, source);
}
