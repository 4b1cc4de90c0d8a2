import { beforeEach, expect, test } from 'vitest';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { OperatorError } from '../../platform/errors.ts';
import { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { secret } from '../support/secret.ts';
import { bearer, createIssuer, partner } from '../support/tokens.ts';
import { useEngines } from './engines.ts';
import { guardedSubgraphs } from './fixtures/guarded.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

const { verifyToken, headersOf } = await createIssuer();
const { engines, sameAnswer } = useEngines({ make: guardedSubgraphs, verifyToken, secret });
const auditor = bearer('750000001', 'audit');
const both = bearer('750000002', 'partner', 'audit');
const root = bearer('750000003', 'root');

const ask = async (caller: Caller, query: string, variables?: object) =>
  sameAnswer(query, variables, await headersOf(caller));

beforeEach(() => {
  for (const { journal } of engines) journal.steps = [];
});

/** The steps that the last request has taken, on either engine. */
const steps = (): string[][] => engines.map(({ journal }) => journal.steps.toSorted());

test('a field that the caller may not see is null, with an error for each item of a list; other fields are kept', async () => {
  const query = '{ shops { id m: margin(of: 2) stock { count cost } } }';
  const { data, errors } = await ask(anonymous, query);
  const stock = [
    { count: 1, cost: null },
    { count: 2, cost: null },
  ];
  expect(data).toEqual({
    shops: [
      { id: 's1', m: null, stock },
      { id: 's2', m: null, stock },
    ],
  });
  const margin = 'FORBIDDEN: Shop.margin requires a token with the scope "partner".';
  const cost = 'FORBIDDEN: Stock.cost requires a token with the scope "partner".';
  expect(errors).toEqual(
    [0, 1].flatMap((shop) => [
      `shops.${shop}.m ${margin}`,
      `shops.${shop}.stock.0.cost ${cost}`,
      `shops.${shop}.stock.1.cost ${cost}`,
    ]),
  );
  expect(steps()).toEqual([[], []]);
  const seen = await ask(partner, query);
  expect(seen.errors).toEqual([]);
  expect(seen.data.shops[1]).toEqual({
    id: 's2',
    m: 20,
    stock: [
      { count: 1, cost: 11 },
      { count: 2, cost: 12 },
    ],
  });
  expect(steps()).toEqual([
    ['margin s1', 'margin s2'],
    ['margin s1', 'margin s2'],
  ]);
});

test('one document has a response for each caller, by what that caller may see', async () => {
  const query = '{ shop { margin tax district } both }';
  const seen = async (caller: Caller): Promise<unknown[]> => {
    const { data, errors } = await ask(caller, query);
    return [data.shop.margin, data.shop.tax, data.shop.district, data.both, errors.length];
  };
  expect(await seen(anonymous)).toEqual([null, null, 'District of s1', null, 3]);
  expect(await seen(both)).toEqual([10, 3, 'District of s1', 5, 0]);
  expect(await seen(partner)).toEqual([10, null, 'District of s1', null, 2]);
  expect(await seen(auditor)).toEqual([null, 3, 'District of s1', null, 2]);
  expect(await seen(root)).toEqual([null, null, 'District of s1', 5, 2]);
  expect(await seen(anonymous)).toEqual([null, null, 'District of s1', null, 3]);
});

test('a denied required field empties the nearest nullable position', async () => {
  const owner = await ask(anonymous, '{ shop { id owner { name salary } } }');
  expect(owner.data).toEqual({ shop: null });
  expect(owner.errors).toEqual(['shop FORBIDDEN: Owner.salary requires a token.']);
  const whole = await ask(anonymous, '{ needed shop { id } }');
  expect(whole).toEqual({ data: null, errors: [' FORBIDDEN: Query.needed requires a token.'] });
  expect(await ask(auditor, '{ shop { owner { salary } } needed }')).toEqual({
    data: { shop: { owner: { salary: 9 } }, needed: 6 },
    errors: [],
  });
});

test('a field of an interface is guarded as on each of its types', async () => {
  const query = '{ goods { __typename cost ... on Bread { dear: cost } ...Named } } fragment Named on Good { name }';
  expect(await ask(anonymous, query)).toEqual({
    data: {
      goods: [
        { __typename: 'Bread', cost: null, dear: null, name: 'Baguette' },
        { __typename: 'Salt', cost: 2, name: 'Guérande' },
      ],
    },
    errors: ['cost', 'dear'].map(
      (key) => `goods.0.${key} FORBIDDEN: Bread.cost requires a token with the scope "partner".`,
    ),
  });
  expect((await ask(partner, query)).data.goods[0]).toMatchObject({ cost: 1, dear: 1 });
});

test('a guarded type guards the fields that return it: objects and enums', async () => {
  expect(await ask(partner, '{ vault { gold } shop { grade } }')).toEqual({
    data: { vault: null, shop: { grade: 'GOOD' } },
    errors: ['vault FORBIDDEN: Query.vault requires a token with the scope "root".'],
  });
  expect((await ask(root, '{ vault { gold } }')).data).toEqual({ vault: { gold: 7 } });
  const { data, errors } = await ask(anonymous, '{ shop { grade } firm { name } }');
  expect(data).toEqual({ shop: { grade: null }, firm: null });
  expect(errors).toHaveLength(2);
  expect(steps()).toEqual([[], []]);
});

test('a denied field that a directive excludes is not an error', async () => {
  const query = 'query ($with: Boolean!) { shop { id margin @include(if: $with) ... @skip(if: $with) { tax } } }';
  expect((await ask(anonymous, query, { with: false })).errors).toEqual([
    'shop.tax FORBIDDEN: Shop.tax requires a token with the scope "audit".',
  ]);
  expect((await ask(anonymous, query, { with: true })).data).toEqual({ shop: { id: 's1', margin: null } });
});

test('a denied mutation is not executed', async () => {
  const query = 'mutation ($name: String!) { greet(name: $name) sell(name: $name) }';
  expect(await ask(anonymous, query, { name: 'flour' })).toEqual({
    data: { greet: 'Bonjour', sell: null },
    errors: ['sell FORBIDDEN: Mutation.sell requires a token with the scope "partner".'],
  });
  const refused = await ask(anonymous, 'mutation { sell(name: "bread") }');
  expect(refused.data).toEqual({ sell: null });
  expect(steps()).toEqual([[], []]);
  expect((await ask(partner, query, { name: 'flour' })).data).toMatchObject({ sell: 'flour' });
  expect(steps()).toEqual([['sell flour'], ['sell flour']]);
});

test('each subgraph receives the caller', async () => {
  for (const { journal } of engines) journal.requestIds = [];
  await ask(both, '{ shop { id tax } }');
  await ask(anonymous, '{ shop { id district } }');
  for (const { name, journal } of engines) {
    const expected = ['shop 750000002', 'tax 750000002', 'shop anonymous', 'tax anonymous'];
    expect([name, ...journal.requestIds]).toEqual([name, ...expected]);
  }
});

test('guards that cannot be enforced are refused at start, by both engines', () => {
  const open = subgraph('open', 'type Query { a: Int @policy(policies: [["p"]]) }', {});
  const supergraph = compose([open]);
  const logger = { error: () => {} };
  const starts = [
    () => createLocalGateway({ supergraph, subgraphs: [open], logger }),
    () => createRemoteGateway({ supergraph, urls: { open: 'http://127.0.0.1:1/graphql' }, logger }),
  ];
  for (const start of starts) {
    expect(start).toThrow(OperatorError);
    expect(start).toThrow('the @policy of "Query.a"');
  }
});
