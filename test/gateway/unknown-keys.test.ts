import { expect, test } from 'vitest';
import { startOver } from './failing-services.ts';
import { subgraph } from './fixtures/subgraph.ts';

test('an object that has no key for another service lacks its fields, without an error', async () => {
  const ask = await startOver([
    subgraph('wards', 'type Query { beds: [Bed!]! } type Bed @key(fields: "label") { label: ID! }', {
      Query: { beds: () => [{ label: 'A' }, { label: 'B' }] },
    }),
    subgraph('inventory', 'type Bed @key(fields: "label") @key(fields: "serial") { label: ID! serial: ID! }', {
      Bed: { __resolveReference: ({ label }: { label: string }) => (label === 'A' ? { label, serial: '1' } : null) },
    }),
    subgraph('makers', 'type Bed @key(fields: "serial") { serial: ID! maker: String }', {
      Bed: { __resolveReference: ({ serial }: { serial: string }) => ({ serial, maker: `Maker of ${serial}` }) },
    }),
  ]);
  expect(await ask('{ beds { label made: maker } }')).toEqual({
    status: 200,
    data: {
      beds: [
        { label: 'A', made: 'Maker of 1' },
        { label: 'B', made: null },
      ],
    },
  });
});
