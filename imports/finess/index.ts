import { OperatorError } from '../../platform/errors.ts';
import { isDate } from '../../platform/calendar.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { readLines } from '../pipeline/lines.ts';
import { loadEstablishments } from '../register/establishments.ts';
import { finishRegister } from '../register/finish.ts';
import { loadLabels } from '../register/labels.ts';
import { claim, type Claimed, type Scope } from '../register/scopes.ts';
import { rejectConflicts } from '../register/conflicts.ts';
import { warnOfDoubts } from '../register/doubts.ts';
import { writeSource } from '../register/sources.ts';
import type { Extract } from '../register/staged.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';
import { defineSource, type Job } from '../pipeline/source.ts';
import { structureej, structureet } from './layouts.ts';
import { stageFile, type MainSection } from './stage.ts';

const source = 'finess';

/** How the files differ: the scope that they list, the columns that they lack, and the identifiers that they have. */
const layouts: Record<MainSection, { scope: Scope; lacks: string[]; identifiers: Extract['identifiers'] }> = {
  structureej: { scope: 'LEGAL_ENTITIES', lacks: [], identifiers: ['SIREN'] },
  structureet: { scope: 'SITES', lacks: ['legal_status_code'], identifiers: ['SIRET', 'UAI'] },
};

/** Names of the first columns, which published files do not have. */
const headers = new Set<string>([...structureej.slice(0, 2), ...structureet.slice(0, 2)]);

class FinessJob implements Job<Claimed> {
  readonly input: InputFile;
  /** Legal entities first, so that sites find them. */
  readonly rank: number;
  readonly #extractedOn: string;
  readonly #section: MainSection;

  constructor(input: InputFile, extractedOn: string, section: MainSection) {
    this.input = input;
    this.rank = section === 'structureej' ? 0 : 1;
    this.#extractedOn = extractedOn;
    this.#section = section;
  }

  async load(session: Session): Promise<Claimed> {
    const { input } = this;
    const extractedOn = this.#extractedOn;
    const { scope, lacks, identifiers } = layouts[this.#section];
    const claimed = await claim(session, { input, scopes: [scope], extractedOn, source });
    await writeSource(session, source, extractedOn);
    await stageFile(session, input, this.#section);
    const extract: Extract = {
      input,
      source,
      extractedOn,
      lacks: { LEGAL_ENTITY: lacks, SITE: lacks },
      identifiers,
    };
    session.progress.log(`${input.name}: writing`);
    await loadLabels(session, extractedOn);
    await rejectConflicts(session, extract);
    await warnOfDoubts(session, extract);
    await loadEstablishments(session, extract);
    return claimed;
  }
}

/** The legacy extracts of the national register. */
export const finess = defineSource({
  name: 'finess',
  summary: 'the national register of legal entities (cs1100501) and sites (cs1100502, cs1100507)',
  tables: ['establishment', 'identifier', 'nomenclature'],
  settings: ['strict', 'force', 'partial'],

  async recognise(input) {
    const [first, second] = await head(input);
    const [format, sender, , extractedOn = '', ...rest] = first.split(';');
    if (headers.has(format!) || headers.has(first.split(';')[1] ?? ''))
      throw refusal(
        input,
        1,
        'it begins with the names of columns, which no extract has: a spreadsheet or another program has rewritten it. Use the file as it was published, which begins with finess;etalab',
      );
    if (format !== 'finess' || sender !== 'etalab')
      throw refusal(input, 1, 'not a FINESS extract: expected finess;etalab;<number>;<date>');
    if (!isDate(extractedOn) || rest.some((field) => field !== ''))
      throw refusal(input, 1, `${extractedOn || '(empty)'} is not a valid extract date (YYYY-MM-DD)`);
    if (second === undefined) throw new OperatorError(`${input.path} has no records. Nothing was changed.`);
    const section = second.split(';', 1)[0]!;
    if (section === 'structureej') return new FinessJob(input, extractedOn, 'structureej');
    if (section === 'structureet' || section === 'geolocalisation')
      return new FinessJob(input, extractedOn, 'structureet');
    throw refusal(
      input,
      2,
      `unknown section ${section.slice(0, 40)}; expected one of cs1100501, cs1100502 or cs1100507`,
    );
  },

  finish: finishRegister,
});

async function head(input: InputFile): Promise<[first: string, second: string | undefined]> {
  const texts: string[] = [];
  for await (const lines of readLines(input)) {
    texts.push(...lines.slice(0, 2).map((line) => line.text));
    if (texts.length > 1) break;
  }
  return [texts[0] ?? '', texts[1]];
}
