import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { file, person, site } from './finess-plus-fixtures.ts';
import { importTest } from './fixtures.ts';

const test = importTest();
const event = (evenementId: string, rest = {}) => ({
  evenementId,
  dateEnregistrement: '2026-07-07 13:33:45',
  dateEvenement: '2006-04-28',
  etatObjet1: '010',
  identifiantObjet1: '799',
  identifiantObjet2: null,
  systemeMaitre: '02',
  typeObjet1: 'EG',
  typeObjet2: null,
  codeEvenement: '010',
  ...rest,
});
const load = (day: string, evenement: object[], options = {}) =>
  test.load(
    file(day, {
      pmej: [person('2', '010990018', { evenement: [event('1')], ege: [site('799', '010990109', { evenement })] })],
    }),
    { partial: true, ...options },
    finessPlus,
  );
const stored = () =>
  test.database.query(
    `select number::text, code, state, happened_on::text as happened, recorded_on::text as recorded, object_type as type, object_number as object, other_object_type as other, listed_on::text as listed
     from register_event where establishment_finess = '010990109' order by key`,
  );

describe('the events of FINESS+', () => {
  const plain = {
    code: '010',
    state: '010',
    happened: '2006-04-28',
    recorded: '2026-07-07',
    type: 'EG',
    object: '799',
    other: null,
  };

  it('are stored as they come, and one that cannot be read is left out with a warning', async () => {
    const other = event('12', {
      dateEvenement: '1900-01-01',
      typeObjet2: 'PM',
      etatObjet1: '',
      identifiantObjet1: 'a"\\b',
    });
    const { summary } = await load('2026-07-07', [event('2'), other, event('3', { codeEvenement: '' }), event('x')]);
    expect(summary.files.get('plus.json')).toEqual({ read: 2, rejected: 0, warnings: 2 });
    expect((await test.rejects()).map((reject) => reject.split(';').slice(2).join(';'))).toEqual([
      'warning;loaded without a value: the code (empty) of an event is not a code',
      'warning;loaded without a value: the number x of an event is not a number',
    ]);
    expect(await stored()).toEqual([
      { number: '2', ...plain, listed: '2026-07-07' },
      { number: '12', ...plain, happened: null, state: null, object: 'a"\\b', other: 'PM', listed: '2026-07-07' },
    ]);
    expect(summary.targets.get('establishments with events')).toEqual({ new: 2, changed: 0, same: 0, gone: 0 });
  });

  it('are replaced by those of a later file, and by none of an older one', async () => {
    const { summary } = await load('2026-07-07', [event('2')]);
    expect(summary.targets.get('establishments with events')).toEqual({ new: 0, changed: 1, same: 1, gone: 0 });
    await load('2026-06-07', [event('7')], { force: true });
    expect(await stored()).toEqual([{ number: '2', ...plain, listed: '2026-07-07' }]);
    await load('2026-08-07', []);
    expect(await stored()).toEqual([]);
  });
});

const samples = ['activites', 'structures'].map(
  (name) => `data/finess/samples/finess_plus_${name}_202607_sample.json.gz`,
);

interface Listed {
  evenement: { codeEvenement: string }[];
}

describe.skipIf(!hasShared(...samples))('the real events of July 2026', () => {
  it('are those of the files, by code', async () => {
    const [activities, structures] = samples.map((path) =>
      JSON.parse(gunzipSync(readFileSync(sharedPath(path))).toString()),
    );
    for (const path of samples)
      await test.load({ 'july.json.gz': readFileSync(sharedPath(path)) }, { partial: true }, finessPlus);
    const listed: Listed[] = [
      ...activities.pmej.flatMap(
        (holder: { activitesAutorisees: Listed[]; ege: { activitesExercees: Listed[] }[] }) => [
          ...holder.activitesAutorisees,
          ...holder.ege.flatMap(({ activitesExercees }) => activitesExercees),
        ],
      ),
      ...structures.pmej.flatMap((entity: Listed & { ege: Listed[] }) => [entity, ...entity.ege]),
    ];
    const sums: Record<string, number> = {};
    for (const { codeEvenement } of listed.flatMap(({ evenement }) => evenement))
      sums[codeEvenement] = (sums[codeEvenement] ?? 0) + 1;
    const counted = await test.database.query(
      `select code, count(*)::int from register_event where establishment_finess not like '01099%' group by 1`,
    );
    expect(Object.fromEntries(counted.map(({ code, count }) => [code, count]))).toEqual(sums);
    expect(activities.pmej).toHaveLength(28);
  });
});

describe('the events of an establishment in the graph', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub();
    await hub.database.query(`insert into source (code, title) values ('test', 'Test'), ('other', 'Other')`);
    await hub.database.query(
      `insert into establishment (finess, level, name, source_code) values ('990000001', 'SITE', 'ZZ', 'test'), ('990000002', 'SITE', 'ZZ', 'test')`,
    );
    await hub.database.query(`
      insert into register_event_list values
        ('990000001', 'test', '2026-07-07', '{9,10}', '{010,013}', '{010,null}', '{2006-04-28,null}', '{2026-07-07,null}', '{AC,AC}', '{1,2}', '{PM,null}', '{5,null}'),
        ('990000001', 'other', '2026-08-07', '{9}', '{010}', '{010}', '{2006-04-28}', '{2026-07-07}', '{EG}', '{3}', '{null}', '{null}')`);
  });
  afterAll(() => hub.close());

  const read = async (args: string) => {
    const { data, errors, statements } = await hub.execute(
      `{ establishments(where: { finess: { startsWith: "99000000" } }) { nodes { registerEvents${args} {
         totalCount pageInfo { endCursor hasNextPage }
         nodes { number code state happenedOn recordedOn objectType objectNumber otherObjectType otherObjectNumber listedOn source { code } } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(statements.filter((each) => each.includes('register_event'))).toHaveLength(2);
    return data.establishments.nodes.map((node: { registerEvents: object }) => node.registerEvents);
  };

  it('are listed in the order of their numbers, of both files, in one statement for all establishments', async () => {
    const [events, none] = await read('');
    expect(
      events.nodes.map(({ number, source }: { number: string; source: { code: string } }) => [number, source.code]),
    ).toEqual([
      ['9', 'other'],
      ['9', 'test'],
      ['10', 'test'],
    ]);
    expect(events.nodes[1]).toMatchObject({
      code: '010',
      state: '010',
      happenedOn: '2006-04-28',
      recordedOn: '2026-07-07',
      objectType: 'AC',
      objectNumber: '1',
      otherObjectType: 'PM',
      otherObjectNumber: '5',
      listedOn: '2026-07-07',
    });
    expect(none).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('are paged, and chosen by code', async () => {
    const [page] = await read('(first: 2)');
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const [rest] = await read(`(first: 2, after: "${page.pageInfo.endCursor}")`);
    expect(rest.nodes).toMatchObject([{ number: '10', state: null, happenedOn: null, otherObjectType: null }]);
    expect((await read('(code: "013")'))[0]).toMatchObject({ totalCount: 1, nodes: [{ number: '10' }] });
    expect((await read('(code: "999")'))[0]).toMatchObject({ totalCount: 0, nodes: [] });
  });
});
