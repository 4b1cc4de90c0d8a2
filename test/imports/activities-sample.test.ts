import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { generateActivities } from '../bench/generated-activities.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';
import { importTest } from './fixtures.ts';

const sample = 'data/finess/samples/finess_plus_activites_202607_sample.json.gz';

interface Listed {
  evenement: object[];
  caracteristiquesGeneriques: Record<string, string | null>;
  nature: { codeNature: string };
  capacite: { nombre: string; statutCapacite: string }[];
}

/** Sums a file by another way than the import: authorised activities, and exercised ones, each on their own. */
function sumsOf(content: string) {
  const { pmej } = JSON.parse(content) as {
    pmej: {
      numFiness: string;
      activitesAutorisees: Listed[];
      ege: { numFinessEge: string; activitesExercees: Listed[] }[];
    }[];
  };
  const held = pmej.flatMap(({ activitesAutorisees }) => activitesAutorisees);
  const exercised = pmej.flatMap(({ ege }) => ege.flatMap(({ activitesExercees }) => activitesExercees));
  const natures: Record<string, number> = {};
  for (const { nature } of exercised) natures[nature.codeNature] = (natures[nature.codeNature] ?? 0) + 1;
  const withEvents = (of: { evenement: object[] }[]): boolean => of.some(({ evenement }) => evenement.length > 0);
  const capacity = (of: Listed[], status: string) => {
    const numbers = of.flatMap(({ capacite }) => capacite.filter(({ statutCapacite }) => statutCapacite === status));
    return { count: numbers.length, sum: numbers.reduce((sum, { nombre }) => sum + Number(nombre), 0) };
  };
  return {
    records: pmej.length + pmej.flatMap(({ ege }) => ege).length + held.length + exercised.length,
    eventful:
      pmej.filter(({ activitesAutorisees }) => withEvents(activitesAutorisees)).length +
      pmej.flatMap(({ ege }) => ege).filter(({ activitesExercees }) => withEvents(activitesExercees)).length,
    held: held.length,
    exercised: exercised.length,
    natures,
    active: held.filter(({ caracteristiquesGeneriques: facts }) => facts['etatObjet'] === 'A').length,
    lapsing: exercised.filter(({ caracteristiquesGeneriques: facts }) => facts['dateCaduciteAutorisation']).length,
    authorised: capacity(held, '09'),
    installed: capacity(exercised, '08'),
  };
}

describe.skipIf(!hasShared(sample))('the real activities of July 2026', () => {
  const test = importTest();

  it('load whole: one object for each authorised activity and the exercised one that rests on it', async () => {
    const file = { 'activities.json.gz': readFileSync(sharedPath(sample)) };
    const { summary } = await test.load(file, {}, finessPlus);
    const sums = sumsOf(gunzipSync(file['activities.json.gz']).toString());
    expect(sums).toMatchObject({ held: 3660, exercised: 3660 });
    expect(summary.files.get('activities.json.gz')).toEqual({ read: sums.records, rejected: 0, warnings: 0 });
    expect(Object.fromEntries(summary.targets)).toEqual({
      authorisations: { new: sums.held, changed: 0, same: 0, gone: 0 },
      capacities: { new: sums.authorised.count + sums.installed.count, changed: 0, same: 0, gone: 0 },
      'establishments with events': { new: sums.eventful, changed: 0, same: 0, gone: 0 },
    });
    const natures = await test.database.query(
      'select nature, count(*)::int from clinical.authorisation group by nature order by nature',
    );
    expect(Object.fromEntries(natures.map(({ nature, count }) => [nature, count]))).toEqual(sums.natures);
    const [counted] = await test.database.query(
      'select count(*) filter (where is_active)::int as active, count(lapses_on)::int as lapsing, count(site_finess)::int as exercised from clinical.authorisation',
    );
    expect(counted).toEqual({ active: sums.active, lapsing: sums.lapsing, exercised: sums.exercised });
    const capacities = await test.database.query(
      'select kind, count(*)::int, sum(number)::int from clinical.authorised_capacity group by kind order by kind',
    );
    expect(capacities).toEqual([
      { kind: 'AUTHORISED', ...sums.authorised },
      { kind: 'INSTALLED', ...sums.installed },
    ]);
  });

  it('change nothing when they are loaded again', async () => {
    const { summary } = await test.load(
      { 'activities.json': gunzipSync(readFileSync(sharedPath(sample))) },
      {},
      finessPlus,
    );
    expect(summary.targets.get('authorisations')).toEqual({ new: 0, changed: 0, same: 3660, gone: 0 });
    expect(summary.targets.get('capacities')).toMatchObject({ new: 0, changed: 0, gone: 0 });
  });
});

describe('generated activities', () => {
  const test = importTest();

  it('load whole, however many there are', async () => {
    const path = join(test.folder, 'generated.json.gz');
    await generateActivities(path, { legalEntities: 98, sites: 175, authorised: 293 });
    const { summary } = await test.load({ 'activities.json.gz': readFileSync(path) }, {}, finessPlus);
    expect(summary.files.get('activities.json.gz')).toEqual({ read: 98 + 175 + 2 * 293, rejected: 0, warnings: 0 });
    expect(summary.targets.get('authorisations')).toEqual({ new: 293, changed: 0, same: 0, gone: 0 });
  });
});
