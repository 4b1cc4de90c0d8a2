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

describe('an invalid file is refused, with the position', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reference-'));
    cpSync(referenceFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The error message of a fresh hub for the folder. */
  async function errorMessage(): Promise<string> {
    const client = createImportClient(test.database.url);
    await client.connect();
    try {
      await client.query('begin');
      const tables = [...partner.tables.toReversed(), 'establishment'];
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

  it('a valid one is not', async () => {
    expect(await errorMessage()).toBe('loaded');
  });

  it.each([
    [
      'an unknown key',
      'care-units',
      'beds: 10',
      'bed: 10',
      /care-units\.yaml: \[\d+\]\.bed: unknown column; did you mean beds\?/,
    ],
    [
      'a number without quotes',
      'care-units',
      'site: "570000596"',
      'site: 570000596',
      /care-units\.yaml: \[\d+\]\.site: "570000596": expected a FINESS number of 9 characters, in quotes/,
    ],
    [
      'a text for a list',
      'laboratories',
      '[BIOCHEMISTRY, HAEMATOLOGY, TOXICOLOGY]',
      '3',
      /laboratories\.yaml: \[1\]\.specialties: "3": expected a list, each one of BIOCHEMISTRY, .*, in quotes/,
    ],
    [
      'an unknown value',
      'laboratories',
      'biosafety: P2',
      'biosafety: P9',
      /laboratories\.yaml: \[1\]\.biosafety: "P9": expected one of P2, P3, P4/,
    ],
    [
      'an unknown row',
      'lab-referrals',
      'laboratory: metz-laboratoire-legouest',
      'laboratory: none',
      /lab-referrals\.yaml: \[\d+\]\.laboratory: "none": expected the code of a known laboratory/,
    ],
    [
      'an unknown source',
      'studies',
      'source: illustrative',
      'source: hearsay',
      /studies\.yaml: \[\d+\]\.source: "hearsay": expected the code of a known source/,
    ],
    [
      'a source given twice',
      'sources',
      'code: sae-2024',
      'code: finess-reference',
      /sources\.yaml: \[1\]\.code: "finess-reference": duplicate code; sources\.yaml: \[0\] has the same/,
    ],
    ['a file that is not a list', 'studies', /^[^]*$/, 'a: 1', /studies\.yaml: whole file: expected a list of rows/],
  ])('%s', async (_, name, search, replacement, message) => {
    const path = join(folder, `${name}.yaml`);
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(search);
    writeFileSync(path, text.replace(search, replacement));
    const error = await errorMessage();
    expect(error).toMatch(/^The reference dataset is invalid:\n {2}/);
    expect(error).toMatch(message);
  });

  it('a missing one is empty', async () => {
    for (const name of ['study-centres', 'studies']) rmSync(join(folder, `${name}.yaml`));
    expect(await errorMessage()).toBe('loaded');
  });
});
