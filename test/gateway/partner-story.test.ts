import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../platform/contract/caller.ts';
import { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';
import { startReader, type TestReader } from '../support/change-log.ts';
import { datasetsClient, type DatasetsClient } from '../support/datasets-client.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { bearer } from '../support/tokens.ts';
import { listen } from './engines.ts';

const chr = bearer('570005165', 'partner');
const hia = bearer('570000596', 'partner');

let hub: TestHub;
let reader: TestReader;

beforeAll(async () => {
  hub = await testHub();
  reader = await startReader(hub.database.url);
});

afterAll(async () => {
  await reader.close();
  await hub.close();
});

const header = ['code', 'name', 'kind', 'discipline', 'site', 'staffedBy', 'beds', 'start', 'source'];
const source = 'article-metz-legouest';

/** Two institutions and the hub, over HTTP alone. */
describe.each<Engine>(['local', 'remote'])('a partner and its neighbour (%s)', (engine) => {
  const [geriatrics, palliative] = [`${engine}-geriatrie`, `${engine}-palliatifs`];
  let client: DatasetsClient;
  let server: Awaited<ReturnType<typeof listen>>;
  let cursor: string;

  beforeAll(async () => {
    client = await datasetsClient(hub, engine);
    server = await listen(hub.gateways[engine]);
  });

  afterAll(async () => {
    await client.close();
    await server.close();
  });

  const ask = async (query: string, variables: object, caller: Caller) => {
    const headers = { 'content-type': 'application/json', ...(await hub.headersOf(caller)) };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as { data: any; errors?: { message: string }[] };
  };
  /** What the log tells since a cursor, of one of the two units. */
  const since = async (after: string, caller: Caller) => {
    const { data, errors } = await ask(
      `query ($after: String) { changes(first: 100, after: $after, where: { type: ["CareUnit"] }) {
         nodes { cursor key kind fields { field before after } by { institution { finess } } } } }`,
      { after },
      caller,
    );
    expect(errors).toBeUndefined();
    return data.changes.nodes as any[];
  };

  it('loads its units by a workbook', async () => {
    const rows = [
      [geriatrics, 'Unité de gériatrie', 'WARD', '037', '570005165', '570005165|570000596', '12', '2026-01-01', source],
      [palliative, 'Soins palliatifs', 'WARD', '170', '570005165', '', '6', '', source],
    ];
    const { status, body } = await client.put(
      'care-units',
      await workbookOf([{ name: 'care-units', rows: [header, ...rows] }]),
      {
        form: 'xlsx',
        caller: chr,
      },
    );
    expect({ status, ...body, fields: [] }).toMatchObject({ status: 200, added: 2, changed: 0, refused: [] });
    cursor = body.cursor;
    expect(typeof cursor).toBe('string');
  });

  it('corrects a cell in what it gets back', async () => {
    const { body } = await client.get('care-units', 'csv', chr);
    const corrected = (body as string)
      .split(/\r?\n/)
      .filter(
        (line) =>
          !line.includes(';') || line.includes(engine) || line.startsWith('code') || line.startsWith('\uFEFFcode'),
      )
      .join('\n')
      .replace(/(-geriatrie;.*);12;/, '$1;14;');
    const answer = await client.put('care-units', corrected, { caller: chr });
    expect({ status: answer.status, ...answer.body }).toMatchObject({
      status: 200,
      added: 0,
      changed: 1,
      same: 1,
      refused: [],
    });
    expect(answer.body.fields).toMatchObject([{ field: 'beds', before: '12', after: '14' }]);
  });

  it("is refused another's row, may propose a change, and has it accepted", async () => {
    const taken = await client.put('care-units', [{ code: geriatrics, beds: 20 }], { caller: hia });
    expect(taken.status).toBe(422);
    expect(taken.body.refused).toMatchObject([{ row: 1, field: 'code', code: 'FORBIDDEN' }]);
    expect(taken.body.refused[0].message).toContain('570005165');
    const input = {
      id: encodeNodeId('CareUnit', geriatrics),
      field: 'beds',
      proposed: '16',
      reason: 'Two beds were added.',
    };
    const reported = await ask(
      'mutation ($input: AnomalyInput!) { reportAnomaly(input: $input) { id status } }',
      { input },
      hia,
    );
    expect(reported.data.reportAnomaly.status).toBe('OPEN');
    const { id } = reported.data.reportAnomaly;
    const decided = await ask(
      'mutation ($id: ID!) { decideAnomaly(id: $id, decision: ACCEPT, reason: "Right.") { status object { ... on CareUnit { beds } } } }',
      { id },
      chr,
    );
    expect(decided.data.decideAnomaly).toEqual({ status: 'ACCEPTED', object: { beds: 16 } });
  });

  it('deletes a row', async () => {
    const deletion = 'mutation ($key: CareUnitKey!) { deleteCareUnits(keys: [$key]) { deleted refused { message } } }';
    const { data } = await ask(deletion, { key: { code: palliative } }, chr);
    expect(data.deleteCareUnits).toEqual({ deleted: 1, refused: [] });
  });

  it('follows each of them since its cursor, with who did it', async () => {
    const told = await since(cursor, hia);
    const mine = told.filter(({ key }) => key === `code=${geriatrics}`);
    expect(mine.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ADDED', 'CHANGED', 'CHANGED']));
    const beds = mine.flatMap(({ fields }) => fields).filter(({ field }: any) => field === 'beds');
    expect(beds.map(({ before, after }: any) => `${before} ${after}`)).toEqual(['null 12', '12 14', '14 16']);
    expect(new Set(mine.map(({ by }) => by.institution?.finess))).toEqual(new Set(['570005165']));
    expect(told.filter(({ key }) => key === `code=${palliative}`).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['ADDED', 'REMOVED']),
    );
    expect(await since(told.at(-1).cursor, hia)).toEqual([]);
  });
});
