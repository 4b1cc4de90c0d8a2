import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { anonymous } from '../../platform/contract/caller.ts';
import { readOperations } from '../../schema/operations.ts';
import { startReader, type TestReader } from '../support/change-log.ts';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;
let reader: TestReader;
/** The last change before a test. */
let start: string | null;

const change =
  '{ cursor at type key kind id fields { field before after } by { institution { finess } import source { code } } }';
const page = `query ($after: String, $first: Int, $where: ChangeWhere) {
  changes(after: $after, first: $first, where: $where) { nodes ${change} pageInfo { hasNextPage endCursor } }
}`;

beforeAll(async () => {
  hub = await testHub();
  reader = await startReader(hub.database.url);
  await hub.database.query(
    `update clinical.care_unit set beds = 11 where code = (select min(code) from clinical.care_unit)`,
  );
});

afterAll(async () => {
  await reader.close();
  await hub.close();
});

beforeEach(async () => {
  const { data } = await hub.execute(page, { first: 100 });
  start = data.changes.pageInfo.endCursor;
});

const since = async (where: object = {}) =>
  (await hub.execute(page, { after: start, first: 100, where }, anonymous)).data.changes.nodes;

test('whoever has just written sees it, in the order of the commits', async () => {
  for (let beds = 20; beds < 25; beds += 1) {
    await hub.database.query(
      `update clinical.care_unit set beds = ${beds} where code = (select min(code) from clinical.care_unit)`,
    );
    const nodes = await since();
    expect(nodes.at(-1).fields).toEqual([
      { field: 'beds', before: String(beds === 20 ? 11 : beds - 1), after: String(beds) },
    ]);
    expect(nodes).toHaveLength(beds - 19);
  }
});

test('pages go on from a cursor, of a change or of a page', async () => {
  for (const name of ['Un', 'Deux', 'Trois'])
    await hub.database.query(`update establishment set long_name = '${name}' where finess = '570005165'`);
  const all = await since();
  const first = (await hub.execute(page, { after: start, first: 2 })).data.changes;
  expect(first).toEqual({ nodes: all.slice(0, 2), pageInfo: { hasNextPage: true, endCursor: all[1].cursor } });
  const rest = (await hub.execute(page, { after: first.pageInfo.endCursor, first: 2 })).data.changes;
  expect(rest).toEqual({ nodes: all.slice(2), pageInfo: { hasNextPage: false, endCursor: all[2].cursor } });
});

test('the operation changes-since answers, with who changed what', async () => {
  const { document } = (await readOperations()).find(({ name }) => name === 'changes-since')!;
  await hub.database.query(`begin;
    select pg_logical_emit_message(true, 'maillage', '{"institution": "570005165"}');
    update establishment set long_name = 'Hôpital de Mercy' where finess = '570026682'; commit;
    begin;
    select pg_logical_emit_message(true, 'maillage', '{"import": "partner", "files": ["noms.csv"], "source": "illustrative"}');
    update establishment set phone = '0399999999' where finess = '570005165'; commit`);
  const { data, errors } = await hub.execute(document, { after: start });
  expect(errors).toEqual([]);
  expect(data.changes.nodes).toMatchObject([
    {
      type: 'Establishment',
      key: 'finess=570026682',
      kind: 'CHANGED',
      fields: [{ field: 'longName', after: 'Hôpital de Mercy' }],
      by: { institution: { name: expect.any(String) }, import: null, source: null },
    },
    {
      key: 'finess=570005165',
      fields: [{ field: 'phone', after: '0399999999' }],
      by: { institution: null, import: 'partner (noms.csv)', source: { code: 'illustrative' } },
    },
  ]);
  // Of others, nothing.
  const { data: other } = await hub.execute(document, { after: start, establishment: ['570000596'] });
  expect(other.changes.nodes).toEqual([]);
});

test('the object is as it is now, of whichever service, and null where it is gone', async () => {
  await hub.database.query(
    `insert into clinical.study (code, title, source_code) values ('a', 'A', 'illustrative'), ('b', 'B', 'illustrative')`,
  );
  await hub.database.query(
    `update clinical.study set title = 'AA' where code = 'a'; delete from clinical.study where code = 'b'`,
  );
  const { data, errors } = await hub.execute(
    `query ($after: String) { changes(after: $after) { nodes { key kind object { __typename id ... on Study { title } } } } }`,
    { after: start },
  );
  expect(errors).toEqual([]);
  const now = { __typename: 'Study', id: Buffer.from('Study:a').toString('base64url'), title: 'AA' };
  expect(data.changes.nodes).toEqual([
    { key: 'code=a', kind: 'ADDED', object: now },
    { key: 'code=b', kind: 'ADDED', object: null },
    { key: 'code=a', kind: 'CHANGED', object: now },
    { key: 'code=b', kind: 'REMOVED', object: null },
  ]);
});

test('conditions are on the type, the time, the establishments with their sites, and the territory', async () => {
  const [elsewhere] = await hub.database.query<{ finess: string }>(
    "select min(finess) as finess from establishment where territory_code ^@ '54'",
  );
  await hub.database.query(`update establishment set phone = '1' where finess = '570026682'`);
  await hub.database.query(
    `update establishment set phone = '2' where finess in ('${elsewhere!.finess}', '570005165')`,
  );
  const keys = async (where: object) => (await since(where)).map(({ key }: { key: string }) => key.slice(7));
  expect(await keys({})).toHaveLength(3);
  expect(await keys({ establishment: ['570005165'] })).toEqual(['570026682', '570005165']);
  expect(await keys({ territory: ['54'] })).toEqual([elsewhere!.finess]);
  expect(await keys({ type: ['CareUnit'] })).toEqual([]);
  expect(await keys({ since: '2999-01-01T00:00:00Z' })).toEqual([]);
  const { errors } = await hub.execute(page, { where: { territory: ['99'], type: ['None'] } });
  expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'where.territory' } });
});

test('a page, what it concerns and what it is about cost a statement each', async () => {
  const { statements, data } = await hub.executeOn(
    'local',
    '{ changes(first: 100) { nodes { key establishments { name } fields { field } by { institution { name } source { code } } object { id } } } }',
  );
  expect(data.changes.nodes.length).toBeGreaterThan(10);
  // Whether the reader has to be waited for depends on what else is written on the server.
  const own = statements.filter((text) => !/pg_logical_emit_message|^select confirmed_flush_lsn/.test(text));
  const counted = Object.groupBy(own, whatOf);
  expect(Object.fromEntries(Object.entries(counted).map(([what, all]) => [what, all!.length]))).toEqual({
    log: 1,
    page: 1,
    establishment: 1,
    source: 1,
    gone: 1,
  });
});

/** What a statement reads. */
function whatOf(statement: string): string {
  if (statement.includes('"isGone"')) return 'gone';
  if (statement.includes(' from "change" as "c"')) return 'page';
  return / from "(\w+)" as/.exec(statement)?.[1] ?? 'log';
}
