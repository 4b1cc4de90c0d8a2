import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { geolocalisation, oldGeolocalisation, structureej, structureet } from '../../imports/finess/layouts.ts';
import { nomenclatures } from '../../imports/reference/nomenclatures.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';

const page = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8');

/** The names that a section of the page has in code style. */
function namesIn(section: string): Set<string> {
  const text = page.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
  return new Set([...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The fields of a file, at any depth. */
function fieldsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) fieldsOf(each, found);
  else if (isObject(value)) {
    for (const [name, each] of Object.entries(value)) {
      found.add(name);
      fieldsOf(each, found);
    }
  }
  return found;
}

/** The fields that a JSON schema declares, at any depth. */
function declaredIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) for (const each of schema) declaredIn(each, found);
  else if (isObject(schema)) {
    if (isObject(schema['properties'])) for (const name of Object.keys(schema['properties'])) found.add(name);
    for (const each of Object.values(schema)) declaredIn(each, found);
  }
  return found;
}

function read(path: string): unknown {
  const bytes = readFileSync(sharedPath(path));
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
}

const sources = [
  {
    section: 'FINESS+: structures',
    schema: 'data/finess/formats/finess_plus_schema-structures-v1.json',
    samples: [
      'data/finess/samples/finess_plus_structures_202607_sample.json.gz',
      'data/finess/samples/finess_plus_structures_20260309_gcc_gco_pmej_sample.json',
    ],
  },
  {
    section: 'FINESS+: activities',
    schema: 'data/finess/formats/finess_plus_schema-activites-v1.json',
    samples: ['data/finess/samples/finess_plus_activites_202607_sample.json.gz'],
  },
];

it.each([
  ['FINESS: the legacy register', structureej],
  ['FINESS: the legacy register', structureet],
  ['FINESS: the legacy register', geolocalisation],
  ['FINESS: the legacy register', oldGeolocalisation],
  ['INSEE: legal populations', 'REG;Région;DEP;Département;NBARR;NBCAN;NBCOM;PMUN;PTOT'.split(';')],
  ['Territorial groups of Grand Est, 2018', ['ght_code', 'ght_name', 'finess_ej', 'name']],
])('docs/sources.md on %s names the columns %j', (section, columns) => {
  const names = namesIn(section);
  expect([...columns].filter((column) => column !== 'section' && !names.has(column))).toEqual([]);
});

it.each(page.split(/^## /m).slice(1))('docs/sources.md says how fresh it is: %.40s', (section) => {
  expect(section.match(/^How fresh: \S/gm)).toHaveLength(1);
});

it('docs/sources.md has the lists of codes that ship with the hub', () => {
  const names = namesIn('Nomenclatures');
  expect(nomenclatures.map(({ file }) => file).filter((file) => !names.has(file))).toEqual([]);
});

describe.each(sources)('docs/sources.md on $section', ({ section, schema, samples }) => {
  it.skipIf(!hasShared(schema))('names each field of the published schema', () => {
    const names = namesIn(section);
    expect([...declaredIn(read(schema))].filter((field) => !names.has(field))).toEqual([]);
  });

  for (const sample of samples) {
    it.skipIf(!hasShared(sample))(`names each field of ${sample}`, () => {
      const names = namesIn(section);
      expect([...fieldsOf(read(sample))].filter((field) => !names.has(field))).toEqual([]);
    });
  }
});
