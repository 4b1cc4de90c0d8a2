import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { entities, file, group, member, person, site } from './finess-plus-fixtures.ts';
import { everything, importTest } from './fixtures.ts';

const test = importTest();

const load = (day: string, content: object, options = {}) => test.load(file(day, content), options, finessPlus);
const members = () =>
  test.database.query(
    `select grouping_code as code, establishment_finess as finess, role, period::text from membership where source_code = 'finess-plus' order by 1, 2, 3, 4`,
  );

describe('an extract of FINESS+', () => {
  it('loads legal entities, sites, territorial groups and groups that are legal persons', async () => {
    const content = {
      gcc: [group([member('2', 'S'), member('3', 'M')])],
      gco: [
        {
          pmSmsseId: '4',
          typeGco: '003',
          pmejDuGco: [member('3', 'M')],
          egeDuGco: [{ egeId: '799', typeRoleEntiteGroupe: 'M' }],
        },
      ],
    };
    const { summary } = await load('2025-03-09', content);
    expect(summary.files.get('plus.json')).toEqual({ read: 6, rejected: 0, warnings: 0 });
    expect(
      await test.database.query(
        `select code, kind, name, legal_entity_finess as entity from "grouping" where source_code = 'finess-plus' order by 1`,
      ),
    ).toEqual([
      { code: '010990034', kind: 'GCS_MEANS', name: 'ENTITE 4', entity: '010990034' },
      { code: '84999', kind: 'GHT', name: 'Dombes', entity: null },
    ]);
    expect(await members()).toEqual([
      { code: '010990034', finess: '010990026', role: 'MEMBER', period: '(,)' },
      { code: '010990034', finess: '010990109', role: 'MEMBER', period: '(,)' },
      { code: '84999', finess: '010990018', role: 'SUPPORT', period: '(,)' },
      { code: '84999', finess: '010990026', role: 'PARTY', period: '(,)' },
    ]);
    const [row] = await test.database.query(`select *, opened_on::text from establishment where finess = '010990109'`);
    expect(row).toMatchObject({
      level: 'SITE',
      name: 'CLINIQUE DES DOMBES',
      category_code: '365',
      legal_entity_finess: '010990018',
      address_lines: ['62 AV DES ETANGS', 'BP 132'],
      commune_code: '01443',
      latitude: 46.002,
      longitude: 5.03,
      phone: '0400000001',
      opened_on: '1956-11-16',
      source_code: 'finess-plus',
    });
  });

  it('changes nothing the second time', async () => {
    const content = {
      gcc: [group([member('2', 'S'), member('3', 'M')])],
      gco: [
        {
          pmSmsseId: '4',
          typeGco: '003',
          pmejDuGco: [member('3', 'M')],
          egeDuGco: [{ egeId: '799', typeRoleEntiteGroupe: 'M' }],
        },
      ],
    };
    const before = await everything(test.database);
    const { summary } = await load('2025-03-09', content);
    expect([...summary.targets.values()].every((counts) => counts.new + counts.changed + counts.gone === 0)).toBe(true);
    expect(summary.targets.get('memberships')!.same).toBe(4);
    expect(await everything(test.database)).toEqual(before);
  });

  it('ends a membership that a listed group no longer has, and adds a new one when it is back', async () => {
    const { summary } = await load('2025-06-09', { gcc: [group([member('2', 'S')])] });
    expect(summary.targets.get('memberships')).toEqual({ new: 0, changed: 0, same: 1, gone: 3 });
    expect(summary.targets.get('groupings')).toEqual({ new: 0, changed: 0, same: 1, gone: 1 });
    await load('2025-09-09', { gcc: [group([member('2', 'S'), member('3', 'M')])] });
    expect((await members()).filter((row) => row['finess'] === '010990026')).toEqual([
      { code: '010990034', finess: '010990026', role: 'MEMBER', period: '(,2025-06-09)' },
      { code: '84999', finess: '010990026', role: 'PARTY', period: '(,2025-06-09)' },
      { code: '84999', finess: '010990026', role: 'PARTY', period: '[2025-09-09,)' },
    ]);
  });

  it('dates no membership by an event: what the codes mean is not published', async () => {
    const event = { dateEvenement: '2017-01-01', identifiantObjet1: '1', identifiantObjet2: '2' };
    await load('2025-10-09', { gcc: [group([member('2', 'S'), member('3', 'M')], { evenement: [event] })] });
    expect((await members()).find((row) => row['role'] === 'SUPPORT')).toMatchObject({ period: '(,)' });
  });

  it('closes what is not active, and the memberships of a group with it', async () => {
    await load('2025-11-09', {
      gco: [{ pmSmsseId: '4', typeGco: '003', pmejDuGco: [member('3', 'M')] }],
      gcc: [group([member('2', 'S')], { etatObjet: 'F' })],
      pmej: [
        entities[0],
        entities[1],
        person('4', '010990034', {
          etatObjet: 'F',
          informationsGeneralesPMEJ: {
            pmSmsseId: '4',
            numFinessPm: '010990034',
            denominationPm: 'ENTITE 4',
            dateFermeture: '2025-10-31',
          },
        }),
      ],
    });
    expect(await test.database.query(`select closed_on::text from establishment where finess = '010990034'`)).toEqual([
      { closed_on: '2025-10-31' },
    ]);
    expect(
      await test.database.query(
        `select code, closed_on::text from "grouping" where code in ('84999', '010990034') order by 1`,
      ),
    ).toEqual([
      { code: '010990034', closed_on: '2025-10-31' },
      { code: '84999', closed_on: '2025-11-09' },
    ]);
    expect((await members()).filter((row) => (row['period'] as string).endsWith(',)'))).toEqual([]);
  });

  it('finds a member in another part of the extract by its number, and rejects an unknown one', async () => {
    await load('2025-12-09', {}, { partial: true });
    const run = await load(
      '2025-12-09',
      { gcc: [group([member('3', 'M'), member('77', 'M')])], gco: [{ pmSmsseId: '78', typeGco: '002' }], pmej: [] },
      { partial: true },
    );
    expect(run.summary.files.get('plus.json')).toEqual({ read: 2, rejected: 2, warnings: 0 });
    const rejects = await readFile(join(test.folder, 'rejects.csv'), 'utf8');
    expect(rejects).toContain(
      'plus.json;1;rejected;not exactly one establishment of the extract has the number of this member (pmSmsseId 77)',
    );
    expect(rejects).toContain(
      'plus.json;2;rejected;not exactly one legal entity of the extract has the number of this group (pmSmsseId 78)',
    );
    expect((await members()).at(-1)).toEqual({
      code: '84999',
      finess: '010990026',
      role: 'PARTY',
      period: '[2025-12-09,)',
    });
  });

  it('rejects a bad legal entity but not its sites, and a bad site on its own', async () => {
    const pmej = [
      person('5', '010990042', {
        informationsGeneralesPMEJ: { pmSmsseId: '5', numFinessPm: '010990042', denominationPm: '' },
        ege: [site('900', '010990208'), site('901', '01099021X')],
      }),
      { informationsGeneralesPMEJ: {} },
    ];
    const run = await load('2025-12-09', { pmej }, { partial: true });
    expect(run.summary.files.get('plus.json')).toEqual({ read: 4, rejected: 3, warnings: 0 });
    expect(
      await test.database.query(
        `select finess, name from establishment where finess in ('010990042', '010990208', '010990216') order by 1`,
      ),
    ).toEqual([
      { finess: '010990042', name: 'CLINIQUE DES DOMBES' },
      { finess: '010990208', name: 'CLINIQUE DES DOMBES' },
    ]);
  });

  it('uses the later of two records of a number, and shows the other one as it was read', async () => {
    const twice = [site('902', '010990208', { etatObjet: 'I' }), site('902', '010990208')];
    await load('2025-12-09', { pmej: [person('5', '010990042', { ege: twice })] }, { partial: true });
    expect(await readFile(join(test.folder, 'rejects.csv'), 'utf8')).toMatch(
      /^plus\.json;2;rejected;"duplicate number 010990208; line 3 is used";.*""finess"": ""010990208"".*""closed_on"": ""2025-12-09""/m,
    );
  });
});
