import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHub, type TestHub } from '../../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await hub.database.query(`insert into source (code, title) values ('test', 'Test')`);
  await hub.database.query(`
    insert into establishment (finess, level, name, source_code)
    values ('990000001', 'LEGAL_ENTITY', 'ZZ 1', 'test'), ('990000011', 'SITE', 'ZZ 2', 'test'), ('990000012', 'SITE', 'ZZ 3', 'test'), ('990000021', 'SITE', 'ZZ 4', 'test')`);
  await hub.database.query(`
    insert into clinical.medical_staff values
      ('990000011', 2024, 'M1010', 1.1, '990000001', 'test'), ('990000011', 2024, 'M9999', 1.1, '990000001', 'test'),
      ('990000012', 2024, 'M1010', 2.2, '990000001', 'test'), ('990000012', 2024, 'M9999', 2.2, '990000001', 'test'),
      ('990000001', 2024, 'M9999', 0.3, '990000001', 'test'), ('990000011', 2023, 'M9999', 0, '990000002', 'test')`);
  await hub.database.query(`
    insert into clinical.other_staff (establishment_finess, year, discipline_code, infns, soito, etppnm, legal_entity_finess, source_code) values
      ('990000011', 2024, '2100', 5.5, 5.5, 5.5, '990000001', 'test'), ('990000011', 2024, '9999', 5.5, 5.5, 5.5, '990000001', 'test'),
      ('990000012', 2024, '2100', null, 0, 0, '990000001', 'test')`);
});

afterAll(() => hub.close());

const read = async (selection: string) => {
  const { data, errors, statements } = await hub.execute(
    `{ establishments(where: { name: { startsWith: "ZZ" } }, first: 9) { nodes { finess ${selection} } } }`,
  );
  expect(errors).toEqual([]);
  return {
    nodes: data.establishments.nodes as any[],
    statements: statements.filter((each) => each.includes('from "workforce_figure"')),
  };
};

const line = ({ year, staff, discipline, isTotal, fte }: any): string =>
  [year, staff.code, discipline?.code ?? '-', isTotal ? 'total' : 'part', fte].join(' ');

describe('the workforce of an establishment', () => {
  it('is what its lines state, and of a legal entity the sum over its sites in that year', async () => {
    const { nodes, statements } = await read(
      'workforce { year staff { code } discipline { code } isTotal fte source { code } }',
    );
    expect(nodes.map(({ workforce }) => workforce.map(line))).toEqual(
      [
        [
          '2024 M1010 - part 3.3',
          '2024 M9999 - total 3.6',
          '2024 INFNS 2100 part 5.5',
          '2024 ETPPNM 2100 total 5.5',
          '2024 SOITO 2100 total 5.5',
          '2024 ETPPNM 9999 total 5.5',
          '2024 INFNS 9999 total 5.5',
          '2024 SOITO 9999 total 5.5',
        ].toSorted(),
        [
          '2023 M9999 - total 0',
          '2024 M1010 - part 1.1',
          '2024 M9999 - total 1.1',
          '2024 INFNS 2100 part 5.5',
          '2024 ETPPNM 2100 total 5.5',
          '2024 SOITO 2100 total 5.5',
          '2024 ETPPNM 9999 total 5.5',
          '2024 INFNS 9999 total 5.5',
          '2024 SOITO 9999 total 5.5',
        ].toSorted(),
        [
          '2024 M1010 - part 2.2',
          '2024 M9999 - total 2.2',
          '2024 ETPPNM 2100 total 0',
          '2024 SOITO 2100 total 0',
        ].toSorted(),
        [],
      ].map((lines) => expect.toSatisfy((found: string[]) => found.toSorted().join() === lines.join())),
    );
    expect(nodes[0].workforce[0].source).toEqual({ code: 'test' });
    // Four establishments, one statement.
    expect(statements).toHaveLength(1);
  });

  it('has labels where the meaning of a code is published, and is kept by year', async () => {
    const { nodes, statements } = await read(
      'one: workforce(years: [2023]) { year } last: workforce(years: [2024]) { staff { system code label } discipline { system code label } }',
    );
    expect(nodes[1].one).toEqual([{ year: 2023 }]);
    expect(nodes[1].last).toContainEqual({
      staff: { system: 'sae-medical-staff', code: 'M1010', label: 'M1010' },
      discipline: null,
    });
    expect(nodes[1].last).toContainEqual({
      staff: { system: 'sae-other-staff', code: 'INFNS', label: 'Infirmiers non spécialisés' },
      discipline: { system: 'sae-staff-discipline', code: '2100', label: '2100' },
    });
    expect(nodes[1].last).toContainEqual({
      staff: { system: 'sae-other-staff', code: 'ETPPNM', label: 'Total du personnel non médical' },
      discipline: { system: 'sae-staff-discipline', code: '9999', label: 'Total des disciplines' },
    });
    expect(statements).toHaveLength(2);
  });
});
