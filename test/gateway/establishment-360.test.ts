import { afterAll, beforeAll, expect, it } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';

let hub: TestHub;
const { document } = (await readOperations()).find(({ name }) => name === 'establishment-360')!;

const few = '010999998';
const many = '010999999';

beforeAll(async () => {
  hub = await testHub();
  const { query } = hub.database;
  // The same data for a legal entity with one site and for one with thirty.
  await query(`
    insert into establishment (finess, level, name, source_code) values ('${few}', 'LEGAL_ENTITY', 'UN SITE', 'illustrative'), ('${many}', 'LEGAL_ENTITY', 'TRENTE SITES', 'illustrative')`);
  await query(`
    insert into establishment (finess, level, name, legal_entity_finess, source_code)
    select '0109' || 10000 + n, 'SITE', 'SITE ' || n, case when n = 0 then '${few}' else '${many}' end, 'illustrative' from generate_series(0, 30) n`);
  const sites = `(select finess from establishment where legal_entity_finess in ('${few}', '${many}')) site`;
  await query(
    `insert into clinical.care_activity (establishment_finess, year, discipline, beds, full_stays, source_code) select finess, 2024, 'MEDICINE', 10, 900, 'illustrative' from ${sites}`,
  );
  await query(
    `insert into clinical.imaging_activity (establishment_finess, year, modality, devices, exams, source_code) select finess, 2024, 'MRI', 1, 5000, 'illustrative' from ${sites}`,
  );
  await query(
    `insert into clinical.intern_census (establishment_finess, year, total, source_code) select finess, 2024, 7, 'illustrative' from ${sites}`,
  );
  await query(
    `insert into membership (grouping_code, establishment_finess, role, source_code) select '44108', unnest(array['${few}', '${many}']), 'MEMBER', 'illustrative'`,
  );
  await query(
    `insert into clinical.care_unit (code, name, kind, discipline_code, site_finess, source_code)
     select 'unit-' || finess, 'Unité', 'WARD', (select min(code) from clinical.discipline), finess, 'illustrative' from unnest(array['${few}', '${many}']) finess`,
  );
  await query(
    `insert into logistics.supply_contract (code, unit_code, customer_finess, daily_volume, source_code)
     select 'linen-' || finess, 'metz-blanchisserie', finess, 100, 'illustrative' from unnest(array['${few}', '${many}']) finess`,
  );
});

afterAll(() => hub.close());

it.each<Engine>(['local', 'remote'])(
  'costs at most 24 statements on the %s engine, for thirty sites as for one',
  async (engine) => {
    const one = await hub.executeOn(engine, document, { finess: few });
    const thirty = await hub.executeOn(engine, document, { finess: many });
    expect([...one.errors, ...thirty.errors]).toEqual([]);
    const { nodes, totalCount } = thirty.data.establishment.sites;
    expect(totalCount).toBe(30);
    expect(nodes).toHaveLength(30);
    for (const node of nodes)
      expect(node).toMatchObject({
        careActivity: [{ discipline: 'MEDICINE', beds: 10, fullStays: 900 }],
        imagingActivity: [{ modality: 'MRI', devices: 1, exams: 5000 }],
        internCensus: [{ total: 7 }],
      });
    for (const { statements } of [one, thirty]) {
      expect(new Set(statements).size).toBe(20);
      // Memberships and the laundry load groupings, the establishment and its dependencies load establishments: together or separately.
      expect(statements.length).toBeLessThanOrEqual(24);
    }
  },
);
