import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReferenceRegister } from '../../imports/reference/register-rows.ts';
import { referenceFolder } from '../../imports/reference/yaml.ts';
import { registerFiles } from '../../imports/reference/register-schema.ts';
import { OperatorError } from '../../platform/errors.ts';

const dataset = readReferenceRegister();

describe('an invalid dataset is refused, with the position', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reference-'));
    for (const file of [...Object.values(registerFiles), 'sources.yaml'])
      cpSync(new URL(file, referenceFolder), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const { establishments } = registerFiles;
  const mercy = dataset.establishments.findIndex((row) => row.finess === '570026682');
  it.each([
    [
      'an unknown key',
      establishments,
      'level: SITE',
      'level: SITE\n  colour: blue',
      `[${mercy}]: Unrecognized key: "colour"`,
    ],
    [
      'a key given twice',
      establishments,
      'level: SITE',
      'level: SITE\n  level: SITE',
      'Map keys must be unique at line',
    ],
    ['a number that lost its first zero', establishments, '"030006951"', '"30006951"', '.finess: not a FINESS number'],
    ['a number without quotes', establishments, '"570026682"', '570026682', `[${mercy}].finess: Invalid input`],
    ['a date that does not exist', establishments, '2012-09-19', '2012-09-31', `[${mercy}].openedOn: not a date`],
    ['a latitude out of range', establishments, 'e: 49.08430', 'e: 149.08430', `[${mercy}].latitude: Too big`],
    [
      'a latitude without longitude',
      establishments,
      '  longitude: 6.24244\n',
      '',
      `[${mercy}].latitude: latitude and longitude require each other`,
    ],
    [
      'a number given twice',
      establishments,
      's: "570000349"',
      's: "570026682"',
      `.finess: 570026682 is already in row [${mercy}]`,
    ],
    [
      'an unknown legal entity',
      establishments,
      'y: "570005165"',
      'y: "999999999"',
      `[${mercy}].legalEntity: unknown establishment 9`,
    ],
    [
      'a site as legal entity',
      establishments,
      'y: "570005165"',
      'y: "570000349"',
      `[${mercy}].legalEntity: 570000349 is a site`,
    ],
    ['an unknown source', establishments, 'source: sae-2024', 'source: hearsay', '.source: unknown source hearsay'],
  ])('%s', (_, file, search, replacement, message) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(search);
    writeFileSync(path, text.replace(search, replacement));
    const load = () => readReferenceRegister(pathToFileURL(`${folder}/`));
    expect(load).toThrow(OperatorError);
    expect(load).toThrow(`${file}: `);
    expect(load).toThrow(message);
  });

  it('a file that is missing', () => {
    rmSync(join(folder, establishments));
    expect(() => readReferenceRegister(pathToFileURL(`${folder}/`))).toThrow(
      `${establishments}: cannot be read from ${join(folder, establishments)}`,
    );
  });
});
