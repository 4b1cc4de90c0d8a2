import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll } from 'vitest';
import { finess } from '../../imports/finess/index.ts';
import { geolocalisation, structureej, structureet } from '../../imports/finess/layouts.ts';
import { runImport, type ImportRun } from '../../imports/run.ts';
import type { ImportOptions } from '../../imports/pipeline/session.ts';
import type { ImportSource } from '../../imports/pipeline/source.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

const line = <Column extends string>(columns: readonly Column[], values: Partial<Record<Column, string>>): string =>
  columns.map((column) => values[column] ?? '').join(';');

type Values<Columns extends readonly string[]> = Partial<Record<Columns[number], string>>;

/** A line of a legal entity; values default to those of an invented one. */
export const legalEntity = (values: Values<typeof structureej> = {}): string =>
  line(structureej, {
    section: 'structureej',
    nofiness: '010990018',
    rs: 'GROUPE DES DOMBES',
    ligneacheminement: '01330 VILLARS LES DOMBES',
    departement: '01',
    libdepartement: 'AIN',
    statutjuridique: '13',
    libstatutjuridique: 'Etablissement Public Communal',
    categetab: '355',
    libcategetab: 'Centre Hospitalier (C.H.)',
    siren: '260990018',
    datecrea: '1980-03-01',
    ...values,
  });

/** A line of a site, in the same way. */
export const site = (values: Values<typeof structureet> = {}): string =>
  line(structureet, {
    section: 'structureet',
    nofinesset: '010990109',
    nofinessej: '010990018',
    rs: 'HOPITAL DES DOMBES',
    numvoie: '12',
    typvoie: 'R',
    voie: 'DES ETANGS',
    commune: '443',
    departement: '01',
    libdepartement: 'AIN',
    ligneacheminement: '01330 VILLARS LES DOMBES',
    telephone: '0400000001',
    categetab: '355',
    libcategetab: 'Centre Hospitalier (C.H.)',
    siret: '26099001800011',
    dateouv: '1981-05-04',
    datemaj: '2020-01-01',
    ...values,
  });

/** A line of coordinates in metres; the projection defaults to Lambert-93. */
export const place = (values: Values<typeof geolocalisation> = {}): string =>
  line(geolocalisation, {
    section: 'geolocalisation',
    nofinesset: '010990109',
    coordxet: '870262.2',
    coordyet: '6571540.8',
    sourcecoordet: '1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93 (Métropole)',
    datemaj: '2021-01-04',
    ...values,
  });

/** The text of an extract of a date. */
export const extract = (day: string, ...lines: string[]): string =>
  [`finess;etalab;96;${day}`, ...lines, ''].join('\n');

/** A number of sites of one legal entity, with consecutive numbers. */
export const sites = (count: number, values: Values<typeof structureet> = {}): string[] =>
  Array.from({ length: count }, (_, index) =>
    site({ nofinesset: `0109${String(10_000 + index)}`, siret: '', ...values }),
  );

export interface ImportTest {
  database: TestDatabase;
  folder: string;
  /** Writes files to the test's folder, by name, and returns their paths. */
  write(files: Record<string, string | Buffer>): Promise<string[]>;
  /** Imports texts as files of a source. */
  load(
    files: Record<string, string | Buffer>,
    options?: Partial<ImportOptions>,
    source?: ImportSource,
  ): Promise<ImportRun>;
  /** The rejects and warnings of the last load, without the text of the lines. */
  rejects(): Promise<string[]>;
  /** What a load changed in the rows of one target. */
  counts(
    files: Record<string, string | Buffer>,
    target: string,
    options?: Partial<ImportOptions>,
    source?: ImportSource,
  ): Promise<object>;
}

/** A database and a folder for the tests of one file. */
export function importTest(): ImportTest {
  const test = {} as ImportTest;
  beforeAll(async () => {
    test.database = await cloneDatabase();
    test.folder = await mkdtemp(join(tmpdir(), 'maillage-import-'));
  });
  afterAll(async () => {
    await test.database.drop();
    await rm(test.folder, { recursive: true });
  });
  test.write = async (files) => {
    const paths = [];
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(test.folder, name), content);
      paths.push(join(test.folder, name));
    }
    return paths;
  };
  test.load = async (files, given = {}, source = finess) => {
    await rm(join(test.folder, 'rejects.csv'), { force: true });
    const options = {
      strict: false,
      dryRun: false,
      force: false,
      partial: false,
      rejects: join(test.folder, 'rejects.csv'),
      ...given,
    };
    return runImport(test.database.url, source, await test.write(files), options, silent);
  };
  test.counts = async (files, target, options, source) =>
    (await test.load(files, options, source)).summary.targets.get(target)!;
  test.rejects = async () => {
    const text = await readFile(join(test.folder, 'rejects.csv'), 'utf8').catch(() => '');
    const rows: string[][] = parse(text, { delimiter: ';', from: 2 });
    return rows.map((row) => row.slice(0, 4).join(';'));
  };
  return test;
}

/** A progress display that shows nothing. */
export const silent = { start() {}, update() {}, stop() {}, log() {} };

/** Everything that an import may change, to compare before and after. */
export async function everything({ query }: TestDatabase): Promise<unknown> {
  const tables = [
    'source',
    'nomenclature',
    'establishment',
    'identifier',
    '"grouping"',
    'grouping_identifier',
    'membership',
    'succession',
    'grouping_population',
    'statistics_table',
    'yearly_owner',
    'yearly_grouping',
    'register_extract',
    'register_event_list',
    'territory_population',
    'clinical.authorisation',
    'clinical.authorised_capacity',
    'clinical.care_activity',
    'clinical.declared_activity',
    'clinical.imaging_activity',
    'clinical.intern_census',
    'clinical.medical_staff',
    'clinical.other_staff',
    'clinical.emergency_activity',
    'clinical.critical_care',
    'clinical.perinatal_activity',
    'clinical.operating_theatres',
    'clinical.dialysis_activity',
    'clinical.grouping_care_activity',
    'clinical.grouping_imaging_activity',
  ];
  const contents = [];
  for (const table of tables)
    contents.push(
      await query(
        `select count(*)::int, md5(string_agg(t::text || xmin::text, ',' order by t::text)) from ${table} as t`,
      ),
    );
  return contents;
}
