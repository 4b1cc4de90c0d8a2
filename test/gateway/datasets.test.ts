import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { datasetsClient, type DatasetsClient } from '../support/datasets-client.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { bearer } from '../support/tokens.ts';

let hub: TestHub;
const clients = {} as Record<Engine, DatasetsClient>;
const hia = bearer('570000596', 'partner');

beforeAll(async () => {
  hub = await testHub();
  for (const engine of ['local', 'remote'] as const) clients[engine] = await datasetsClient(hub, engine);
});

afterEach(() => hub.database.query('delete from clinical.care_unit where owner_finess is not null'));

afterAll(async () => {
  for (const client of Object.values(clients)) await client.close();
  await hub.close();
});

const unit = {
  code: 'chr-geriatrie',
  name: 'Unité de gériatrie',
  kind: 'WARD',
  discipline: '037',
  site: '570005165',
  staffedBy: ['570005165', '570000596'],
  beds: 12,
  start: '2026-01-01',
  source: 'article-metz-legouest',
};
const sheet = `Code;Nom;Nature;Discipline;Site;Équipe de;Lits;Places;Début;Source
chr-geriatrie;Unité de gériatrie;WARD;037;570005165;570005165|570000596;12;;01/01/2026;article-metz-legouest
`;
const stored = (code = unit.code) =>
  hub.database.query('select name, beds from clinical.care_unit where code = $1', [code]);
const none = { added: 0, changed: 0, same: 0, deleted: 0, refused: [], fields: [], cursor: null, notices: [] };

describe.each(['local', 'remote'] as const)('on the %s engine', (engine) => {
  const put: DatasetsClient['put'] = (...asked) => clients[engine].put(...asked);
  const get: DatasetsClient['get'] = (...asked) => clients[engine].get(...asked);

  it.each([
    ['CSV in UTF-8', Buffer.from(sheet), 'csv'],
    ['CSV in windows-1252, with commas', Buffer.from(sheet.replaceAll(';', ','), 'latin1'), 'csv'],
    ['a list of rows', Buffer.from(JSON.stringify([unit])), 'json'],
    ['an object with rows', Buffer.from(`\uFEFF${JSON.stringify({ rows: [unit] })}`), 'json'],
  ] as const)('writes rows: %s', async (_, body, form) => {
    const answer = await put('care-units', body, { form });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const { fields, ...counts } = answer.body;
    expect({ fields: [], ...counts }).toEqual({ ...none, added: 1, cursor: expect.any(String) });
    expect(fields).toContainEqual({ row: form === 'csv' ? 2 : 1, field: 'beds', before: null, after: '12' });
    expect(await stored()).toEqual([{ name: unit.name, beds: 12 }]);
    const again = await put('care-units', body, { form });
    expect(again.body).toEqual({ ...none, same: 1 });
  });

  it('tells in a dry run what would change, and changes nothing', async () => {
    expect((await put('care-units', sheet, { query: '?dryRun=true' })).body).toMatchObject({ added: 1 });
    expect(await stored()).toEqual([]);
    await put('care-units', sheet);
    const { body } = await put('care-units', sheet.replace(';12;', ';13;'), { query: '?dryRun=true' });
    expect(body).toEqual({
      ...none,
      changed: 1,

      fields: [{ row: 2, field: 'beds', before: '12', after: '13' }],
    });
    expect(await stored()).toMatchObject([{ beds: 12 }]);
  });

  it('leaves fields that are left out as they are, and empties those that are null', async () => {
    await put('care-units', [unit]);
    const { body } = await put('care-units', [{ code: unit.code, beds: null, places: 3 }]);
    expect(body.fields).toEqual([
      { row: 1, field: 'beds', before: '12', after: null },
      { row: 1, field: 'places', before: null, after: '3' },
    ]);
    expect(await stored()).toMatchObject([{ name: unit.name, beds: null }]);
  });

  it('writes all rows or none, and tells the line of each wrong cell', async () => {
    const wrong = `${sheet}Wrong code;Unité;WARD;37;570005165;;-1;;;article-metz-legouest;too;many\n`;
    const answer = await put('care-units', wrong);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ added: 0, fields: [] });
    expect(answer.body.refused).toEqual([
      expect.objectContaining({ row: 3, message: 'expected at most 10 cells, as in the header' }),
      expect.objectContaining({ row: 3, field: 'code', value: 'Wrong code', code: 'BAD_USER_INPUT' }),
      expect.objectContaining({ row: 3, field: 'beds', value: '-1' }),
    ]);
    expect(await stored()).toEqual([]);
  });

  it('tells of wrong fields of JSON, row by row', async () => {
    const rows = [{ ...unit, bedz: 12 }, 'row', { ...unit, code: 'two', beds: { is: 1 }, version: true, name: ['a'] }];
    const { status, body } = await put('care-units', rows);
    expect(status).toBe(422);
    const told = body.refused.map(({ row, field, value, message }: any) => [row, field, value, message]);
    expect(told).toEqual(
      expect.arrayContaining([
        [1, 'bedz', '12', 'expected a field of care-units; did you mean beds?'],
        [2, 'code', 'row', 'expected an object with the fields of a row'],
        [3, 'beds', '{"is":1}', 'expected one value, or null'],
        [3, 'version', 'true', 'expected a version as it was read, or null'],
        [3, 'name', '["a"]', 'expected one value, or null'],
      ]),
    );
    expect(await stored()).toEqual([]);
  });

  it("names what is left out of a file, and takes a file of rejects or one's own rows", async () => {
    const wider = sheet
      .replace('Source\n', 'Source;Remarque;motifs;Version\n')
      .replace('legouest\n', 'legouest;x;y;\n');
    const { body } = await put('care-units', wider);
    expect(body).toMatchObject({ added: 1 });
    expect(body.notices).toEqual([
      'line 1: left out a column that the dataset care-units does not have: "Remarque" (column K)',
    ]);
    const stale = wider.replace(';12;', ';13;').replace(';y;', ';y;7');
    const { status, body: refusal } = await put('care-units', stale);
    expect(status).toBe(422);
    expect(refusal.refused).toMatchObject([{ row: 2, field: 'version', value: '7', code: 'CONFLICT' }]);
    expect((await put('care-units', wider.replace(';y;', ';y;1'))).body).toMatchObject({ same: 1 });
  });

  it('refuses the version of a row that is gone', async () => {
    const { body } = await put('care-units', [{ ...unit, version: '1' }]);
    expect(body.refused).toMatchObject([{ row: 1, field: 'version', code: 'CONFLICT' }]);
  });

  it("refuses another institution's rows", async () => {
    await put('care-units', sheet);
    const { status, body } = await put('care-units', [{ ...unit, site: '570000596' }], { caller: hia });
    expect(status).toBe(422);
    expect(body.refused).toMatchObject([{ code: 'FORBIDDEN', message: expect.stringContaining('(570005165)') }]);
  });

  it("gives one's own rows alone, to correct and send back", async () => {
    await put('care-units', sheet);
    const csv = await get('care-units', 'csv');
    expect(Object.fromEntries(csv.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="care-units.csv"',
      'cache-control': 'private, no-store',
    });
    const [row] = parse(csv.bytes, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ code: unit.code, beds: '12', places: '', start: '2026-01-01', version: '1' });
    expect((await get('care-units', 'json')).body).toEqual({
      rows: [{ ...unit, staffedBy: ['570000596', '570005165'], places: null, end: null, action: null, version: '1' }],
    });
    const corrected = csv.bytes.toString().replace(';12;', ';14;');
    expect((await put('care-units', corrected)).body).toMatchObject({ changed: 1 });
    // It has the version before the correction.
    expect((await put('care-units', csv.bytes)).body.refused).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await get('care-units', 'json', hia)).body).toEqual({ rows: [] });
    expect((await put('care-units', (await get('care-units', 'csv', hia)).bytes, { caller: hia })).body).toEqual({
      ...none,
      notices: ['the file has no rows'],
    });
  });
});
