import type { InputFile } from '../pipeline/input-file.ts';
import { loadEstablishments } from '../register/establishments.ts';
import { finishRegister } from '../register/finish.ts';
import { claim, type Claimed } from '../register/scopes.ts';
import { rejectConflicts } from '../register/conflicts.ts';
import { warnOfDoubts } from '../register/doubts.ts';
import { writeSource } from '../register/sources.ts';
import type { Extract } from '../register/staged.ts';
import type { Session } from '../pipeline/session.ts';
import type { Job } from '../pipeline/source.ts';
import { loadEvents } from './events.ts';
import { settleNumbers } from './file-numbers.ts';
import { loadGroupings } from './groupings.ts';
import { endMemberships, loadMemberships } from './memberships.ts';
import { stageStructures } from './stage.ts';

const source = 'finess-plus';

/** The structures file of FINESS+, the new format of the register: legal entities with their sites, and groups with their members. */
export class StructuresJob implements Job<Claimed> {
  readonly input: InputFile;
  readonly rank = 0;
  readonly #extractedOn: string;

  constructor(input: InputFile, extractedOn: string) {
    this.input = input;
    this.#extractedOn = extractedOn;
  }

  async load(session: Session): Promise<Claimed> {
    const { input } = this;
    const extractedOn = this.#extractedOn;
    const claimed = await claim(session, {
      input,
      scopes: ['LEGAL_ENTITIES', 'SITES', 'GROUPINGS'],
      extractedOn,
      source,
    });
    await writeSource(session, source, extractedOn);
    await stageStructures(session, input, extractedOn);
    await settleNumbers(session.client, extractedOn, source);
    const extract: Extract = {
      input,
      source,
      extractedOn,
      lacks: { LEGAL_ENTITY: ['category_code'], SITE: ['legal_status_code'] },
      identifiers: ['SIREN', 'SIRET', 'UAI', 'SMSSE', 'EGE'],
    };
    session.progress.log(`${input.name}: writing`);
    await rejectConflicts(session, extract);
    await warnOfDoubts(session, extract);
    await loadEstablishments(session, extract);
    await loadEvents(session, source, extractedOn);
    await loadGroupings(session, extract);
    await loadMemberships(session, extract);
    return claimed;
  }
}

/** Finishes the import of structures files: closes what they no longer list. */
export async function finishStructures(session: Session, claims: Claimed[]): Promise<void> {
  await finishRegister(session, claims);
  session.count('memberships', { gone: await endMemberships(session, source) });
}
