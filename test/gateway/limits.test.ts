import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { post, useEngines } from './engines.ts';

const { engines } = useEngines({
  limits: { depth: 5, aliases: 3, fields: 300, tokens: 400, documentCharacters: 3_000, bodyBytes: 4_000 },
});

const bomb = `{ ...F0 } ${Array.from({ length: 8 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F8 on Query { hospitals { name } }`;

const bombOfTwo = bomb.replace('{ ...F0 }', 'query A { ...F0 } query B { ...F0 }');
const times = (count: number, text: string): string => `${text} `.repeat(count);

const fragmentsOf = (...names: string[]): string =>
  names.map((name) => `fragment ${name} on Lab { ${times(7, 'id')} }`).join(' ');

/** The limit, a document that exceeds it, and the limit and value in the message. */
const DOCUMENTS: [string, string, string][] = [
  [
    'depth',
    '{ labs { hospital { labs { hospital { labs { id } } } } } }',
    'have at most 5 levels of fields; this one has 6',
  ],
  [
    'depth',
    '{ labs { ...A } } fragment A on Lab { hospital { labs { hospital { ... on Hospital { labs { id } } } } } }',
    'this one has 6',
  ],
  ['aliases', '{ a: secret b: secret c: secret d: secret }', 'have at most 3 aliases; this one has 4'],
  ['aliases', '{ labs { ...A } lab(id: 1) { ...A } } fragment A on Lab { a: id b: id }', 'this one has 4'],
  ['fields', bomb, 'this one has 512'],
  ['fields', bombOfTwo, 'this one has 1024'],
  ['fields', `{ secret } ${bomb.replace('{ ...F0 }', '')}`, 'this one has 513'],
  ['fragments', `{ secret } ${times(51, 'fragment A on Lab { id }')}`, 'have at most 50 fragments; this one has 51'],
  ['repeatedFields', `{ ${times(21, 'labs { id }')} }`, 'have at most 20 fields of one name in one selection set'],
  ['repeatedFields', `{ ${times(7, 'labs { id id ... { id } }')} }`, 'this one has 21'],
  ['repeatedFields', `{ labs { ...A ...B ${times(7, 'id')} } } ${fragmentsOf('A', 'B')}`, 'this one has 21'],
  ['repeatedFields', `{ labs { ...A } labs { ...B ${times(7, 'id')} } } ${fragmentsOf('A', 'B')}`, 'this one has 21'],
  ['repeatedFields', `{ secret } fragment A on Lab { ${times(21, 'id')} }`, 'this one has 21'],
  ['repeatedFields', `{ labs { ...A } } fragment A on Lab { ${times(21, 'id')} } fragment A on Lab { id }`, 'has 21'],
  ['repeatedFields', `{ secret } query B { ${times(21, 'secret')} }`, 'this one has 21'],
  ['tokens', `{ ${'secret '.repeat(401)} }`, 'have at most 400 tokens; this one has more'],
  ['documentCharacters', `{ secret } #${'x'.repeat(3_000)}`, 'have at most 3000 characters; this one has 3012'],
];

test.each(DOCUMENTS)('%s is refused with its code: %s', async (limit, query, message) => {
  for (const { ask } of engines) {
    // Twice, as cached documents have to be refused too.
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, data, errors } = await ask(query, {}, { accept });
      expect(status).toBe(400);
      expect(data).toBeUndefined();
      expect(errors).toHaveLength(1);
      expect(errors![0]!.extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit });
      expect(errors![0]!.message).toContain(message);
    }
  }
});

test.each([
  ['itself', '{ ...A } fragment A on Query { labs { id } ...A }'],
  ['itself, below a field', '{ labs { ...A } } fragment A on Lab { hospital { labs { ...A } } }'],
  [
    'itself through others',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }',
  ],
])('a fragment that includes %s is invalid', async (_, query) => {
  for (const { ask, log } of engines) {
    const { data, errors } = await ask(query);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      { message: expect.stringContaining('within itself'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    expect(log).toEqual([]);
  }
});

test('validation stops after twenty errors', async () => {
  for (const { ask } of engines) {
    const unknown = Array.from({ length: 50 }, (_, n) => `hospitls${n}`);
    const { errors } = await ask(`{ ${unknown.join(' ')} }`);
    expect(errors).toHaveLength(21);
    expect(errors![20]).toMatchObject({
      message: expect.stringContaining('Too many validation errors'),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  }
});

test('a request within the limits is answered', async () => {
  for (const { ask } of engines) {
    expect((await ask(`{ ${times(20, 'labs { id }')} }`)).errors).toBeUndefined();
    // A fragment is in a selection set once, however often it is spread.
    expect((await ask(`{ labs { ${times(21, '...A')} } } fragment A on Lab { id }`)).errors).toBeUndefined();
    expect((await ask('{ labs { hospital { labs { hospital { code } } } } }')).errors).toBeUndefined();
    expect((await ask('{ a: labs { id } b: labs { id } c: labs { id } }')).errors).toBeUndefined();
  }
});

test('the depth of introspection has a limit of its own', async () => {
  for (const { ask } of engines) {
    const { errors, data } = await ask(getIntrospectionQuery().replace(/\s+/g, ' '));
    expect(errors).toBeUndefined();
    expect(data.__schema.types.length).toBeGreaterThan(10);
  }
});

describe('the size of the body', () => {
  const body = { query: '{ labs { id } }', variables: { padding: 'x'.repeat(4_000) } };
  const size = JSON.stringify(body).length;

  test('is limited by the declared length', async () => {
    for (const { gateway } of engines) {
      const response = await gateway.fetch(post(body, { 'content-length': String(size) }));
      expect(response.status).toBe(413);
      const { errors } = (await response.json()) as { errors: object[] };
      expect(errors).toEqual([
        {
          message: `The body of a request may have at most 4000 bytes; this one has ${size}. Send shorter lists of values.`,
          extensions: { code: 'LIMIT_EXCEEDED', limit: 'bodyBytes' },
        },
      ]);
    }
  });

  test('is counted without a declared length', async () => {
    for (const { gateway } of engines) {
      const chunks = [JSON.stringify(body).slice(0, 2_000), JSON.stringify(body).slice(2_000)];
      const response = await gateway.fetch(
        new Request('http://hub.test/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: new Blob(chunks).stream(),
          duplex: 'half',
        } as RequestInit),
      );
      expect(response.status).toBe(413);
      const { errors } = (await response.json()) as { errors: { extensions: object }[] };
      expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'LIMIT_EXCEEDED', limit: 'bodyBytes' }]);
    }
  });
});

describe('a variable', () => {
  const nested = (levels: number): unknown => {
    let value: unknown = 'x';
    for (let level = 0; level < levels; level++) value = [value];
    return value;
  };
  const ask = 'query ($id: ID!) { lab(id: $id) { id } }';

  test('may have 50 levels of objects and lists, and is refused however deep it is', async () => {
    for (const engine of engines) {
      const { status, errors } = await engine.ask(ask, { id: nested(51) });
      expect(status).toBe(400);
      expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'variableDepth' } }]);
      expect((await engine.ask(ask, { id: nested(1_500) })).errors).toMatchObject([
        { extensions: { limit: 'variableDepth' } },
      ]);
      expect((await engine.ask(ask, { id: nested(50) })).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
  });
});
