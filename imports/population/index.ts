import { OperatorError } from '../../platform/errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { readLines, splitFields } from '../pipeline/lines.ts';
import { BadRecord } from '../pipeline/bad-record.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';
import { defineSource, type Job } from '../pipeline/source.ts';
import { saveSource, type Source } from '../pipeline/provenance.ts';
import { Staging } from '../pipeline/staging.ts';
import { regionCode } from '../territories/seed.ts';
import { upsert } from '../pipeline/upsert.ts';

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

const duplicates = `
  select line, raw, code || ' stands again on line ' || later || ', which counts' as reason from (
    select line, raw, code, lead(line) over (partition by code order by line) as later from staged_population
  ) where later is not null`;

const dropDuplicates =
  'delete from staged_population as earlier using staged_population as later where earlier.code = later.code and earlier.line < later.line';

const unknownTerritories = `
  select line, raw, 'no territory has the code ' || code as reason from staged_population where not exists (select from territory where territory.code = staged_population.code)`;

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
    await session.reportRows(this.input, 'rejected', duplicates);
    await client.query(dropDuplicates);
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
    let wrong = 0;
    let firstWrong = 0;
    let read = 0;
    for await (const lines of readLines(this.input)) {
      for (const { number, text } of lines) {
        if (number === 1) continue;
        session.countRead(this.input);
        read += 1;
        try {
          const fields = text.includes('\0') ? undefined : splitFields(text);
          if (fields?.length !== this.#columns.length) {
            wrong += 1;
            firstWrong ||= number;
            throw new BadRecord(`the line has not the ${this.#columns.length} fields of the header`);
          }
          await staging.add({ line: number, raw: text, ...this.#record(fields) });
        } catch (error) {
          if (!(error instanceof BadRecord)) throw error;
          session.reject(this.input, number, error.message, text);
        }
      }
      session.progress.update(this.input);
    }
    if (wrong > read / 2)
      throw refusal(
        this.input,
        firstWrong,
        `the line has not the ${this.#columns.length} fields of the header, and so it is with ${wrong} of the ${read} lines`,
      );
    if (read === 0) throw new OperatorError(`${this.input.path} has no record. Nothing was changed.`);
    await staging.flush();
  }

  #record(fields: string[]): { code: string; population: number } {
    const of = (column: string) => fields[this.#columns.indexOf(column)]!.trim();
    const code = this.#columns.includes('DEP') ? of('DEP') : regionCode(of('REG'));
    if (!/^\d{1,9}$/.test(of('PMUN'))) throw new BadRecord(`PMUN ${of('PMUN') || '(empty)'} is not a number of people`);
    return { code, population: Number(of('PMUN')) };
  }
}

/** INSEE's legal populations of departments or regions: the municipal population (PMUN), which counts everyone once. */
export const population = defineSource({
  name: 'population',
  summary: "INSEE's legal populations by department or by region",
  tables: ['territory_population'],
  settings: ['strict', 'year'],

  async recognise(input, options) {
    const columns = await header(input);
    if (!columns.includes('PMUN') || !columns.includes('REG')) {
      throw refusal(input, 1, 'not a file of legal populations, which has the columns REG or DEP, and PMUN');
    }
    const year = options.year ?? Number(/(?:^|\D)((?:18|19|20|21)\d\d)(?:\D|$)/.exec(input.name)?.[1] ?? 0);
    if (!year)
      throw new OperatorError(
        `${input.path}: neither its name nor --year tells the year of the populations. Nothing was changed.`,
      );
    return new PopulationJob(input, columns, year);
  },
});

async function header(input: InputFile): Promise<string[]> {
  for await (const [line] of readLines(input))
    if (line) return (splitFields(line.text) ?? []).map((name) => name.trim());
  return [];
}
