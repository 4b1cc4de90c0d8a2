import { expect, test } from 'vitest';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import { OperatorError } from '../../platform/errors.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { fixtureSubgraphs } from './fixture-subgraphs.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

const owner = (fields: string) =>
  subgraph('owner', `type Query { things: [Thing] } type Thing @key(fields: "id") { id: ID! ${fields} }`, {});

const logger = { error: () => {} };
const start = (supergraph: string, subgraphs: Subgraph[]) => createLocalGateway({ supergraph, subgraphs, logger });

/** Why the local engine does not start. */
function refusal(...subgraphs: Subgraph[]): string {
  try {
    start(compose(subgraphs), subgraphs);
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError);
    return (error as Error).message;
  }
  throw new Error('The supergraph was accepted');
}

test('@requires is refused by subgraph, type and field', () => {
  const guest = subgraph(
    'guest',
    'type Thing @key(fields: "id") { id: ID! size: Int @external weight: Int @requires(fields: "size") }',
    {},
  );
  expect(refusal(owner('size: Int'), guest)).toContain('@requires, which subgraph "guest" uses on "Thing.weight"');
});

test('@provides is refused', () => {
  const guest = subgraph(
    'guest',
    'type Query { best: Thing @provides(fields: "size") } type Thing @key(fields: "id") { id: ID! size: Int @external }',
    {},
  );
  expect(refusal(owner('size: Int @shareable'), guest)).toContain(
    '@provides, which subgraph "guest" uses on "Query.best"',
  );
});

test('@override is refused', () => {
  const guest = subgraph('guest', 'type Thing @key(fields: "id") { id: ID! size: Int @override(from: "owner") }', {});
  expect(refusal(owner('size: Int'), guest)).toContain('@override, which subgraph "guest" uses on "Thing.size"');
});

test('@interfaceObject is refused', () => {
  const media = subgraph(
    'media',
    'type Query { media: [Media] } interface Media @key(fields: "id") { id: ID! } type Book implements Media @key(fields: "id") { id: ID! }',
    {},
  );
  const reviews = subgraph('reviews', 'type Media @key(fields: "id") @interfaceObject { id: ID! reviews: Int }', {});
  expect(refusal(media, reviews)).toContain('@interfaceObject, which subgraph "reviews" uses on "Media"');
});

test('a field that no key leads to is refused', () => {
  const guest = subgraph('guest', 'type Thing @key(fields: "code") @key(fields: "id") { id: ID! code: ID! }', {});
  const far = subgraph('far', 'type Thing @key(fields: "code") { code: ID! colour: String }', {});
  expect(refusal(owner('size: Int'), guest, far)).toContain(
    '"Thing.colour" of subgraph "far" on an object of subgraph "owner", which has none of its keys',
  );
});

test('an enum with different internal values in two subgraphs is refused', () => {
  const first = subgraph('first', 'type Query { a(s: Side): Int } enum Side { LEFT RIGHT }', {
    Side: { LEFT: 1, RIGHT: 2 },
  });
  const second = subgraph('second', 'type Query { b(s: Side): Int } enum Side { LEFT RIGHT }', {
    Side: { LEFT: 'l', RIGHT: 2 },
  });
  expect(refusal(first, second)).toContain('"first" and "second" have different internal values for "Side.LEFT"');
});

test('a subgraph that is missing, or differs from the supergraph, is refused', () => {
  const composed = compose([owner('size: Int')]);
  expect(() => start(composed, [])).toThrow('The supergraph names subgraphs that are missing: owner.');
  expect(() => start(composed, [owner('')])).toThrow('Subgraph "owner" lacks "Thing.size"');
});

test('a service without a URL is named at start', () => {
  const { subgraphs } = fixtureSubgraphs();
  const urls = { labs: 'http://127.0.0.1/graphql' };
  const startRemote = () => createRemoteGateway({ supergraph: compose(subgraphs), urls, logger });
  expect(startRemote).toThrow(OperatorError);
  expect(startRemote).toThrow('Service "canteens" has no URL.');
});
