import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { testHub, type TestHub } from '../../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await hub.database.query(`insert into source (code, title) values ('test', 'Test')`);
  await hub.database.query(`
    insert into establishment (finess, level, name, legal_entity_finess, source_code) values
      ('990000001', 'LEGAL_ENTITY', 'ZZ Entité', null, 'test'),
      ('990000011', 'SITE', 'ZZ Site', '990000001', 'test'), ('990000012', 'SITE', 'ZZ Autre', '990000001', 'test'),
      ('990000020', 'SITE', 'ZZ Pages', null, 'test')`);
  await hub.database.query(`
    insert into clinical.authorisation (code, nature, legal_entity_finess, site_finess, activity_code, modality_code, mention_code, practice_code,
      declaration_code, form_code, operating_mode_code, clientele_code, arhgos_number, is_active, period, lapses_on, listed_on, source_code) values
      ('zz-1', 'AMM', '990000001', '990000011', 'QA012', 'MO026', 'ME000', 'PTS00', 'DE000', null, null, null, 'ZZ-1', true, '[2020-01-01,2027-01-01)', '2024-01-01', '2026-08-18', 'test'),
      ('zz-2', 'AMM', '990000001', '990000011', 'QA019', 'MO026', 'ME000', 'PTS00', 'DE000', null, null, null, null, true, '[2021-01-01,)', null, '2026-08-18', 'test'),
      ('zz-3', 'ASMR', '990000001', '990000012', '358', null, null, null, null, null, '16', '700', null, true, '(,)', null, '2026-08-18', 'test'),
      ('zz-4', 'AMF', '990000001', null, '17', '00', null, null, null, '01', null, null, null, true, '(,)', null, '2026-08-18', 'test'),
      ('zz-5', 'AMF', '990000001', '990000011', '01', '00', null, null, null, '01', null, null, null, false, '(,)', null, '2026-08-18', 'test'),
      ('zz-6', 'EML', '990000001', '990000011', '7', null, null, null, null, null, null, null, null, false, '[2010-01-01,2022-01-01)', null, '2026-08-18', 'test')`);
  await hub.database.query(`
    insert into clinical.authorised_capacity values
      ('zz-3', 'AUTHORISED', 1, 20, '02'), ('zz-3', 'INSTALLED', 2, 0, '02'), ('zz-3', 'INSTALLED', 1, 18, '02')`);
  await hub.database.query(`
    insert into clinical.authorisation (code, nature, legal_entity_finess, site_finess, activity_code, is_active, listed_on, source_code)
    select 'zz-page-' || n, 'ASDR', '990000002', '990000020', '105', true, '2026-08-18', 'test' from generate_series(1, 23) n`);
});

afterAll(() => hub.close());

const keyOf = (id: string): string => Buffer.from(id, 'base64url').toString().split(':')[1]!;
const keys = (nodes: { id: string }[]): string => nodes.map(({ id }) => keyOf(id).at(-1)).join('');

/** The authorisations of an establishment, read through the gateway; statements are those on their tables. */
async function authorisationsOf(finess: string, args = '') {
  const { data, errors, statements } = await hub.execute(
    `query ($finess: String!) { establishment(finess: $finess) { authorisations${args} { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }`,
    { finess },
  );
  expect(errors).toEqual([]);
  return {
    ...data.establishment.authorisations,
    statements: statements.filter((each) => /from "?(establishment_)?authoris/.test(each)),
  };
}

describe('the authorisations of an establishment', () => {
  it.each([
    ['of a legal entity: all that it holds', '990000001', '(asOf: "2023-06-01")', '1234'],
    ['of a site: what is exercised there', '990000011', '(asOf: "2023-06-01")', '12'],
    ['on the first day', '990000011', '(asOf: "2021-01-01")', '126'],
    ['on the day before', '990000011', '(asOf: "2020-12-31")', '16'],
    ['on the day of the end', '990000011', '(asOf: "2022-01-01")', '12'],
    ['later', '990000011', '(asOf: "2027-01-01")', '2'],
    ['of a nature', '990000001', '(asOf: "2023-06-01", nature: [AMF, ASMR])', '34'],
    ['of no nature', '990000001', '(asOf: "2023-06-01", nature: [])', ''],
    ['of none', '990000012', '(nature: [EML])', ''],
  ])('are, %s', async (_, finess, args, expected) => {
    const { totalCount, nodes, statements } = await authorisationsOf(finess, args);
    expect([keys(nodes), totalCount]).toEqual([expected, expected.length]);
    expect(statements).toHaveLength(2);
  });

  it('are today’s by default', async () => {
    const { nodes } = await authorisationsOf('990000011');
    expect(nodes.map(({ id }: { id: string }) => keyOf(id))).toContain('zz-2');
    expect(nodes.map(({ id }: { id: string }) => keyOf(id))).not.toContain('zz-6');
  });

  it('are paged through, each once', async () => {
    const found: string[] = [];
    for (let after = ''; ;) {
      const page = await authorisationsOf('990000020', `(first: 5${after})`);
      found.push(...page.nodes.map(({ id }: { id: string }) => keyOf(id)));
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(found).toEqual(Array.from({ length: 23 }, (_, index) => `zz-page-${index + 1}`).toSorted());
  });

  it('are read with one statement for the lists and one for the capacities of several establishments', async () => {
    const { data, errors, statements } = await hub.execute(
      `{ establishments(where: { name: { startsWith: "ZZ" } }, orderBy: [{ field: FINESS }]) {
          nodes { authorisations(asOf: "2023-06-01") { nodes { id capacities { kind number unit { label } } } } } } }`,
    );
    expect(errors).toEqual([]);
    const found = data.establishments.nodes.map((each: any) => keys(each.authorisations.nodes));
    expect(found.slice(0, 3)).toEqual(['1234', '12', '3']);
    expect(statements.filter((each) => /from "?(establishment_)?authoris/.test(each))).toHaveLength(2);
    expect(data.establishments.nodes[2].authorisations.nodes[0].capacities).toEqual([
      { kind: 'AUTHORISED', number: 20, unit: { label: '02' } },
      { kind: 'INSTALLED', number: 18, unit: { label: '02' } },
      { kind: 'INSTALLED', number: 0, unit: { label: '02' } },
    ]);
  });
});

describe('an authorisation', () => {
  const all = `id nature activity { system code label } modality { code label } mention { code label } practice { code } declaration { label }
    form { code } operatingMode { code label } clientele { code } isExercised isActive period { start end } lapsesOn arhgosNumber
    establishment { name } legalEntity { name } source { title } capacities { kind number }`;

  it('is found by its id, with all that is known of it', async () => {
    const ids = ['zz-1', 'zz-2', 'zz-4', 'none'].map((code) => encodeNodeId('Authorisation', code));
    const { data, errors, statements } = await hub.execute(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Authorisation { ${all} } } }`,
      { ids },
    );
    expect(errors).toEqual([]);
    expect(statements.filter((each) => /from "?(establishment_)?authoris/.test(each))).toHaveLength(2);
    expect(data.nodes[0]).toEqual({
      id: ids[0],
      nature: 'AMM',
      activity: { system: 'finess-activity', code: 'QA012', label: 'Neurochirurgie' },
      modality: { code: 'MO026', label: 'Socle' },
      mention: { code: 'ME000', label: 'Pas de mention' },
      practice: { code: 'PTS00' },
      declaration: { label: 'Pas de déclaration' },
      form: null,
      operatingMode: null,
      clientele: null,
      isExercised: true,
      isActive: true,
      period: { start: '2020-01-01', end: '2027-01-01' },
      lapsesOn: '2024-01-01',
      arhgosNumber: 'ZZ-1',
      establishment: { name: 'ZZ Site' },
      legalEntity: { name: 'ZZ Entité' },
      source: { title: 'Test' },
      capacities: [],
    });
    // The same code has another meaning under another activity.
    expect(data.nodes[1].modality).toEqual({
      code: 'MO026',
      label: 'Cytogénétique y compris cytogénétique moléculaire',
    });
    expect(data.nodes[2]).toMatchObject({
      activity: { code: '17', label: '17' },
      mention: null,
      isExercised: false,
      establishment: { name: 'ZZ Entité' },
    });
    expect(data.nodes[3]).toBeNull();
  });
});
