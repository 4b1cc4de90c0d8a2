import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedPath } from '../support/shared-data.ts';

const sample = 'data/finess/samples/finess_plus_activites_202607_sample.json.gz';
const schema = 'data/finess/formats/finess_plus_schema-activites-v1.json';

/** The names of all fields of a value. */
function fieldsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) fieldsOf(item, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) fieldsOf(part, found.add(name));
  return found;
}

/** The names of all fields that a JSON schema declares. */
function declaredIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  const { properties } = value as { properties?: object };
  for (const name of Object.keys(properties ?? {})) found.add(name);
  for (const part of Object.values(value)) declaredIn(part, found);
  return found;
}

describe.skipIf(!hasShared(sample, schema))('the page of sources', () => {
  const page = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8');
  const missing = (names: Set<string>) => [...names].filter((name) => !page.includes(`\`${name}\``));

  it('says of each field of the activities whether it is taken', () => {
    const content = gunzipSync(readFileSync(sharedPath(sample))).toString();
    expect(missing(fieldsOf(JSON.parse(content)))).toEqual([]);
  });

  it('says of each field of the published schema of the activities whether it is taken', () => {
    expect(missing(declaredIn(JSON.parse(readFileSync(sharedPath(schema), 'utf8'))))).toEqual([]);
  });
});
