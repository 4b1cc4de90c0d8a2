import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { loadHospitals } from './hospitals.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await loadHospitals(database);
  // 24 more, with many ties: eight legal entities with two sites each.
  await database.query(`
    insert into establishments.establishment (finess, level, name, legal_entity_finess, source_code)
    select '99100' || lpad(n::text, 4, '0'), case when n <= 8 then 'LEGAL_ENTITY' else 'SITE' end, 'Hôpital ' || n,
           case when n > 8 then '99100' || lpad((1 + n % 8)::text, 4, '0') end, (select min(code) from establishments.source)
    from generate_series(1, 24) n`);
  await database.query(`
    insert into clinical.care_activity (establishment_finess, year, discipline, beds, source_code)
    select '99100' || lpad(n::text, 4, '0'), 2024, kind, case when n % 3 > 0 then n % 7 end, 'test'
    from generate_series(5, 24) n, unnest('{MEDICINE,SURGERY,PSYCHIATRY}'::text[]) kind where n % 5 <> length(kind) % 5`);
  await database.query(`
    insert into clinical.imaging_activity (establishment_finess, year, modality, devices, exams, source_code)
    select '99100' || lpad(n::text, 4, '0'), 2024, kind, n % 3, case when n % 4 > 0 then n % 5 * 10 end, 'test'
    from generate_series(5, 24) n, unnest('{SCANNER,MRI,PET}'::text[]) kind where n % 5 <> length(kind) % 5`);
  await database.query(`
    insert into clinical.intern_census (establishment_finess, year, total, source_code)
    select '99100' || lpad(n::text, 4, '0'), 2024, nullif(n % 4, 0), 'test' from generate_series(7, 24) n where n % 5 > 0`);
  await database.query(`
    insert into clinical.teleradiology_flow (code, requester_finess, interpreter_finess, modality, on_call_only, source_code)
    select 'page-' || n, '99100' || lpad(n::text, 4, '0'), '9910000' || (10 + n % 4), 'MRI', false, 'test' from generate_series(1, 24, 3) n where n <> 10 + n % 4`);
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

/** The measures as SQL by hand: figures of an establishment and its sites, one look-up each. */
const rolledUp = `in (select h.finess from establishments.establishment h where h.finess = e.finess or h.legal_entity_finess = e.finess)`;
const figure = (column: string, table: string, condition: string): string =>
  `(select sum(${column}) from clinical.${table} a where a.establishment_finess ${rolledUp} and year = 2024 and ${condition})`;
const byHand: Record<string, string> = {
  ESTABLISHMENTS: '1',
  MCO_BEDS: figure('beds', 'care_activity', `discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS')`),
  SCANNERS: figure('devices', 'imaging_activity', `modality = 'SCANNER'`),
  MRIS: figure('devices', 'imaging_activity', `modality = 'MRI'`),
  IMAGING_EXAMS: figure('exams', 'imaging_activity', 'true'),
  INTERNS: figure('total', 'intern_census', 'true'),
  COOPERATIONS: `(select nullif(count(*), 0) from establishments.cooperation_action c where c.period @> current_date and exists (
    select from establishments.cooperation_action_establishment n where n.action_reference = c.reference and n.establishment_finess ${rolledUp}))`,
  DEPENDENCIES: `(select nullif(count(distinct (d.consumer_finess, d.provider_finess, d.service, d.label)), 0) from insights.dependency_edge d
    where d.period @> current_date and d.consumer_finess ${rolledUp})`,
};

async function readPages(orderBy: string, size: 'first' | 'last'): Promise<string[][]> {
  const [from, cursor, more] =
    size === 'first' ? ['after', 'endCursor', 'hasNextPage'] : ['before', 'startCursor', 'hasPreviousPage'];
  const pages: string[][] = [];
  for (let place: string | undefined, left = true; left;) {
    const { data, errors, statements } = await service.execute(
      `query ($place: String) { findEstablishments(where: {}, ${orderBy} ${size}: 7, ${from}: $place) { nodes { establishment { finess } } pageInfo { ${cursor} ${more} } } }`,
      { place },
    );
    expect([errors, statements.length]).toEqual([[], 1]);
    const { nodes, pageInfo } = data.findEstablishments;
    pages.push(nodes.map((node: any) => node.establishment.finess));
    ({ [cursor!]: place, [more!]: left } = pageInfo);
  }
  return size === 'first' ? pages : pages.toReversed();
}

describe('matches', () => {
  it.each([
    ['FINESS number', '', 'e.finess'],
    ...Object.keys(byHand).flatMap((measure) => [
      [`${measure}, the most first`, `[{ measure: ${measure} }]`, `${byHand[measure]} desc nulls last, e.finess desc`],
      [
        `${measure}, the fewest first`,
        `[{ measure: ${measure}, direction: ASC }]`,
        `${byHand[measure]} nulls last, e.finess`,
      ],
    ]),
    [
      'two of different directions',
      '[{ measure: MRIS }, { measure: INTERNS, direction: ASC }]',
      `${byHand['MRIS']} desc nulls last, ${byHand['INTERNS']} nulls last, e.finess`,
    ],
  ])('are ordered by %s, through all pages both ways', async (_, orderBy, order) => {
    const rows = await database.query(`select e.finess from establishments.establishment e order by ${order}`);
    const keys = rows.map((row) => row['finess']);
    expect(keys).toHaveLength(31);
    const asked = orderBy ? `orderBy: ${orderBy},` : '';
    const [forward, backward] = [await readPages(asked, 'first'), await readPages(asked, 'last')];
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });
});

it('the count is that of the whole list on every page, with the first page in its statement', async () => {
  const read = async (args: string): Promise<[number, number, any]> => {
    const { data, errors, statements } = await service.execute(
      `{ findEstablishments(where: {}, ${args}) { totalCount nodes { __typename } pageInfo { endCursor } } }`,
    );
    expect(errors).toEqual([]);
    const { totalCount, pageInfo } = data.findEstablishments;
    return [totalCount, statements.length, pageInfo];
  };
  const [first, firstStatements, { endCursor }] = await read('first: 7');
  const [second, secondStatements] = await read(`first: 7, after: "${endCursor}"`);
  expect([first, firstStatements]).toEqual([31, 1]);
  expect([second, secondStatements]).toEqual([31, 2]);
});

it('the count of a list without matches is 0', async () => {
  const { data, errors } = await service.execute(
    '{ findEstablishments(where: { OR: [] }) { totalCount nodes { __typename } } }',
  );
  expect(errors).toEqual([]);
  expect(data.findEstablishments).toEqual({ totalCount: 0, nodes: [] });
});
