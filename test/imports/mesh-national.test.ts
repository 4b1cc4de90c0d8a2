import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { cloneNationalWithSae, hasSae } from '../support/national.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';
import { silent } from './fixtures.ts';
import { read, sum } from './sae-plain.ts';

const partners = 'data/sae/2024-whole/ORG_2024r.csv';
const acute = ['LIT_MED', 'LIT_CHI', 'LIT_OBS'];

describe.runIf(hasSae && hasShared(partners))('the territorial groups, with the statistics of 2023 and 2024', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await cloneNationalWithSae();
  }, 300_000);
  afterAll(() => database.drop());

  it('of Grand Est have the beds of their members, by the lines of the members and by those of the groups', async () => {
    const members = await database.query<{ code: string; finess: string }>(
      `select distinct grouping_code as code, establishment_finess as finess from membership
       where grouping_code like '441%' and period @> '2024-12-31'::date and role in ('SUPPORT', 'MEMBER')`,
    );
    const codes = Array.from({ length: 11 }, (_, index) => `441${String(index + 1).padStart(2, '0')}`);
    const lines = read('MCO', 2024);
    const ofMembers = codes.map((code) => {
      const own = new Set(members.filter((member) => member.code === code).map(({ finess }) => finess));
      return sum(
        lines.filter((line) => own.has(line['FI_EJ']!)),
        ...acute,
      );
    });
    expect(ofMembers).toEqual([2222, 962, 861, 530, 1409, 579, 550, 1176, 584, 1645, 747]);
    const totals = await database.query(
      `select sum(beds)::int as beds from clinical.grouping_care_activity
       where year = 2024 and grouping_code like '441%' and discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS') group by grouping_code order by grouping_code`,
    );
    expect(totals.map(({ beds }) => beds)).toEqual(ofMembers);
  });

  it('have 602 partners, which are 477 legal entities', async () => {
    const options = { strict: true, dryRun: false, force: false, partial: false, rejects: '/dev/null' };
    const { summary } = await runImport(database.url, sae, [sharedPath(partners)], options, silent);
    expect(summary.targets.get('partners of groups')).toMatchObject({ new: 602, gone: 0 });
    expect([...summary.files.values()]).toEqual([{ read: 2932, rejected: 0, warnings: 0 }]);
    expect(
      await database.query(
        `select count(distinct establishment_finess)::int as entities, count(distinct grouping_code)::int as groups from membership where role = 'PARTNER'`,
      ),
    ).toEqual([{ entities: 477, groups: 131 }]);
  }, 60_000);
});
