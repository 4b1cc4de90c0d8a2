import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import type { ExampleOperation } from '../../schema/operations.ts';
import type { HostileBody } from './hostile-bodies.ts';
import { documentFrom } from './random-documents.ts';

const WORDS =
  '{ } ( ) [ ] : = ! | & @ $ ... query mutation subscription fragment on true false null a b sources code establishments(first:1) nodes __typename __schema type input enum "x" """ 1 -1 1e9 # @skip(if:true) @include(if:false) \\u0000 $a ...a'.split(
    ' ',
  );

/** Values that programs have failed on. */
const strange: fc.Arbitrary<unknown> = fc.constantFrom(
  null,
  -1,
  0.1,
  1e308,
  2 ** 53,
  -(2 ** 31) - 1,
  '',
  '\0',
  '\ud800',
  '__proto__',
  'constructor',
  '2026-13-45',
  '💥'.repeat(1_000),
  [],
  {},
  [[[]]],
  { AND: [{ OR: [{ NOT: {} }] }] },
  JSON.parse('{"__proto__":{"a":1}}'),
);
const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const anyValue = fc.oneof(strange, anyText, fc.jsonValue({ stringUnit: 'binary' }), fc.double(), fc.boolean());

const asBody = (name: string, body: object): HostileBody => ({ name, body: JSON.stringify(body) });

/** How many kinds of requests there are, each with a name of its own. */
export const KINDS = 7;

/** Random hostile requests, which are the same for the same seed. */
export function hostileRequests(
  schema: GraphQLSchema,
  operations: ExampleOperation[],
  sample: { seed: number; numRuns: number },
): HostileBody[] {
  const operation = fc.constantFrom(...operations);
  const asking = fc.constantFrom(...operations.filter(({ document }) => document.includes('($')));
  const variablesOf = (document: string): string[] => [...document.matchAll(/\$(\w+):/g)].map(([, name]) => name!);
  const requests = fc.oneof(
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 400 })
        .map((body): HostileBody => ({ name: 'bytes', body: Uint8Array.from(body) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record(
          { query: anyValue, variables: anyValue, operationName: anyValue, extensions: anyValue },
          { requiredKeys: [] },
        )
        .map((body) => asBody('anything', body)),
    },
    { weight: 1, arbitrary: anyText.map((query) => asBody('text', { query })) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.constantFrom(...WORDS), { maxLength: 60 })
        .map((words) => asBody('words', { query: words.join(' ') })),
    },
    {
      weight: 5,
      arbitrary: fc
        .array(fc.nat(0xffff), { minLength: 150, maxLength: 150 })
        .map((numbers) => asBody('a random question', { query: documentFrom(schema, numbers) })),
    },
    {
      weight: 4,
      arbitrary: asking.chain(({ document }) =>
        fc
          .record(Object.fromEntries(variablesOf(document).map((name) => [name, anyValue])), { requiredKeys: [] })
          .map((variables) => asBody('random variables', { query: document, variables })),
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(operation, fc.nat(), fc.nat(30), fc.oneof(fc.constantFrom(...WORDS), anyText))
        .map(([{ document, variables }, at, gone, put]) => {
          const from = at % document.length;
          return asBody('a question with a fault', {
            query: document.slice(0, from) + put + document.slice(from + gone),
            variables,
          });
        }),
    },
  );
  return fc.sample(requests, sample);
}
