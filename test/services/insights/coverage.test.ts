import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEntities } from '../../support/entities.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const fields = 'domain state known expected asOf note territory { code } sources { code }';

const coverage = (args: string): Promise<Answer> => service.execute(`{ coverage${args} { ${fields} } }`, {});

/** The rows of an answer by domain: state, known and expected. */
const byDomain = (rows: any[]): Record<string, unknown[]> =>
  Object.fromEntries(rows.map(({ domain, state, known, expected }) => [domain, [state, known, expected]]));

const count = async (from: string): Promise<number> =>
  Number((await database.query<{ count: string }>(`select count(*) from ${from}`))[0]!.count);

const careUnitsOfRegion = `clinical.care_unit u where period @> current_date and exists (
  select from clinical.care_unit_establishment n join establishment e on e.finess = n.establishment_finess
  join territory t on t.code = e.territory_code where n.care_unit_code = u.code and t.region_code = 'REG-44')`;

describe('the coverage of a hub with the reference dataset', () => {
  it('is whole in no domain, and counts what the tables have', async () => {
    const answer = await coverage('');
    expect(answer.errors).toEqual([]);
    expect(answer.statements).toHaveLength(1);
    const rows = answer.data.coverage;
    expect(rows).toHaveLength(18);
    expect(rows.map((row: any) => row.domain)[0]).toBe('REGISTER');
    for (const row of rows) {
      expect(row).toMatchObject({ expected: null, territory: null });
      expect(['PARTIAL', 'ILLUSTRATIVE', 'NOT_COVERED'], row.domain).toContain(row.state);
      expect(row.note, row.domain).toMatch(/load/);
      expect(row.sources.length === 0, row.domain).toBe(row.known === 0);
    }
    const found = byDomain(rows);
    const today = `period @> current_date`;
    expect(found['REGISTER']![1]).toBe(await count(`establishment where level = 'SITE' and closed_on is null`));
    expect(found['GROUP_MEMBERS']![1]).toBe(
      await count(`membership where role not in ('ASSOCIATE', 'PARTNER') and ${today}`),
    );
    expect(found['AGREEMENTS']![1]).toBe(await count(`agreement where ${today}`));
    expect(found['CARE_UNITS']![1]).toBe(await count(`clinical.care_unit where ${today}`));
    expect(found['LAUNDRY']![1]).toBe(
      (await count(`logistics.production_unit where kind = 'LINEN' and status <> 'CLOSED'`)) +
        (await count(`logistics.supply_contract where kind = 'LINEN' and ${today}`)),
    );
    expect(found['AUTHORISATIONS']).toEqual(['NOT_COVERED', 0, null]);
  });

  it('is of territories too, in their order, and an object of two establishments counts once', async () => {
    const answer = await coverage('(territories: ["REG-44", "75"], domains: [AGREEMENTS, CARE_UNITS])');
    expect(answer.statements).toHaveLength(1);
    expect(answer.data.coverage.map((row: any) => [row.territory.code, row.domain, row.known])).toEqual([
      ['REG-44', 'AGREEMENTS', await count('agreement where period @> current_date')],
      ['REG-44', 'CARE_UNITS', await count(careUnitsOfRegion)],
      ['75', 'AGREEMENTS', 0],
      ['75', 'CARE_UNITS', 0],
    ]);
  });

  it.each([
    ['an unknown territory', '(territories: ["REG-44", "999"])', 'territories'],
    ['a territory twice', '(territories: ["57", "57"])', 'territories'],
    [
      'too many',
      `(territories: ${JSON.stringify(Array.from({ length: 51 }, (_, index) => `Z${index}`))})`,
      'territories',
    ],
    ['a domain twice', '(domains: [IMAGING, IMAGING])', 'domains'],
  ])('refuses %s', async (_, args, argument) => {
    const { data, errors } = await coverage(args);
    expect(data).toEqual({ coverage: null });
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  });
});

describe('the coverage of an object', () => {
  const of = (references: object[], domains: string): Promise<Answer> => {
    const field = `coverage(domains: [${domains}]) { ${fields} }`;
    return ofEntities(
      service,
      references,
      ['Territory', 'Grouping', 'Establishment'].map((type) => `... on ${type} { ${field} }`).join(' '),
    );
  };

  it('of groupings counts their own members, one statement for all', async () => {
    const codes = ['44108', '44107', 'none'];
    const { data, errors, statements } = await of(
      codes.map((code) => ({ __typename: 'Grouping', code })),
      'GROUP_MEMBERS UNIVERSITY_ASSOCIATIONS',
    );
    expect([errors, statements.length]).toEqual([[], 1]);
    const members = (code: string): Promise<number> =>
      count(
        `membership where grouping_code = '${code}' and role not in ('ASSOCIATE', 'PARTNER') and period @> current_date`,
      );
    const [first, second, none] = data._entities.map((one: any) => one.coverage);
    expect(byDomain(first)).toEqual({
      GROUP_MEMBERS: ['PARTIAL', await members('44108'), null],
      UNIVERSITY_ASSOCIATIONS: ['NOT_COVERED', 0, null],
    });
    expect(byDomain(second)).toEqual({
      GROUP_MEMBERS: ['PARTIAL', await members('44107'), null],
      UNIVERSITY_ASSOCIATIONS: ['PARTIAL', 1, null],
    });
    expect(none).toBeNull();
  });

  it('of a legal entity includes its sites, of a site only itself', async () => {
    const { data, statements } = await of(
      [
        { __typename: 'Establishment', finess: '570005165' },
        { __typename: 'Establishment', finess: '570000596' },
      ],
      'REGISTER CAPACITY',
    );
    expect(statements).toHaveLength(1);
    const [entity, site] = data._entities.map((one: any) => byDomain(one.coverage));
    expect(entity.REGISTER[1]).toBe(
      await count(`establishment where legal_entity_finess = '570005165' and closed_on is null`),
    );
    expect(site.REGISTER).toEqual(['PARTIAL', 1, null]);
  });
});
