import { OperatorError } from '../../platform/errors.ts';
import { dropDuplicates } from '../pipeline/duplicates.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { linesBelowFirst, readLines, splitFields } from '../pipeline/lines.ts';
import { BadRecord, WrongLayout } from '../pipeline/bad-record.ts';
import { fieldsOf } from '../pipeline/fields.ts';
import { RecordErrors } from '../pipeline/record-errors.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';
import { defineSource, type Job } from '../pipeline/source.ts';
import { saveSource, type Source } from '../pipeline/provenance.ts';
import { Staging } from '../../services/kit/database/staging.ts';
import { regionCode } from '../territories/seed.ts';
import { upsert } from '../../services/kit/database/upsert.ts';

const source: Source = {
  code: 'insee-populations-legales',
  title: 'Populations légales',
  publisher: 'INSEE',
  url: 'https://www.insee.fr/fr/statistiques/8680726',
  licence: 'Licence Ouverte 2.0',
  extractedOn: null,
};

interface StagedPopulation {
  line: number;
  raw: string;
  code: string;
  population: number;
}

const types = { line: 'bigint', raw: 'text', code: 'text collate "C"', population: 'int' } as const;

const codes = { table: 'staged_population', key: ['code'], what: `'code ' || code` };

const unknownTerritories = `
  select line, raw, 'unknown territory code ' || code as reason from staged_population where not exists (select from territory where territory.code = staged_population.code)`;

const rows = `
  select code as territory_code, $1::int as year, population, '${source.code}' as source_code from staged_population join territory using (code)`;

class PopulationJob implements Job<void> {
  readonly input: InputFile;
  readonly rank = 0;
  readonly #columns: string[];
  readonly #year: number;

  constructor(input: InputFile, columns: string[], year: number) {
    this.input = input;
    this.#columns = columns;
    this.#year = year;
  }

  async load(session: Session): Promise<void> {
    const { client } = session;
    const staging = await Staging.create<StagedPopulation>(client, 'staged_population', types);
    await this.#stage(session, staging);
    await dropDuplicates(session, this.input, codes);
    await session.reportRows(this.input, 'rejected', unknownTerritories);
    await saveSource(client, source);
    const columns = ['territory_code', 'year', 'population', 'source_code'];
    session.count(
      'populations',
      await upsert(
        client,
        { table: 'territory_population', key: ['territory_code', 'year'], columns, uncounted: ['source_code'], rows },
        [this.#year],
      ),
    );
  }

  async #stage(session: Session, staging: Staging<StagedPopulation>): Promise<void> {
    const errors = new RecordErrors(session, this.input);
    let isEmpty = true;
    for await (const lines of linesBelowFirst(this.input)) {
      for (const line of lines) {
        isEmpty = false;
        session.countRead(this.input);
        try {
          await staging.add({ line: line.number, raw: line.text, ...this.#record(fieldsOf(line)) });
        } catch (error) {
          errors.add(error, line.number, line.text);
        }
      }
      session.progress.update(this.input);
    }
    if (isEmpty) throw new OperatorError(`${this.input.path} has no records. Nothing was changed.`);
    errors.finish();
    await staging.flush();
  }

  #record(fields: string[]): { code: string; population: number } {
    if (fields.length !== this.#columns.length)
      throw new WrongLayout(
        `the line has ${fields.length} fields instead of the ${this.#columns.length} of the header`,
      );
    const of = (column: string) => fields[this.#columns.indexOf(column)]!.trim();
    const code = this.#columns.includes('DEP') ? of('DEP') : regionCode(of('REG'));
    if (!/^\d{1,9}$/.test(of('PMUN')))
      throw new BadRecord(`PMUN ${of('PMUN') || '(empty)'} is not a whole number of at most 9 digits`);
    return { code, population: Number(of('PMUN')) };
  }
}

/** INSEE's legal populations of departments or regions: the municipal population (PMUN), which counts each person once. */
export const population = defineSource({
  name: 'population',
  summary: "INSEE's legal populations by department or by region",
  tables: ['territory_population'],
  settings: ['strict', 'year'],

  async recognise(input, options) {
    const columns = await header(input);
    if (!columns.includes('PMUN') || !columns.includes('REG')) {
      throw refusal(input, 1, 'not a file of legal populations: expected the columns REG and PMUN');
    }
    const year = options.year ?? Number(/(?:^|\D)((?:18|19|20|21)\d\d)(?:\D|$)/.exec(input.name)?.[1] ?? 0);
    if (!year)
      throw new OperatorError(
        `${input.path}: unknown year of the populations; give it with --year or in the name of the file. Nothing was changed.`,
      );
    return new PopulationJob(input, columns, year);
  },
});

async function header(input: InputFile): Promise<string[]> {
  for await (const [line] of readLines(input))
    if (line) return (splitFields(line.text) ?? []).map((name) => name.trim());
  return [];
}
