import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
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

const [chr, mercy, legouest] = ['570005165', '570026682', '570000596'];

const find = (where: object, first = 100): Promise<Answer> =>
  service.execute(
    `query ($where: CrossDomainWhere!, $first: Int) { findEstablishments(where: $where, first: $first) {
      totalCount nodes { establishment { finess } distanceKm matchedBy { condition fact by { finess } } } } }`,
    { where, first },
  );

/** The reasons of a match, by its number. */
const reasons = ({ data }: Answer, finess: string): [string, string, string | null][] =>
  data.findEstablishments.nodes
    .find((one: any) => one.establishment.finess === finess)
    .matchedBy.map(({ condition, fact, by }: any) => [condition, fact, by?.finess ?? null]);

describe('why an establishment was found', () => {
  it('is told by the facts of each condition, all matches in one statement', async () => {
    const answer = await find({ imaging: { modality: ['MRI'], year: 2024 }, level: 'SITE' });
    expect(answer.errors).toEqual([]);
    expect(answer.statements).toHaveLength(2);
    const [stated] = await database.query<{ devices: number; exams: number }>(
      `select devices, exams from clinical.imaging_activity where establishment_finess = '${legouest}' and year = 2024 and modality = 'MRI'`,
    );
    const words = `MRI 2024: devices ${stated!.devices}, exams ${stated!.exams.toLocaleString('en')}`;
    expect(reasons(answer, legouest)).toEqual([['imaging', words, legouest]]);
  });

  it('names the site of a laboratory that is shared, and of a legal entity the site that has it', async () => {
    const answer = await find({ labs: { biosafety: ['P3'] } });
    const [lab] = await database.query<{ name: string; site: string }>(
      `select name, site_finess as site from clinical.laboratory where biosafety = 'P3'`,
    );
    for (const finess of [chr, mercy, legouest])
      expect(reasons(answer, finess), finess).toContainEqual(['labs', `${lab!.name} (P3)`, lab!.site]);
  });

  it('is told for conditions in AND and OR, and not under NOT', async () => {
    const where = {
      AND: [{ sector: ['PUBLIC'] }],
      OR: [{ interns: { gte: 1 } }, { labs: {} }],
      NOT: { pharmacy: { activity: [] } },
    };
    const conditions = reasons(await find(where), mercy).map(([condition]) => condition);
    expect([...new Set(conditions)]).toEqual(['interns', 'labs', 'sector']);
  });

  it('is told of memberships, actions, contracts and ties', async () => {
    const told = async (where: object, finess: string): Promise<string[]> =>
      reasons(await find(where), finess).map(([, fact]) => fact);
    expect(await told({ membership: { kind: ['GHT'] } }, chr)).toEqual([expect.stringMatching(/ \(44108\): SUPPORT$/)]);
    const actions = await database.query<{ label: string }>(
      `select label from cooperation_action c join cooperation_action_establishment n on n.action_reference = c.reference
       where n.establishment_finess = '${legouest}' and domain = 'LABS' order by label`,
    );
    expect(await told({ cooperation: { domain: ['LABS'] } }, legouest)).toEqual(actions.map(({ label }) => label));
    const units = await database.query<{ name: string }>(
      `select distinct u.name from logistics.supply_contract s join logistics.production_unit u on u.code = s.unit_code
       where s.customer_finess = '${legouest}' and s.kind = 'LINEN' and s.period @> current_date order by 1`,
    );
    expect(await told({ laundry: { any: true } }, legouest)).toEqual(units.map(({ name }) => name));
    expect(await told({ dependsOn: { domain: ['LAUNDRY'] } }, legouest)).toEqual(units.map(({ name }) => name));
    expect(await told({ laundry: { any: false } }, '570000117')).toEqual([]);
  });

  it('is told of authorisations and declarations', async () => {
    await database.query(`
      insert into clinical.authorisation (code, nature, legal_entity_finess, site_finess, activity_code, is_active, period, listed_on, source_code)
      values ('a', 'EML', '${chr}', '${mercy}', '33', true, '[2020-01-01,2099-02-03)', '2026-07-01', 'test'),
             ('b', 'EML', '${chr}', '${mercy}', '34', false, '(,)', '2026-07-01', 'test'),
             ('c', 'AMM', '${chr}', '${mercy}', '33', true, '[2020-01-01,2021-01-01)', '2026-07-01', 'test')`);
    const answer = await find({ authorisation: { nature: ['EML', 'AMM'] } });
    expect(answer.data.findEstablishments.nodes.map((one: any) => one.establishment.finess)).toEqual([chr, mercy]);
    expect(reasons(answer, chr)).toEqual([['authorisation', 'EML 33 until 2099-02-03', mercy]]);
    const counted = async (authorisation: object): Promise<number> =>
      (await find({ authorisation })).data.findEstablishments.totalCount;
    expect(await counted({ activity: ['34'] })).toBe(0);
    expect(await counted({ activity: ['33'], nature: ['AMM'] })).toBe(0);
    expect(await counted({ activity: ['33'], nature: ['AMM'], asOf: '2020-06-01' })).toBe(2);
    await database.query(`
      insert into clinical.declared_activity (establishment_finess, year, activity_code, is_present, source_code)
      values ('${mercy}', 2060, 'IMAG', true, 'test'), ('${mercy}', 2060, 'BIO', false, 'test')`);
    expect(reasons(await find({ declared: { activity: ['IMAG', 'BIO'] } }), mercy)).toEqual([
      ['declared', 'IMAG 2060: declared', mercy],
    ]);
  });
});

describe('the distance of a match', () => {
  it('is from the centre of the circle, in kilometres, and null without one', async () => {
    const answer = await find({ near: { establishment: mercy, radiusKm: 40 }, level: 'SITE' });
    expect(answer.errors).toEqual([]);
    expect(answer.statements).toHaveLength(3);
    const away = Object.fromEntries(
      answer.data.findEstablishments.nodes.map((one: any) => [one.establishment.finess, one.distanceKm]),
    );
    expect(away[mercy]).toBeCloseTo(0, 6);
    expect(away[legouest]).toBeGreaterThan(3);
    expect(away[legouest]).toBeLessThan(10);
    const without = await find({ OR: [{ near: { establishment: mercy, radiusKm: 1 } }, { labs: {} }] }, 1);
    expect(without.data.findEstablishments.nodes[0].distanceKm).toBeNull();
  });
});
