import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { keyOf, readBothWays } from '../../support/pages.ts';
import { explain, nodesOf } from '../../support/plans.ts';
import { insertRow } from '../../support/rows.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  await database.query(`
    insert into clinical.imaging_activity
      (establishment_finess, year, modality, devices, operated_devices, inpatient_exams, outpatient_exams, exams, source_code) values
      ('990000001', 2023, 'MRI', 1, null, null, null, 1000, 'test'),
      ('990000001', 2024, 'MRI', 2, 1, 400, 800, 1200, 'test'),
      ('990000001', 2024, 'SCANNER', null, null, null, null, null, 'test'),
      ('990000002', 2024, 'PET', 0, 0, 0, 0, 0, 'test')`);
  // 24 rows with many ties: 4 years, 3 numbers of devices and as many unknown ones.
  await database.query(`
    insert into clinical.imaging_activity (establishment_finess, year, modality, devices, exams, source_code)
    select '99100' || lpad((n % 7)::text, 4, '0'), 2030 + n % 4, (array['MRI', 'PET', 'SCANNER', 'LITHOTRIPSY'])[1 + n / 7],
           case when n % 3 > 0 then n % 5 % 3 end, case when n % 4 > 0 then n % 6 * 100 end, 'test'
    from generate_series(1, 24) n`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const list = (where: object): Promise<Answer> =>
  service.execute(
    `query ($where: ImagingActivityWhere) { imagingActivity(where: $where) { totalCount nodes { id year modality } } }`,
    { where },
  );

describe('imaging activities', () => {
  const [mri2023, mri2024, scanner, pet] = ['1-2023-MRI', '1-2024-MRI', '1-2024-SCANNER', '2-2024-PET'];
  it.each([
    ['year eq', { year: { eq: 2023 } }, [mri2023]],
    ['year gt, lte', { year: { gt: 2023, lte: 2024 } }, [mri2024, scanner, pet]],
    ['modality', { modality: ['MRI', 'PET'] }, [mri2023, mri2024, pet]],
    ['modality, of none', { modality: [] }, []],
    ['devices eq', { devices: { eq: 0 } }, [pet]],
    ['devices gte', { devices: { gte: 1 } }, [mri2023, mri2024]],
    ['devices isNull', { devices: { isNull: true } }, [scanner]],
    ['exams lt', { exams: { lt: 1200 } }, [mri2023, pet]],
    ['exams in', { exams: { in: [0, 1200, 7] } }, [mri2024, pet]],
    ['exams isNull', { exams: { isNull: false } }, [mri2023, mri2024, pet]],
    ['establishment eq', { establishment: { eq: '990000002' } }, [pet]],
    ['establishment contains', { establishment: { contains: '0001' } }, [mri2023, mri2024, scanner]],
    ['OR', { OR: [{ year: { eq: 2023 } }, { modality: ['PET'] }] }, [mri2023, pet]],
    ['NOT, unknowns included', { NOT: { exams: { gte: 1000 } } }, [scanner, pet]],
    ['NOT of two', { NOT: { modality: ['MRI'], year: { eq: 2024 } } }, [mri2023, scanner, pet]],
  ])('are kept by %s', async (_, where, expected) => {
    const { data, errors, statements } = await list({ AND: [{ establishment: { startsWith: '990' } }, where] });
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
    expect(data.imagingActivity.nodes.map(keyOf)).toEqual(expected.map((key) => `99000000${key}`));
    expect(data.imagingActivity.totalCount).toBe(expected.length);
  });

  it('are named by an opaque id', async () => {
    const { data } = await list({ establishment: { eq: '990000002' } });
    expect(data.imagingActivity.nodes[0].id).toBe(encodeNodeId('ImagingActivity', '990000002-2024-PET'));
  });

  it.each([
    ['establishment, year and modality', undefined, 'id'],
    ['YEAR', '[{ field: YEAR }]', 'year, id'],
    ['YEAR, the latest first', '[{ field: YEAR, direction: DESC }]', 'year desc, id desc'],
    ['DEVICES', '[{ field: DEVICES }]', 'devices nulls last, id'],
    ['DEVICES, the most first', '[{ field: DEVICES, direction: DESC }]', 'devices desc nulls last, id desc'],
    ['EXAMS', '[{ field: EXAMS }]', 'exams nulls last, id'],
    ['EXAMS, the most first', '[{ field: EXAMS, direction: DESC }]', 'exams desc nulls last, id desc'],
    [
      'two of different directions',
      '[{ field: DEVICES, direction: DESC }, { field: EXAMS }]',
      'devices desc nulls last, exams nulls last, id',
    ],
  ])('are ordered by %s, through all pages', async (_, orderBy, order) => {
    const rows = await database.query(
      `select id from clinical.imaging_activity where establishment_finess ^@ '991' order by ${order}`,
    );
    const keys = rows.map((row) => row['id']);
    const where = '{ establishment: { startsWith: "991" } }';
    const { forward, backward } = await readBothWays(service, 'imagingActivity', where, orderBy);
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });

  it.each(['YEAR', 'DEVICES', 'EXAMS'])('are in the order of %s in an index, both ways', async (field) => {
    // So few rows would be sorted, if the planner were free to.
    await database.query('set search_path = clinical, public; set enable_sort = off');
    for (const direction of ['ASC', 'DESC']) {
      const page = `{ imagingActivity(orderBy: [{ field: ${field}, direction: ${direction} }]) { nodes { id } } }`;
      const plans = await explain(service, database, page, {});
      expect(plans.flatMap(nodesOf).map((node) => node['Node Type'])).toEqual(['Limit', 'Index Scan']);
    }
  });
});

describe('an establishment', () => {
  const activity = `all: imagingActivity { id } some: imagingActivity(years: [2024], modality: [MRI, PET]) {
    year modality devices operatedDevices inpatientExams outpatientExams exams establishment { finess } source { code } }`;

  it('has its imaging by year and modality, in as many statements as any number of them', async () => {
    const one = await ofEstablishments(service, ['990000001'], activity);
    const { data, errors, statements } = await ofEstablishments(service, ['990000001', '990000002', 'none'], activity);
    expect(errors).toEqual([]);
    expect([one.statements.length, statements.length]).toEqual([2, 2]);
    const [first, second, none] = data._entities;
    expect(first).toEqual(one.data._entities[0]);
    expect(first.all.map(keyOf)).toEqual(['2023-MRI', '2024-MRI', '2024-SCANNER'].map((key) => `990000001-${key}`));
    const figures = { devices: 2, operatedDevices: 1, inpatientExams: 400, outpatientExams: 800, exams: 1200 };
    const establishment = { finess: '990000001' };
    expect(first.some).toEqual([{ year: 2024, modality: 'MRI', ...figures, establishment, source: { code: 'test' } }]);
    expect(second.some).toMatchObject([{ modality: 'PET', devices: 0, exams: 0 }]);
    expect(none).toEqual({ all: [], some: [] });
  });

  it('takes a thousand years at most', async () => {
    const years = Array.from({ length: 1001 }, (_, index) => index);
    const { errors } = await ofEstablishments(service, ['990000001'], `imagingActivity(years: [${years}]) { id }`);
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'years' } });
  });
});

describe('the database refuses an activity', () => {
  const sound = { establishment_finess: '990000009', year: 2024, modality: 'MRI', source_code: 'test' };
  it.each([
    [{ modality: 'XRAY' }, 'modality_check'],
    [{ establishment_finess: '99000000' }, 'establishment_finess_check'],
    [{ year: 24 }, 'year_check'],
    [{ devices: -1 }, 'devices_check'],
    [{ operated_devices: -1 }, 'operated_devices_check'],
    [{ inpatient_exams: -1 }, 'inpatient_exams_check'],
    [{ outpatient_exams: -1 }, 'outpatient_exams_check'],
    [{ exams: -1 }, 'exams_check'],
    [{ establishment_finess: '990000001' }, 'pkey'],
  ])('with %j', async (fault, rule) => {
    const insert = insertRow(database, 'clinical.imaging_activity', { ...sound, ...fault });
    await expect(insert).rejects.toMatchObject({ constraint: `imaging_activity_${rule}` });
  });
});
