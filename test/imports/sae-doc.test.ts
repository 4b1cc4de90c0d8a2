import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { columnsOfIdentity, identityLayouts } from '../../imports/sae/identity.ts';
import { layouts } from '../../imports/sae/layouts/index.ts';
import { columnsOf } from '../../imports/sae/layouts/layout.ts';
import { columnsOfPartners } from '../../imports/sae/partners.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';

const folder = 'data/sae/2024-whole';
const section = readFileSync('docs/sources.md', 'utf8').split('\n## SAE')[1]!.split('\n## ')[0]!;
const [skipping, taking] = section.split('### Columns of the tables that are taken');

/** The cells of the first two columns of the rows of a text's tables: the names in backticks, and what is said of them. */
const rowsOf = (text: string): { names: string[]; said: string }[] =>
  [...text.matchAll(/^\| (`.*?) \| (.*) \|$/gm)].map(([, names, said]) => ({
    names: [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    said: said!,
  }));

const skipped = rowsOf(skipping!).flatMap(({ names }) => names);
const taken = new Map(
  taking!
    .split('\n#### ')
    .slice(1)
    .map((text) => [/^\w+/.exec(text)![0], rowsOf(text)]),
);

/** What the first row that has a column says of it. */
const saidOf = (table: string, column: string): string | undefined =>
  taken.get(table)!.find(({ names }) => names.some((name) => new RegExp(`^${name.replace('*', '.*')}$`).test(column)))
    ?.said;

const common = ['BOR', 'AN', 'FI', 'RS', 'FI_EJ'];

const read: Record<string, string[]> = {
  ...Object.fromEntries(Object.entries(identityLayouts).map(([name, layout]) => [name, columnsOfIdentity(layout)])),
  ORG: columnsOfPartners,
  ...Object.fromEntries(Object.entries(layouts).map(([name, layout]) => [name, columnsOf(layout)])),
};

it('docs/sources.md says of each column that is read what it becomes', () => {
  expect([...taken.keys()].toSorted()).toEqual(Object.keys(read).toSorted());
  for (const [table, columns] of Object.entries(read))
    for (const column of columns.filter((each) => !common.includes(each)))
      expect(saidOf(table, column), `${table}.${column}`).toMatch(/^(?!left out)./);
});

describe.skipIf(!hasShared(folder))('docs/sources.md, of the folder of 2024', () => {
  const files = hasShared(folder) ? readdirSync(sharedPath(folder)) : [];
  const tables = files.map((file) => file.replace('_2024r.csv', ''));

  it('has each of the 53 tables once, as taken or skipped', () => {
    expect(tables).toHaveLength(53);
    expect([...skipped, ...taken.keys()].toSorted()).toEqual(tables.toSorted());
  });

  it.each(tables.filter((table) => taken.has(table)))('%s: has each column, and no other', (table) => {
    const file = readFileSync(join(sharedPath(folder), `${table}_2024r.csv`), 'latin1');
    const header = /^.*/.exec(file)![0].trim().replaceAll('"', '').toUpperCase().split(';');
    const own = header.filter((column) => !common.includes(column));
    expect(own.filter((column) => saidOf(table, column) === undefined)).toEqual([]);
    const isRead = (column: string): boolean => (read[table] ?? []).includes(column);
    // What is not read is left out, with its reason.
    expect(own.filter((column) => !isRead(column) && !saidOf(table, column)!.startsWith('left out: '))).toEqual([]);
    const named = taken.get(table)!.flatMap(({ names }) => names);
    expect(named.filter((name) => !name.includes('*') && !header.includes(name))).toEqual([]);
  });
});
