import { afterAll, beforeAll, expect, it } from 'vitest';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const SEARCH = 'query ($where: EstablishmentWhere) { establishments(where: $where) { totalCount } }';
const NODE = 'query ($id: ID!) { node(id: $id) { id } }';

it.each([
  ['a key', String.raw`{ establishment(finess: "\u0000") { name } }`, {}, ['establishment']],
  ['an id', NODE, { id: Buffer.from('Establishment:\0').toString('base64url') }, ['node']],
  [
    'a condition',
    SEARCH,
    { where: { name: { contains: 'ab\0cd' }, finess: { in: ['\0'] } } },
    ['establishments', 'totalCount'],
  ],
])('NUL, which PostgreSQL cannot store, is an error of the request: in %s', async (_, query, variables, path) => {
  const { errors } = await hub.execute(query, variables);
  expect(errors).toEqual([
    { message: 'Text must not contain the NUL character (U+0000).', path, extensions: { code: 'BAD_USER_INPUT' } },
  ]);
  expect(hub.logged).toEqual([]);
});
