import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { partner } from '../../imports/partner/index.ts';
import { clinical } from '../../services/clinical/index.ts';
import { establishments } from '../../services/establishments/index.ts';
import { testSubgraph } from '../support/subgraph.ts';
import { activities, capacity, exercised, holder, place } from './activities-fixtures.ts';
import { extract, importTest, legalEntity, place as located, site, sites } from './fixtures.ts';
import { examples } from './sheets.ts';

/** What the moments of a table's rows were in `before`, and what has another one since. */
const watch = (query: (text: string) => Promise<any[]>, table: string, key: string) => {
  const moments = async () =>
    new Map(
      (await query(`select ${key} as key, changed_at::text as at from ${table}`)).map(({ key: of, at }) => [of, at]),
    );
  return async () => {
    const before = await moments();
    return async () =>
      [...(await moments())]
        .filter(([of, at]) => before.get(of) !== at)
        .map(([of]) => String(of))
        .toSorted();
  };
};

describe('an extract of the register', () => {
  const test = importTest();
  const changes = watch((text) => test.database.query(text), 'establishment', 'finess');
  const register = (day: string, entity = {}, hospital = {}) => ({
    'ej.csv': extract(day, legalEntity(entity)),
    'et.csv': extract(day, site(hospital), ...sites(30), located()),
  });

  it('gives what it adds the time of its transaction', async () => {
    await test.load(register('2021-01-08'), { partial: true });
    const [times] = await test.database.query(
      `select count(*)::int as rows, count(distinct changed_at)::int as moments, max(changed_at) > now() - interval '1 minute' as recent from establishment where source_code = 'finess'`,
    );
    expect(times).toEqual({ rows: 32, moments: 1, recent: true });
  });

  it('of a later day that says the same changes nothing, although it lists all again', async () => {
    const since = await changes();
    await test.load(register('2021-02-08'), { partial: true });
    expect(await since()).toEqual([]);
    const listed = await test.database.query(
      `select distinct listed_on::text as day, category_listed_on::text as category from establishment where source_code = 'finess'`,
    );
    expect(listed).toEqual([{ day: '2021-02-08', category: '2021-02-08' }]);
  });

  it('changes what it states otherwise, and what follows from that', async () => {
    const since = await changes();
    await test.load(register('2021-03-08', {}, { telephone: '0400000009' }), { partial: true });
    expect(await since()).toEqual(['010990109']);
    const next = await changes();
    // The legal entity's status gives the sector of its sites.
    await test.load(register('2021-04-08', { statutjuridique: '60' }, { telephone: '0400000009' }), { partial: true });
    expect(await next()).toHaveLength(32);
  });

  it('is followed by `changedSince`, without what it left as it was', async () => {
    const service = await testSubgraph(establishments, test.database.url);
    const before = new Date().toISOString();
    await test.load(register('2021-05-08', { statutjuridique: '60' }, { rs: 'HOPITAL DES ETANGS' }), { partial: true });
    const { data, errors } = await service.execute(
      'query ($since: DateTime) { establishments(where: { changedSince: $since }) { totalCount nodes { finess name changedAt } } }',
      { since: before },
    );
    await service.close();
    expect([errors, data.establishments.totalCount]).toEqual([[], 1]);
    expect(data.establishments.nodes[0]).toMatchObject({ finess: '010990109', name: 'HOPITAL DES ETANGS' });
    expect(data.establishments.nodes[0].changedAt >= before).toBe(true);
  });
});

describe('a file of activities', () => {
  const test = importTest();
  const changes = watch((text) => test.database.query(text), 'clinical.authorisation', 'nature');
  const [entity, hospital] = ['010990018', '010990109'];
  const load = (day: string, ...parts: object[]) =>
    test.load(activities(day, holder(entity, [], place(hospital, ...parts))), {}, finessPlus);
  const care = (...capacite: object[]) => exercised('2', '', {}, { capacite });
  const equipment = (facts = {}) => exercised('7', '', facts, { nature: 'EML' });

  it('changes what it states otherwise, and an authorisation with its capacities', async () => {
    await test.database.query('delete from clinical.authorisation');
    await load('2026-08-18', care(capacity('08', '5')), equipment());
    let since = await changes();
    await load('2026-09-18', care(capacity('08', '5')), equipment());
    expect(await since()).toEqual([]);
    for (const [day, ...capacities] of [
      ['2026-10-18', capacity('08', '6')],
      ['2026-11-18', capacity('08', '6'), capacity('09', '4')],
      ['2026-12-18', capacity('08', '6')],
    ] as const) {
      since = await changes();
      await load(day, care(...capacities), equipment());
      expect(await since()).toEqual(['AMM']);
    }
    since = await changes();
    await load('2027-01-18', care(capacity('08', '6')), equipment({ dateCaduciteAutorisation: '2030-01-01' }));
    expect(await since()).toEqual(['EML']);
  });

  it('tells it in the graph', async () => {
    const service = await testSubgraph(clinical, test.database.url);
    const { data, errors, statements } = await service.execute(
      'query ($ofs: [_Any!]!) { _entities(representations: $ofs) { ... on Establishment { authorisations(asOf: "2026-08-18") { nodes { nature changedAt } } } } }',
      { ofs: [{ __typename: 'Establishment', finess: hospital }] },
    );
    await service.close();
    expect([errors, statements.length]).toEqual([[], 1]);
    const moments = Object.fromEntries(
      data._entities[0].authorisations.nodes.map(({ nature, changedAt }: any) => [nature, changedAt]),
    );
    expect(moments.EML > moments.AMM).toBe(true);
  });
});

describe("a partner's file", () => {
  const test = importTest();
  const changes = watch((text) => test.database.query(text), 'clinical.care_unit', 'code');
  const load = (...rows: Record<string, string>[]) =>
    test.load({ 'a.csv': examples('care-units', ...rows) }, {}, partner);

  it('changes the rows that it states otherwise, lists of establishments among them', async () => {
    await test.load({ 'sources.csv': examples('sources', {}) }, {}, partner);
    await load({}, { code: 'example-autre' });
    let since = await changes();
    await load({}, { code: 'example-autre' });
    expect(await since()).toEqual([]);
    since = await changes();
    await load({}, { code: 'example-autre', staffedBy: '570000596' });
    expect(await since()).toEqual(['example-autre']);
    since = await changes();
    await load({ beds: '99' }, { code: 'example-autre', staffedBy: '570000596' });
    expect(await since()).toHaveLength(1);
  });
});
