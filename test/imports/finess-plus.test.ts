import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../services/imports/finess-plus/index.ts';
import { everything, importTest } from './fixtures.ts';

const test = importTest();

const site = (egeId: string, numFinessEge: string, rest = {}) => ({
  informationsGeneralesEGE: {
    egeId,
    numFinessEge,
    nomEgeCourt: 'CLINIQUE DES DOMBES',
    nomEgeLong: 'CLINIQUE INTERCOMMUNALE DES DOMBES',
    dateOuverture: '1956-11-16',
    siret: '26099001800011',
  },
  categorieentiteGeographiqueExercice: '365',
  adresse: [
    {
      numeroVoie: '62',
      typeVoie: 'AV',
      libelleVoie: 'DES ETANGS',
      lieuDit: 'BP 132',
      cogCommune: '01443',
      ligneAcheminement: 'VILLARS LES DOMBES',
      codePostal: '01330',
      coordonneesGeographique: {
        coordonneeX: '6570414.61',
        coordonneeY: '873766.07',
        directionLatitude: '46.002',
        directionLongitude: '5.03',
      },
    },
  ],
  contact: [{ telecom: { telephone: '0400000001' } }],
  etatObjet: 'A',
  ...rest,
});

const person = (pmSmsseId: string, numFinessPm: string, rest = {}) => ({
  informationsGeneralesPMEJ: {
    pmSmsseId,
    numFinessPm,
    denominationPm: `ENTITE ${pmSmsseId}`,
    siren: '260990018',
    statutJuridique: '13',
    dateCreation: '1980-03-01',
  },
  adresse: [],
  contact: [],
  ege: [] as object[],
  etatObjet: 'A',
  ...rest,
});

const member = (pmSmsseId: string, typeRoleEntiteGroupe: string) => ({ pmSmsseId, typeRoleEntiteGroupe });
const group = (members: object[], rest = {}) => ({
  gccId: '1',
  nomGcc: 'Dombes',
  typeGcc: '001',
  gccIdentifiantExterne: '84999',
  evenement: [],
  pmejDuGcc: members,
  egeDuGcc: [],
  etatObjet: 'A',
  ...rest,
});

const entities = [
  person('2', '010990018', { ege: [site('799', '010990109')] }),
  person('3', '010990026'),
  person('4', '010990034'),
];
const file = (day: string, content: object) => ({
  'plus.json': JSON.stringify({ generatedAt: `${day}T15:49:37Z`, gcc: [], gco: [], pmej: entities, ...content }),
});
const load = (day: string, content: object, options = {}) => test.load(file(day, content), options, finessPlus);
const members = () =>
  test.database.query(
    `select grouping_code as code, establishment_finess as finess, role, period::text from membership where source_code = 'finess-plus' order by 1, 2, 3, 4`,
  );

describe('an extract of FINESS+', () => {
  it('gives legal entities, sites, territorial groups and groups that are legal persons', async () => {
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

  it('ends the membership that a listed group has no longer, and begins it anew when it is back', async () => {
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

  it('dates a membership by an event between the group and its member', async () => {
    const event = (identifiantObjet2: string | undefined, dateEvenement: string) => ({
      dateEvenement,
      identifiantObjet1: '1',
      identifiantObjet2,
    });
    await load('2025-10-09', {
      gcc: [
        group([member('2', 'S'), member('3', 'M')], {
          evenement: [event(undefined, '2015-01-01'), event('2', '2017-01-01'), event('2', '2019-01-01')],
        }),
      ],
    });
    expect((await members()).find((row) => row['role'] === 'SUPPORT')).toMatchObject({ period: '[2017-01-01,)' });
  });

  it('closes what is not active, and the memberships of a group with it', async () => {
    await load('2025-11-09', {
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
    expect(await test.database.query(`select closed_on::text from "grouping" where code = '84999'`)).toEqual([
      { closed_on: '2025-11-09' },
    ]);
    expect((await members()).filter((row) => (row['period'] as string).endsWith(',)'))).toEqual([]);
  });

  it('finds by its number a member that an earlier file named, and rejects one that none did', async () => {
    const run = await load(
      '2025-12-09',
      { gcc: [group([member('3', 'M'), member('77', 'M')])], gco: [{ pmSmsseId: '78', typeGco: '002' }], pmej: [] },
      { partial: true },
    );
    expect(run.summary.files.get('plus.json')).toEqual({ read: 2, rejected: 2, warnings: 0 });
    const rejects = await readFile(join(test.folder, 'rejects.csv'), 'utf8');
    expect(rejects).toContain('plus.json;1;rejected;no establishment has the number 77 of this member (pmSmsseId)');
    expect(rejects).toContain('plus.json;2;rejected;no legal entity has the number 78 of this group (pmSmsseId)');
    expect((await members()).at(-1)).toEqual({
      code: '84999',
      finess: '010990026',
      role: 'PARTY',
      period: '[2025-12-09,)',
    });
  });

  it('leaves out a bad legal entity without its sites, and a bad site alone', async () => {
    const pmej = [
      person('5', '010990042', {
        informationsGeneralesPMEJ: { pmSmsseId: '5', numFinessPm: '010990042', denominationPm: '' },
        ege: [site('900', '010990208'), site('901', '010990216', { categorieentiteGeographiqueExercice: 'x' })],
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
      { finess: '010990042', name: '010990042' },
      { finess: '010990208', name: 'CLINIQUE DES DOMBES' },
    ]);
  });
});

describe('a file of FINESS+ is refused', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'that is no JSON',
      { 'plus.json': '{"generatedAt":"2026-01-01T00:00:00Z", oops' },
      /plus\.json is not JSON, or is cut off/,
    ],
    [
      'that is cut off',
      { 'plus.json': JSON.stringify({ generatedAt: '2026-01-01', pmej: entities }).slice(0, -40) },
      /plus\.json is not JSON, or is cut off/,
    ],
    [
      'that does not say when it was made',
      { 'plus.json': '{"pmej":[]}' },
      /plus\.json is not a file of structures of FINESS\+/,
    ],
    [
      'older than what is loaded',
      file('2024-01-01', {}),
      /plus\.json, record 1: extract of 2024-01-01, older than the one of/,
    ],
    [
      'whose numbers lost their zeros',
      file('2026-01-01', {
        pmej: [
          {
            ...person('8', ''),
            informationsGeneralesPMEJ: { pmSmsseId: '8', numFinessPm: 10_990_018, denominationPm: 'A' },
          },
          person('9', '10990026'),
        ],
      }),
      /plus\.json, record 2: the number 10990026 has 8 digits: it lost its leading zero, as on record 1/,
    ],
    [
      'of other records',
      file('2026-01-01', { pmej: [], gco: { pm_smsseId: '1' }, gcc: [{ id: 1 }, { id: 2 }] }),
      /plus\.json, record 1: the record is no legal entity \(pmej\) and no group/,
    ],
  ])('%s', async (_, files, message) => {
    const before = await everything(test.database);
    await expect(test.load(files, {}, finessPlus)).rejects.toThrow(message);
    expect(await everything(test.database)).toEqual(before);
  });
});
