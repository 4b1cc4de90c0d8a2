import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { runImport } from '../../imports/run.ts';
import type { Counts } from '../../services/kit/database/upsert.ts';
import type { TestDatabase } from '../support/database.ts';
import { cloneNational, hasRegister } from '../support/national.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';

const samples = 'data/finess/samples';
const march = `${samples}/finess_plus_structures_20260309_gcc_gco_pmej_sample.json`;
const structures = `${samples}/finess_plus_structures_202607_sample.json.gz`;
const activities = `${samples}/finess_plus_activites_202607_sample.json.gz`;

// Parts of the national files: what they leave out is not closed.
const options = { strict: false, dryRun: false, force: false, partial: true, rejects: '/dev/null' };
const silent = { start() {}, update() {}, stop() {}, log() {} };

describe.skipIf(!hasRegister || !hasShared(march, structures, activities))(
  'the real files of FINESS+, on the national register',
  () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await cloneNational();
      await database.query(
        'create table placed as select finess, commune_code from establishment where latitude is not null',
      );
    }, 300_000);
    afterAll(() => database.drop());

    const load = async (...paths: string[]) =>
      (await runImport(database.url, finessPlus, paths.map(sharedPath), options, silent)).summary;
    const written = (targets: Map<string, Counts>) =>
      [...targets].filter(([, counts]) => counts.new + counts.changed + counts.gone > 0);

    it('load at the first try, March and then July, and again without a change', async () => {
      const first = await load(march);
      // Its groups have twelve members, and two groups are legal persons: the sample leaves out these legal entities.
      expect([...first.files.values()].map(({ rejected }) => rejected)).toEqual([14]);
      const july = await load(structures, activities);
      // Three groups are of legal entities that the sample leaves out.
      expect([...july.files.values()].map(({ read, rejected }) => [read, rejected])).toEqual([
        [1787, 3],
        [expect.any(Number), 0],
      ]);
      expect(july.targets.get('authorisations')).toMatchObject({ new: 3660, gone: 0 });
      const again = await load(structures, activities);
      expect(written(again.targets)).toEqual([]);
    });

    it('leave the sites of the register where they are, but for those that have moved since', async () => {
      const lost = await database.query(
        `select finess, placed.commune_code = now.commune_code as is_there from placed join establishment as now using (finess)
         where latitude is null order by 1`,
      );
      expect(lost.map((row) => row['is_there'])).toEqual([false, false, false, false]);
    });
  },
);
