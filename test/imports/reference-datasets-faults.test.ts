import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { partner } from '../../imports/partner/index.ts';
import { loadReference } from '../../imports/reference/load.ts';
import { referenceFolder } from '../../imports/reference/yaml.ts';
import { createImportClient } from '../../imports/pipeline/connection.ts';
import { importTest } from './fixtures.ts';

const test = importTest();

const listedSources = (parse(readFileSync(new URL('sources.yaml', referenceFolder), 'utf8')) as { code: string }[]).map(
  (source) => source.code,
);

describe('a faulty file is refused, with the place', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reference-'));
    cpSync(referenceFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What a fresh hub says of the folder. */
  async function faults(): Promise<string> {
    const client = createImportClient(test.database.url);
    await client.connect();
    try {
      await client.query('begin');
      const tables = ['membership', ...partner.tables.toReversed(), 'identifier', '"grouping"', 'establishment'];
      for (const table of tables.filter((name) => !name.endsWith('.source')))
        await client.query(`delete from ${table}`);
      await client.query(`delete from source where code in (select unnest($1::text[]))`, [listedSources]);
      return await loadReference(client, pathToFileURL(`${folder}/`)).then(
        () => 'loaded',
        (error: Error) => error.message,
      );
    } finally {
      await client.end();
    }
  }

  it('a sound one is not', async () => {
    expect(await faults()).toBe('loaded');
  });

  it.each([
    [
      'an unknown key',
      'care-units',
      'beds: 10',
      'bed: 10',
      /care-units\.yaml: \[\d+\]\.bed: no column has this name; did you mean beds\?/,
    ],
    [
      'a number without quotes',
      'care-units',
      'site: "570000596"',
      'site: 570000596',
      /care-units\.yaml: \[\d+\]\.site: "570000596": a FINESS number of 9 characters, in quotes, is expected/,
    ],
    [
      'a text for a list',
      'laboratories',
      '[BIOCHEMISTRY, HAEMATOLOGY, TOXICOLOGY]',
      '3',
      /laboratories\.yaml: \[1\]\.specialties: "3": a list, each one of BIOCHEMISTRY, .*, in quotes, is expected/,
    ],
    [
      'a word that is none',
      'laboratories',
      'biosafety: P2',
      'biosafety: P9',
      /laboratories\.yaml: \[1\]\.biosafety: "P9": one of P2, P3, P4 is expected/,
    ],
    [
      'a row that is not there',
      'lab-referrals',
      'laboratory: metz-laboratoire-legouest',
      'laboratory: none',
      /lab-referrals\.yaml: \[\d+\]\.laboratory: "none": the code of a laboratory that the hub knows is expected/,
    ],
    [
      'a source that is not there',
      'studies',
      'source: illustrative',
      'source: hearsay',
      /studies\.yaml: \[\d+\]\.source: "hearsay": the code of a source that the hub knows is expected/,
    ],
    [
      'a source given twice',
      'sources',
      'code: sae-2024',
      'code: finess-reference',
      /sources\.yaml: \[1\]\.code: "finess-reference": only one row with the same code is expected, and sources\.yaml: \[0\] is another/,
    ],
    ['a file that is no list', 'studies', /^[^]*$/, 'a: 1', /studies\.yaml: whole file: a list of rows is expected/],
  ])('%s', async (_, name, search, replacement, message) => {
    const path = join(folder, `${name}.yaml`);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(search);
    writeFileSync(path, text.replace(search, replacement));
    const told = await faults();
    expect(told).toMatch(/^The reference dataset is faulty:\n {2}/);
    expect(told).toMatch(message);
  });

  it('an absent one is empty', async () => {
    for (const name of ['study-centres', 'studies']) rmSync(join(folder, `${name}.yaml`));
    expect(await faults()).toBe('loaded');
  });
});
