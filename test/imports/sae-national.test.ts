import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport, type ImportRun } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { cloneNationalWithSae, hasSae, saeFolders } from '../support/national.ts';
import { everything } from './fixtures.ts';
import { disciplines, modalities, read, sum, years } from './sae-plain.ts';

const options = { strict: true, dryRun: false, force: false, partial: false, rejects: '/dev/null' };
const silent = { start() {}, update() {}, stop() {}, log() {} };

describe.skipIf(!hasSae)('the statistics of hospitals of 2023 and 2024', () => {
  let database: TestDatabase;
  const figures = async (text: string, ...values: unknown[]): Promise<number[]> =>
    Object.values((await database.query(text, values))[0]!).map(Number);
  const care = (year: number, discipline: string, table = 'care_activity') =>
    figures(
      `select ${['beds', 'places', 'full_stays', 'day_stays', 'bed_days']
        .map((figure) => `coalesce(sum(${figure}), 0)`)
        .map((text, index) => `${text} as f${index}`)
        .join(', ')}
       from clinical.${table} where year = $1 and discipline = $2`,
      year,
      discipline,
    );

  beforeAll(async () => {
    database = await cloneNationalWithSae();
  }, 300_000);
  afterAll(() => database.drop());

  it.each(years)('%i: each discipline has the total of its table', async (year) => {
    for (const [discipline, table, counts, columns] of disciplines) {
      const lines = read(table, year).filter(counts);
      expect([discipline, ...(await care(year, discipline))]).toEqual([
        discipline,
        ...columns.map((names) => sum(lines, ...names)),
      ]);
    }
  });

  it.each(years)('%i: each modality has the total of the table of imaging', async (year) => {
    for (const [code, modality] of modalities) {
      const lines = read('IMAGES', year).filter((line) => line['EQUIPIMA'] === code);
      const found = await figures(
        `select sum(devices) as a, sum(operated_devices) as b, sum(inpatient_exams) as c, sum(outpatient_exams) as d, sum(exams) as e
         from clinical.imaging_activity where year = $1 and modality = $2`,
        year,
        modality,
      );
      expect([modality, ...found]).toEqual([
        modality,
        ...[['NB'], ['NBEXP'], ['ACTET', 'ACTEXET', 'ACTEXEJ'], ['ACTEX'], ['ACT']].map((names) =>
          sum(lines, ...names),
        ),
      ]);
    }
  });

  it.each(years)('%i: interns have the totals of their table', async (year) => {
    const columns = ['INTMED', 'INTGEN', 'INTURG', 'INTPHA', 'INTODO', 'INT'];
    expect(
      await figures(
        `select sum(medicine) as a, sum(general_practice) as b, sum(emergency) as c, sum(pharmacy) as d, sum(odontology) as e, sum(total) as f
         from clinical.intern_census where year = $1`,
        year,
      ),
    ).toEqual(columns.map((column) => sum(read('Q22', year), column)));
  });

  it.each(years)('%i: groups have the totals of their table', async (year) => {
    const lines = read('GHT', year);
    const beds = year === 2023 ? 'CAP_COMPLET_TOT' : 'CAP_HC_TOT';
    const psychiatry = [[beds], ['CAP_HDJ_TOT', 'CAP_HDN_TOT'], ['SEJ_HTP_TOT'], ['VEN_HDJ_TOT', 'VEN_HDN_TOT'], []];
    const columns: [string, string[][]][] = [
      ...disciplines.filter(([, table]) => table === 'MCO').map(([name, , , own]): [string, string[][]] => [name, own]),
      ['REHABILITATION', ['LIT', 'PLA', 'SEJHC', 'JOUHP', 'JOUHC'].map((figure) => [`${figure}_SSR`])],
      ['PSYCHIATRY', psychiatry],
      ['HOME_HOSPITALISATION', [[], ['PLATOT_HAD'], ['SEJ_HAD'], [], ['JOU_HAD']]],
      ['LONG_TERM_CARE', [['LIT_USLD'], [], [], [], ['JOU_USLD']]],
    ];
    for (const [discipline, names] of columns)
      expect([discipline, ...(await care(year, discipline, 'grouping_care_activity'))]).toEqual([
        discipline,
        ...names.map((own) => sum(lines, ...own)),
      ]);
    for (const [code, modality] of modalities)
      expect(
        await figures(
          'select sum(devices) from clinical.grouping_imaging_activity where year = $1 and modality = $2',
          year,
          modality,
        ),
      ).toEqual([sum(lines, `NB_${code}`)]);
    expect(
      await figures('select count(distinct grouping_code) from clinical.grouping_care_activity where year = $1', year),
    ).toEqual([135]);
  });

  it.each([
    [2023, { mri: 996, scanners: 1169, mriExams: 3_934_909, beds: 187_427, interns: 30_099 }],
    [2024, { mri: 1069, scanners: 1230, mriExams: 4_165_376, beds: 186_273, interns: 30_630 }],
  ])('%i has the well-known figures', async (year, expected) => {
    const [row] = await database.query(
      `select
         (select sum(devices)::int from clinical.imaging_activity where year = $1 and modality = 'MRI') as mri,
         (select sum(devices)::int from clinical.imaging_activity where year = $1 and modality = 'SCANNER') as scanners,
         (select sum(exams)::int from clinical.imaging_activity where year = $1 and modality = 'MRI') as "mriExams",
         (select sum(beds)::int from clinical.care_activity where year = $1 and discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS')) as beds,
         (select sum(total)::int from clinical.intern_census where year = $1) as interns`,
      [year],
    );
    expect(row).toEqual(expected);
  });

  it('names legal entities, and keeps the accents of groups', async () => {
    const rows = await database.query(
      `select finess as code, name, legal_status_code as status from establishment where finess in ('570005165', '750810814', '750712184')
       union all select code, name, kind from "grouping" where code in ('44109', '01101', '11212') order by 1`,
    );
    expect(rows).toEqual([
      { code: '01101', name: 'ile du nord', status: 'GHT' },
      { code: '11212', name: 'Psy Sud Paris', status: 'GHT_PSYCHIATRY' },
      { code: '44109', name: 'CŒUR GRAND EST', status: 'GHT' },
      { code: '570005165', name: 'CHR METZ-THIONVILLE', status: '14' },
      { code: '750712184', name: 'ASSISTANCE PUBLIQUE-HOPITAUX DE PARIS', status: '15' },
      { code: '750810814', name: 'SERVICE DE SANTE DES ARMEES', status: '01' },
    ]);
  });

  it('keeps what the register of 2021 does not know, and the facts of the register for all others', async () => {
    const listed = new Set(
      (await database.query(`select finess from establishment where listed_on is not null`)).map(
        (row) => row['finess'],
      ),
    );
    const sites = years
      .flatMap((year) => [...read('ID', year), ...read('IDB', year)])
      .filter((line) => line['FI_EJ'] !== '' && line['FI_EJ'] !== line['FI'] && !listed.has(line['FI']));
    expect(new Set(sites.map((line) => line['FI'])).size).toBe(510);
    expect(
      await figures(
        `select count(*) filter (where level = 'SITE') as sites, count(*) filter (where level = 'LEGAL_ENTITY' and name not in (finess, coalesce(derived_name, ''))) as named from establishment as one
         where source_code ~ '^sae-' and listed_on is null
           and not exists (select from establishment as site where site.legal_entity_finess = one.finess and site.listed_on is not null)`,
      ),
    ).toEqual([510, 24]);
    expect(
      await figures(`select count(*) from establishment where listed_on is not null and source_code <> 'finess'`),
    ).toEqual([0]);
    expect(
      await figures(
        `select count(*) from establishment where legal_entity_finess = '750810814' and category_code = '114'`,
      ),
    ).toEqual([8]);
    expect(await database.query(`select establishment_finess from identifier where value = '750821092'`)).toEqual([
      { establishment_finess: '750810814' },
    ]);
    // Every establishment of a figure exists.
    expect(
      await figures(
        `select count(*) from (
           select establishment_finess from clinical.care_activity union select establishment_finess from clinical.imaging_activity
           union select establishment_finess from clinical.intern_census) as about
         where not exists (select from establishment where finess = establishment_finess)`,
      ),
    ).toEqual([0]);
  });

  it('changes nothing the second time, and reports the same', async () => {
    const before = await everything(database);
    const again: ImportRun = await runImport(database.url, sae, saeFolders, options, silent);
    expect([...again.summary.targets.values()].filter((one) => one.new + one.changed + one.gone > 0)).toEqual([]);
    expect(again.summary.targets.get('establishments in SAE only')!.same).toBe(900);
    expect([...again.summary.files.values()].reduce((all, { rejected }) => all + rejected, 0)).toBe(0);
    expect(await everything(database)).toEqual(before);
  }, 120_000);
});
