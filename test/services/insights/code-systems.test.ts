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

const codes = (system: string, args: string): Promise<Answer> =>
  service.execute(
    `query ($system: String!) { codeSystem(system: $system) { system title codes${args} {
      totalCount nodes { system code label } pageInfo { hasNextPage endCursor } } } }`,
    { system },
  );

describe('the codes of a nomenclature', () => {
  it('are those of the tables, ordered by code, page by page', async () => {
    const expected = await database.query<{ code: string; label: string }>(
      `select code, label from clinical.specialty order by code`,
    );
    const { data, errors, statements } = await codes(
      'https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale',
      '(first: 3)',
    );
    expect([errors, statements.length]).toEqual([[], 2]);
    const { title, codes: page } = data.codeSystem;
    expect(title).toContain('TRE_R38');
    expect(page.totalCount).toBe(expected.length);
    expect(page.nodes.map(({ code, label }: any) => ({ code, label }))).toEqual(expected.slice(0, 3));
    const next = await codes(data.codeSystem.system, `(first: 3, after: "${page.pageInfo.endCursor}")`);
    expect(next.data.codeSystem.codes.nodes.map(({ code }: any) => code)).toEqual(
      expected.slice(3, 6).map(({ code }) => code),
    );
  });

  it('are found by words of their labels, regardless of accents and case, or by the code', async () => {
    const found = async (search: string): Promise<string[]> =>
      (await codes('sae-activity', `(first: 50, search: "${search}")`)).data.codeSystem.codes.nodes.map(
        ({ code }: any) => code,
      );
    expect(await found('PHARMACIE usage')).toEqual(['MEDIC']);
    expect(await found('medecine')).toEqual(['HEB_MED', 'MEDNUC']);
    expect(await found('télémédecine')).toEqual(['TELEMED']);
    expect(await found('telemed')).toEqual(['TELEMED']);
    expect(await found('nothing has this')).toEqual([]);
  });

  it('exist for each nomenclature that is listed, and for no other', async () => {
    const { data } = await service.execute('{ codeSystems { system title } }', {});
    const systems = data.codeSystems.map(({ system }: any) => system);
    expect(systems).toEqual(systems.toSorted());
    const known = await database.query<{ system: string }>('select distinct system from insights.nomenclature_code');
    expect(known.map(({ system }) => system).filter((system) => !systems.includes(system))).toEqual([]);
    expect((await codes('constructor', '')).data).toEqual({ codeSystem: null });
    expect((await codes('no such system', '')).data).toEqual({ codeSystem: null });
  });
});
