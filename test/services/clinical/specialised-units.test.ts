import { afterAll, beforeAll, expect, it } from 'vitest';
import { testHub, type TestHub } from '../../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await hub.database.query(`insert into source (code, title) values ('test', 'Test')`);
  await hub.database.query(`
    insert into establishment (finess, level, name, source_code)
    select (990000010 + n)::text, 'SITE', 'ZZ ' || n, 'test' from generate_series(1, 5) n`);
  await hub.database.query(`
    insert into clinical.emergency_activity values
      ('990000011', 2024, 'GEN', 900, 90, 80, 5, 40, 50, 'test'), ('990000011', 2024, 'AMU', 7, null, null, null, null, 0, 'test'),
      ('990000011', 2023, 'GEN', 800, null, null, null, null, null, 'test')`);
  await hub.database.query(`
    insert into clinical.critical_care values
      ('990000011', 2024, 'REAADU', 12, 495, 3169, 'test'), ('990000011', 2024, 'SITOT', 6, null, 0, 'test')`);
  await hub.database.query(`
    insert into clinical.perinatal_activity (establishment_finess, year, maternity_code, obstetric_beds, single_deliveries, abortions, source_code) values
      ('990000011', 2024, 'TYPE2', 28, 1744, 498, 'test'), ('990000012', 2024, null, null, 0, null, 'test')`);
  await hub.database.query(`
    insert into clinical.operating_theatres values ('990000011', 2024, 'SALCHIR', 8, 0, 'test'), ('990000011', 2024, 'SALTOT', 12, null, 'test')`);
  await hub.database.query(`
    insert into clinical.dialysis_activity values ('990000011', 2024, '112BA', 20, 76, 10935, null, 'test')`);
});

afterAll(() => hub.close());

/** What is read of five establishments through the gateway, in one statement on the table. */
async function read(table: string, selection: string): Promise<any[]> {
  const { data, errors, statements } = await hub.execute(
    `{ establishments(where: { name: { startsWith: "ZZ" } }, first: 9) { nodes { ${selection} } } }`,
  );
  expect(errors).toEqual([]);
  expect(statements.filter((each) => each.includes(`from "${table}"`))).toHaveLength(1);
  expect(data.establishments.nodes).toHaveLength(5);
  return data.establishments.nodes.map((node: object) => Object.values(node)[0]);
}

const source = { code: 'test' };

it('emergency departments are by year and kind', async () => {
  const [first, second] = await read(
    'emergency_activity',
    `emergencyActivity(years: [2024]) {
       year kind { system code label } visits visitsUnder18 visitsFrom80 observationBeds observationStays observationDays source { code } }`,
  );
  const system = 'sae-emergency';
  const unknown = { visitsUnder18: null, visitsFrom80: null, observationBeds: null, observationStays: null };
  expect(first).toEqual([
    { year: 2024, kind: { system, code: 'AMU', label: 'AMU' }, visits: 7, ...unknown, observationDays: 0, source },
    {
      year: 2024,
      kind: { system, code: 'GEN', label: 'Urgences générales' },
      visits: 900,
      visitsUnder18: 90,
      visitsFrom80: 80,
      observationBeds: 5,
      observationStays: 40,
      observationDays: 50,
      source,
    },
  ]);
  expect(second).toEqual([]);
});

it('critical care tells its totals from their parts', async () => {
  const [first] = await read(
    'critical_care',
    'criticalCare { year kind { code label } isTotal beds stays days source { code } }',
  );
  expect(first).toEqual([
    {
      year: 2024,
      kind: { code: 'REAADU', label: 'Réanimation adulte' },
      isTotal: false,
      beds: 12,
      stays: 495,
      days: 3169,
      source,
    },
    {
      year: 2024,
      kind: { code: 'SITOT', label: 'Total des soins intensifs' },
      isTotal: true,
      beds: 6,
      stays: null,
      days: 0,
      source,
    },
  ]);
});

it('perinatal care has the type of maternity, or none', async () => {
  const [first, second] = await read(
    'perinatal_activity',
    'perinatalActivity { year maternityType { system code label } obstetricBeds singleDeliveries abortions source { code } }',
  );
  const maternityType = { system: 'sae-maternity', code: 'TYPE2', label: 'Maternité de type 2' };
  expect(first).toEqual([
    { year: 2024, maternityType, obstetricBeds: 28, singleDeliveries: 1744, abortions: 498, source },
  ]);
  expect(second).toMatchObject([{ maternityType: null, obstetricBeds: null, singleDeliveries: 0 }]);
});

it('operating rooms tell their total from its parts', async () => {
  const [first] = await read(
    'operating_theatres',
    'operatingTheatres { kind { code label } isTotal rooms roomsAroundTheClock source { code } }',
  );
  expect(first).toEqual([
    {
      kind: { code: 'SALCHIR', label: 'Salles de chirurgie' },
      isTotal: false,
      rooms: 8,
      roomsAroundTheClock: 0,
      source,
    },
    {
      kind: { code: 'SALTOT', label: 'Total des salles' },
      isTotal: true,
      rooms: 12,
      roomsAroundTheClock: null,
      source,
    },
  ]);
});

it('dialysis is by modality, whose code is its label', async () => {
  const [first] = await read(
    'dialysis_activity',
    'dialysisActivity { year modality { system code label } capacity patients sessions weeks source { code } }',
  );
  expect(first).toEqual([
    {
      year: 2024,
      modality: { system: 'sae-dialysis', code: '112BA', label: '112BA' },
      capacity: 20,
      patients: 76,
      sessions: 10_935,
      weeks: null,
      source,
    },
  ]);
});
