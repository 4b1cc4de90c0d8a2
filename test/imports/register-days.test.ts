import { beforeAll, describe, expect, it } from 'vitest';
import { finess } from '../../imports/finess/index.ts';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import type { ImportSource } from '../../imports/pipeline/source.ts';
import * as plus from './finess-plus-fixtures.ts';
import { extract, importTest, legalEntity, site, sites } from './fixtures.ts';

const test = importTest();

type Load = [source: ImportSource, files: Record<string, string | Buffer>, options?: object];

const scratch = `finess not in (select finess from original)`;
const contents: Record<string, string> = {
  establishment: `select to_jsonb(e) - 'search_words' - 'changed_at' from establishment e where ${scratch} order by finess`,
  identifier: `select to_jsonb(i) - 'changed_at' - 'row_version' from identifier i where establishment_finess not in (select finess from original) order by 1`,
  nomenclature: 'select to_jsonb(n) from nomenclature n order by 1',
  extracts: 'select to_jsonb(r) from register_extract r order by 1',
  groups: `select code, name, closed_on from "grouping" where source_code = 'finess-plus' order by 1`,
  members: `select grouping_code, establishment_finess, role, period::text from membership where source_code = 'finess-plus' order by 1, 2, 3`,
};

/** What a hub with the reference dataset has after these imports, beyond what it had before. */
async function hubAfter(loads: Load[]): Promise<Record<string, unknown[]>> {
  for (const [source, files, options] of loads) await test.load(files, options, source);
  const found: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(contents)) found[name] = await test.database.query(query);
  return found;
}

/** Empties what imports write, but for the reference dataset. */
async function empty(): Promise<void> {
  for (const statement of [
    `delete from membership where source_code = 'finess-plus'`,
    'delete from grouping_identifier',
    `delete from "grouping" where source_code = 'finess-plus'`,
    'delete from identifier where establishment_finess not in (select finess from original)',
    `delete from establishment where ${scratch}`,
    'delete from register_extract',
    'delete from nomenclature',
    'insert into nomenclature select * from label',
  ])
    await test.database.query(statement);
}

beforeAll(async () => {
  await test.database.query('create table original as select finess from establishment');
  await test.database.query('create table label as select * from nomenclature');
});

const [oldSite, oldEntity] = [
  {
    rs: 'HOPITAL ANCIEN',
    telephone: '0400000099',
    categetab: '101',
    libcategetab: 'Old label',
    siret: '26099001800029',
  },
  { rs: 'GROUPE ANCIEN', libcategetab: 'Old label of 355' },
];
const legacy = (day: string, entity = oldEntity): Load => [
  finess,
  {
    'ej.csv': extract(
      day,
      legalEntity(entity),
      legalEntity({ ...entity, nofiness: '010990026', rs: 'ONLY IN THE OLD FORM' }),
    ),
    'et.csv': extract(
      day,
      site(oldSite),
      site({ nofinesset: '010990117', rs: 'ONLY IN THE OLD FORM', siret: '', libcategetab: entity.libcategetab }),
      site({ nofinesset: '010990125', siret: '', telephone: '', libcategetab: entity.libcategetab }),
    ),
  },
];
const today: Load = [
  finessPlus,
  plus.file('2026-07-07', {
    gcc: [plus.group([plus.member('2', 'S')])],
    gco: [
      {
        pmSmsseId: '2',
        typeGco: '003',
        pmejDuGco: [plus.member('2', 'M')],
        egeDuGco: [{ egeId: '7', typeRoleEntiteGroupe: 'M' }],
      },
    ],
    pmej: [
      plus.person('2', '010990018', {
        ege: [
          plus.site('7', '010990109', { contact: [] }),
          plus.site('8', '010990125', { etatObjet: 'I', categorieentiteGeographiqueExercice: '101' }),
        ],
      }),
    ],
  }),
];

const [first, second] = [
  legacy('2021-01-08'),
  legacy('2026-05-12', { rs: 'GROUPE RENOMME', libcategetab: 'New label of 355' }),
];
const orders: [string, Load[]][] = [
  ['both older ones first', [first, second, today]],
  ['between the older ones', [first, today, second]],
  ['first', [today, first, second]],
  ['first, and the oldest last', [today, second, first]],
];

describe('the legacy form and FINESS+', () => {
  it.each(orders)(
    'give the same hub in any order, the newer statement of each row with what only the older form states: FINESS+ %s',
    async (_, loads) => {
      await empty();
      const found = await hubAfter(loads);
      expect(found['establishment']!.map((row) => Object.values(row as object)[0])).toMatchObject([
        {
          finess: '010990018',
          name: 'ENTITE 2',
          category_code: '355',
          category_listed_on: '2026-05-12',
          listed_on: '2026-07-07',
          closed_on: null,
        },
        { finess: '010990026', name: 'ONLY IN THE OLD FORM', listed_on: '2026-05-12', closed_on: '2026-07-07' },
        { finess: '010990109', name: 'CLINIQUE DES DOMBES', phone: '0400000099', category_code: '365' },
        { finess: '010990117', listed_on: '2026-05-12', closed_on: '2026-07-07' },
        { finess: '010990125', category_code: '101', closed_on: '2026-07-07', listed_on: '2026-07-07' },
      ]);
      expect(found['nomenclature']).toContainEqual(
        expect.objectContaining({ to_jsonb: expect.objectContaining({ code: '355', label: 'New label of 355' }) }),
      );
      expect(found['groups']).toMatchObject([{ code: '010990018' }, { code: '84999' }]);
      expect(found['members']).toHaveLength(3);
      await empty();
      expect(await hubAfter(orders[0]![1])).toEqual(found);
    },
  );

  it('are each refused when they are older than the last of their own form', async () => {
    await empty();
    await hubAfter([second]);
    await expect(hubAfter([first])).rejects.toThrow(/older than the loaded one of 2026-05-12/);
  });

  it('report what an older extract lists and a later one does not, if it is most of it', async () => {
    await empty();
    await hubAfter([today]);
    const many = { 'et.csv': extract('2021-01-08', ...sites(150)) };
    await expect(test.load(many, {}, finess)).rejects.toThrow(
      /et\.csv is older than the extract of 2026-07-07, which does not list 150 of the \d+ open sites/,
    );
  });
});

it('a telephone number of another source is kept when the register is loaded again', async () => {
  await empty();
  const content = { 'et.csv': extract('2021-01-08', site({ telephone: '' })) };
  await test.load(content);
  await test.database.query(`update establishment set phone = '0477967800' where finess = '010990109'`);
  expect(await test.counts(content, 'establishments')).toMatchObject({ changed: 0 });
  expect(await test.database.query(`select phone from establishment where finess = '010990109'`)).toEqual([
    { phone: '0477967800' },
  ]);
});

it('a part of an extract does not date its source, nor put older labels back', async () => {
  await empty();
  await test.database.query(
    `delete from source where code = 'finess' and not exists (select from establishment where source_code = 'finess')`,
  );
  const dated = async () =>
    (await test.database.query(`select extracted_on::text as day from source where code = 'finess'`))[0];
  const of = (day: string, libcategetab: string) => ({ 'et.csv': extract(day, site({ libcategetab })) });
  await test.load(of('2021-01-08', 'Lieux de vie'));
  expect(await dated()).toEqual({ day: '2021-01-08' });
  await test.load(of('2026-05-12', "Lieux de Vie et d'Accueil"), { partial: true });
  expect(await dated()).toEqual({ day: '2021-01-08' });
  await test.load(of('2021-01-08', 'Lieux de vie'));
  expect(await test.database.query(`select label from nomenclature where code = '355'`)).toEqual([
    { label: "Lieux de Vie et d'Accueil" },
  ]);
});
