import { expect, test } from 'vitest';
import { useEngines } from './engines.ts';

const { engines, sameAnswer } = useEngines();

test('an entity takes its fields from every subgraph, in both directions', async () => {
  const { data, errors } = await sameAnswer(`{
    hospital(code: "A") { name labs { label meals hospital { name kind canteen { meals diet(kind: PRIVATE) } } } }
    labs { id hospital { name opened } }
    canteens { meals hospital { name beds } }
  }`);
  expect(errors).toEqual(['canteens.1.hospital.beds FORBIDDEN: Beds are not yours to see']);
  expect(data.hospital).toEqual({
    name: 'Hôtel-Dieu',
    labs: ['Hématologie', 'Virologie'].map((label) => ({
      label,
      meals: 2,
      hospital: { name: 'Hôtel-Dieu', kind: 'PUBLIC', canteen: { meals: 100, diet: 'PRIVATE' } },
    })),
  });
  expect(data.labs.map((lab: any) => lab.hospital)).toEqual([
    { name: 'Hôtel-Dieu', opened: '1970-01-01' },
    { name: 'Bellevue', opened: '2024-10-04' },
    { name: 'Hôtel-Dieu', opened: '1970-01-01' },
  ]);
  expect(data.canteens[0]).toEqual({ meals: 100, hospital: { name: 'Hôtel-Dieu', beds: 10 } });
});

test('the references of a list are loaded in one batch, and once for all their fields', async () => {
  for (const { ask, journal } of engines) {
    journal.batches.length = 0;
    await ask('{ labs { hospital { name kind opened address { city } } } }');
    expect(journal.batches).toEqual([{ subgraph: 'hospitals', keys: ['A', 'B'] }]);
    journal.batches.length = 0;
    await ask('{ hospitals(first: 2) { label beds labs { id } } }');
    expect(journal.batches).toEqual([{ subgraph: 'labs', keys: ['A', 'B'] }]);
  }
});

test('the local engine makes one context for each subgraph that a request touches, and no other', async () => {
  const [local] = engines;
  local!.journal.contexts.length = 0;
  await local!.ask('{ labs { label hospital { name } } hospitals { labs { id } } }');
  expect(local!.journal.contexts.toSorted()).toEqual(['hospitals', 'labs']);
});

test('interfaces and unions resolve by the subgraph that made the object', async () => {
  const { data, errors } = await sameAnswer(`{
    nodes { __typename id ... on Ward { staff hospital { name } } ... on Hospital { label } }
    sites { __typename ... on Ward { id ward: name } ... on Hospital { name beds } }
    search(text: "x") { label kind: __typename ... on Hospital { name } ... on Lab { hospital { name } } }
    node(id: "hospital:B") { id ... on Hit { label } }
  }`);
  expect(errors).toEqual([]);
  expect(data).toEqual({
    nodes: [
      { __typename: 'Hospital', id: 'hospital:A', label: 'Hospital A' },
      { __typename: 'Ward', id: 'ward:w1', staff: 7, hospital: { name: 'Bellevue' } },
    ],
    sites: [
      { __typename: 'Ward', id: 'ward:w1', ward: 'Ward w1' },
      { __typename: 'Hospital', name: 'Hôtel-Dieu', beds: 10 },
    ],
    search: [
      { label: 'Hématologie', kind: 'Lab', hospital: { name: 'Hôtel-Dieu' } },
      { label: 'Hospital B', kind: 'Hospital', name: 'Bellevue' },
    ],
    node: { id: 'hospital:B', label: 'Hospital B' },
  });
});

test('a shareable value comes entirely from the subgraph that owns the field', async () => {
  const { data } = await sameAnswer('{ labs { address { street city } hospital { address { city street } } } }');
  expect(data.labs[2]).toEqual({
    address: { street: null, city: 'Lyon' },
    hospital: { address: { city: 'Annecy', street: 'Rue du Lac' } },
  });
});

test('enums and scalars arrive as the subgraph defines them, from variables, literals and defaults', async () => {
  const echo = 'kind day text list internal';
  const { data } = await sameAnswer(
    `query ($kind: Kind, $unset: String, $day: Day, $input: EchoInput!) {
      literal: echo(input: { kind: PUBLIC, day: "1970-01-11", list: 7 }) { ${echo} }
      mixed: echo(input: { kind: $kind, day: $day, text: null }) { ${echo} }
      unset: echo(input: { text: $unset, nested: { kind: $kind, text: $unset } }) { ${echo} nested { ${echo} } }
      whole: echo(input: $input) { ${echo} }
      hospitals(kind: $kind, since: $day) { name }
    }`,
    { kind: 'PUBLIC', day: '1970-01-01', input: { kind: 'PRIVATE', day: '1970-01-02' } },
  );
  expect(data).toEqual({
    literal: { kind: 'PUBLIC', day: '1970-01-11', text: 'none', list: [7], internal: 'pub/10' },
    mixed: { kind: 'PUBLIC', day: '1970-01-01', text: null, list: [1, 2], internal: 'pub/0' },
    unset: {
      kind: null,
      day: null,
      text: 'none',
      list: [1, 2],
      internal: 'undefined/undefined',
      nested: { kind: 'PUBLIC', day: null, text: 'none', list: [1, 2], internal: 'pub/undefined' },
    },
    whole: { kind: 'PRIVATE', day: '1970-01-02', text: 'none', list: [1, 2], internal: 'priv/1' },
    hospitals: [{ name: 'Hôtel-Dieu' }],
  });
});

test('fragments, aliases, @skip and @include select alike', async () => {
  const query = `query ($yes: Boolean!, $no: Boolean = false) {
    a: hospitals(first: 1) @include(if: $yes) { ...Shown }
    b: hospitals(first: 1) { ...Shown @skip(if: $yes) code @include(if: $no) ... @include(if: $yes) { title: name } }
    c: labs @skip(if: $yes) { id }
  }
  fragment Shown on Hospital { name label @skip(if: $no) beds @include(if: $no) }`;
  expect((await sameAnswer(query, { yes: true })).data).toEqual({
    a: [{ name: 'Hôtel-Dieu', label: 'Hospital A' }],
    b: [{ title: 'Hôtel-Dieu' }],
  });
  expect((await sameAnswer(query, { yes: false, no: true })).data).toEqual({
    b: [{ name: 'Hôtel-Dieu', beds: 10, code: 'A' }],
    c: [{ id: 'l1' }, { id: 'l2' }, { id: 'l3' }],
  });
});

test('each operation of a document is its own', async () => {
  const query = 'query One { lab(id: "l1") { id } } query Two { lab(id: "l2") { id } }';
  for (const { gateway } of engines) {
    for (const [operationName, id] of [
      ['One', 'l1'],
      ['Two', 'l2'],
      ['One', 'l1'],
    ] as const) {
      const request = new Request('http://hub.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName }),
      });
      const { data } = (await (await gateway.fetch(request)).json()) as { data: unknown };
      expect(data).toEqual({ lab: { id } });
    }
  }
});

test('mutations run one after the other', async () => {
  const { data } = await sameAnswer(
    'mutation { a: step(name: "a") b: step(name: "b") open(code: "A") { label } steps }',
  );
  expect(data).toEqual({ a: 'a', b: 'b', open: { label: 'Hospital A' }, steps: ['a', 'b'] });
});

test('introspection works beside fields, and in fragments', async () => {
  const { data, errors } = await sameAnswer(
    '{ ...F type: __type(name: "Kind") { kind } hospital(code: "A") { __typename name } t: __typename } fragment F on Query { __schema { queryType { name } } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    __schema: { queryType: { name: 'Query' } },
    type: { kind: 'ENUM' },
    hospital: { __typename: 'Hospital', name: 'Hôtel-Dieu' },
    t: 'Query',
  });
});

test('introspection describes the public schema, without federation', async () => {
  const { data } = await sameAnswer(
    '{ __schema { types { name } queryType { name } directives { name } } __type(name: "Hospital") { fields { name } } }',
  );
  const names: string[] = data.__schema.types.map(({ name }: { name: string }) => name);
  expect(names).toContain('Hospital');
  expect(names.filter((name) => /^(_|join|link)/.test(name) && !name.startsWith('__'))).toEqual([]);
  expect(data.__type.fields.map(({ name }: { name: string }) => name)).toContain('beds');
});
