import { expect, test } from 'vitest';
import { useMutations } from './mutating.ts';

const { mutate } = useMutations();

/** A document, its variables, and how often each field is executed. */
const TIMES: [string, string, Record<string, unknown>, string[]][] = [
  ['twice under two names', 'mutation { a: countUnits b: countUnits }', {}, ['countUnits', 'countUnits']],
  [
    'twice under two names, with equal arguments',
    'mutation ($r: [UnitInput!]!) { a: putUnits(rows: $r) { added } b: putUnits(rows: $r) { added } }',
    { r: [{ code: 'twice' }] },
    ['putUnits', 'putUnits'],
  ],
  [
    'once under one name',
    'mutation { countUnits countUnits ...F } fragment F on Mutation { countUnits }',
    {},
    ['countUnits'],
  ],
  [
    'once with what is selected in two places',
    'mutation { rename(code: "A") { added } ... { rename(code: "A") { refused { row } } } }',
    {},
    ['rename'],
  ],
  [
    'where it is not skipped',
    'mutation ($yes: Boolean!, $no: Boolean!) { a: countUnits @skip(if: $yes) b: countUnits @include(if: $no) ...F @skip(if: $no) } fragment F on Mutation { rename(code: "A") { added } }',
    { yes: true, no: false },
    ['rename'],
  ],
  ['not at all where all are skipped', 'mutation { countUnits @skip(if: true) __typename }', {}, []],
  [
    'at its first place',
    'mutation { a: countUnits rename(code: "A") { added } a: countUnits }',
    {},
    ['countUnits', 'rename'],
  ],
];

test.each(TIMES)('a field is executed %s', async (_, query, variables, fields) => {
  for (let n = 0; n < 2; n++) {
    const { errors, steps } = await mutate(query, variables);
    expect(errors).toEqual([]);
    const begun = steps.filter((step) => step.startsWith('begin')).map((step) => step.slice('begin '.length));
    expect(begun).toEqual(fields);
  }
});

const PUT = 'mutation ($rows: [UnitInput!]!, $dry: Boolean) { putUnits(rows: $rows, dryRun: $dry) { received } }';
const note = 'none';

/** What a client sends, and what the service receives. */
const VALUES: [string, string, Record<string, unknown>, object][] = [
  ['left out', PUT, { rows: [{ code: 'a' }] }, { rows: [{ code: 'a', note }], dryRun: false }],
  [
    'null',
    PUT,
    { rows: [{ code: 'a', name: null, kind: null, tags: null, note: null, place: null }], dry: null },
    { rows: [{ code: 'a', name: null, kind: null, tags: null, note: null, place: null }], dryRun: null },
  ],
  [
    'in lists and objects',
    PUT,
    { rows: [{ code: 'a', tags: [null, ''], place: { floor: null } }, { code: 'a' }], dry: true },
    {
      rows: [
        { code: 'a', tags: [null, ''], note, place: { floor: null } },
        { code: 'a', note },
      ],
      dryRun: true,
    },
  ],
  [
    'of an enum',
    PUT,
    { rows: [{ code: 'a', kind: 'NIGHT' }] },
    { rows: [{ code: 'a', kind: 'n', note }], dryRun: false },
  ],
  ['one row for a list', PUT, { rows: { code: 'a' } }, { rows: [{ code: 'a', note }], dryRun: false }],
  [
    'literals',
    'mutation { putUnits(rows: [{ code: "a", name: null, kind: DAY }, { code: "b", note: null, place: {} }], dryRun: null) { received } }',
    {},
    {
      rows: [
        { code: 'a', name: null, kind: 'd', note },
        { code: 'b', note: null, place: {} },
      ],
      dryRun: null,
    },
  ],
  [
    'variables within literals, given, null and left out',
    'mutation ($given: String, $null: String, $out: String, $kind: Kind = NIGHT, $floor: Int) { putUnits(rows: [{ code: "a", name: $given, note: $null, kind: $kind }, { code: "b", name: $out, note: $out, place: { floor: $floor, wing: $null } }]) { received } }',
    { given: 'x', null: null },
    {
      rows: [
        { code: 'a', name: 'x', kind: 'n', note: null },
        { code: 'b', note, place: { wing: null } },
      ],
      dryRun: false,
    },
  ],
];

test.each(VALUES)('a service receives values as they were sent: %s', async (_, query, variables, received) => {
  const { data } = await mutate(query, variables);
  expect(JSON.parse(data.putUnits.received)).toEqual(received);
});
