import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { runImport } from '../../imports/run.ts';
import { silent } from '../imports/fixtures.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';

const structures = 'data/finess/samples/finess_plus_structures_202607_sample.json.gz';
const activities = 'data/finess/samples/finess_plus_activites_202607_sample.json.gz';
const nomenclature = 'data/nomenclatures/nomenclature-amm-v14.csv';
const contract = 'contract/operations/authorised-offer.graphql';

describe.skipIf(!hasShared(structures, activities, nomenclature, contract))(
  'the operation authorised-offer, on real files',
  () => {
    let hub: TestHub;

    beforeAll(async () => {
      hub = await testHub();
      const paths = [activities, structures].map(sharedPath);
      const options = { strict: false, dryRun: false, force: false, partial: true, rejects: '/dev/null' };
      await runImport(hub.database.url, finessPlus, paths, options, silent);
    }, 60_000);

    afterAll(() => hub.close());

    it('answers word for word on both engines, with what the file says', async () => {
      const { data, errors, statements } = await hub.execute(readFileSync(sharedPath(contract), 'utf8'));
      expect(errors).toEqual([]);
      const { finess, name, authorisations } = data.establishment;
      expect([finess, name]).toEqual(['010780195', 'CLINIQUE CONVERT']);
      const today = new Date().toISOString().slice(0, 10);
      const listed = exercisedAt('010780195').filter(
        ({ caracteristiquesGeneriques: { etatObjet, dateFinActiviteAutorisee: end } }) =>
          etatObjet === 'A' && (end ?? '9999-12-31') > today,
      );
      const labels = labelsOf();
      expect(authorisations.totalCount).toBe(listed.length);
      expect(authorisations.nodes.map(stated).toSorted()).toEqual(listed.map((one) => said(one, labels)).toSorted());
      // The establishment, its authorisations with their number, and the capacities.
      expect(statements).toHaveLength(4);
    });
  },
);

interface Exercised {
  caracteristiquesGeneriques: Record<string, string | null>;
  nature: { codeNature: string; caracteristiquesSpecifiques: Record<string, unknown> };
}

function exercisedAt(finess: string): Exercised[] {
  const { pmej } = JSON.parse(gunzipSync(readFileSync(sharedPath(activities))).toString()) as {
    pmej: { ege: { numFinessEge: string; activitesExercees: Exercised[] }[] }[];
  };
  return pmej.flatMap(({ ege }) => ege).find(({ numFinessEge }) => numFinessEge === finess)!.activitesExercees;
}

/** The labels of the published nomenclature: of an activity, and of the modality and mention under it. */
const labelsOf = () =>
  new Map(
    readFileSync(sharedPath(nomenclature), 'utf8')
      .split(/\r?\n/)
      .map((line) => line.split(';'))
      .flatMap(([activity, label, modality, modalityLabel, mention, mentionLabel]) => [
        [activity, label],
        [`${activity}/${modality}`, modalityLabel],
        [`${activity}/${mention}`, mentionLabel],
      ]),
  );

/** An authorisation as the graph states it, and as the file does with the nomenclature's labels. */
const stated = ({ nature, activity, modality, mention, isExercised, period }: any): string =>
  [
    nature,
    activity.code,
    activity.label,
    modality?.label,
    mention?.label,
    isExercised,
    period.start,
    period.end,
  ].join();

function said({ caracteristiquesGeneriques: facts, nature }: Exercised, labels: ReturnType<typeof labelsOf>): string {
  const codes = (nature.caracteristiquesSpecifiques[`typeActivite${nature.codeNature}`] ?? {}) as Record<
    string,
    string
  >;
  const activity = codes['activiteAMM'] ?? codes['activiteAMF'] ?? codes['activiteSanitaireRegulee'];
  const under = ['modaliteAMM', 'modaliteActivite', 'mentionAMM'].flatMap((field) => codes[field] ?? []);
  const [modality, mention] = under.map((code) => labels.get(`${activity}/${code}`) ?? code);
  const days = [facts['dateDebutActiviteAutorisee'], facts['dateFinActiviteAutorisee']];
  return [nature.codeNature, activity, labels.get(activity) ?? activity, modality, mention, true, ...days].join();
}
