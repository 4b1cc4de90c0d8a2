import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../services/clinical/index.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { anonymous } from '../../platform/contract/caller.ts';
import type { Caller } from '../../platform/contract/caller.ts';

const chr: Caller = { institution: '570005165', scopes: ['partner'], expiresAt: null };
const hia: Caller = { institution: '570000596', scopes: ['partner'], expiresAt: null };

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const result = 'added changed same deleted refused { row field value code message } fields { row field before after }';
const put = (rows: object[], caller = chr, dryRun = false) =>
  service.execute(
    `mutation ($rows: [CareUnitInput!]!, $dryRun: Boolean) { put: putCareUnits(rows: $rows, dryRun: $dryRun) { ${result} } }`,
    { rows, dryRun },
    caller,
  );
const remove = (keys: object[], caller = chr, dryRun = false) =>
  service.execute(
    `mutation ($keys: [CareUnitKey!]!, $dryRun: Boolean) { put: deleteCareUnits(keys: $keys, dryRun: $dryRun) { ${result} } }`,
    { keys, dryRun },
    caller,
  );
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
const stored = (code = unit.code) =>
  database.query(
    `select name, beds, places, lower(period)::text as start, owner_finess as owner, row_version as version,
       (select count(*)::int from clinical.care_unit_staff where care_unit_code = code) as staff
     from clinical.care_unit where code = $1`,
    [code],
  );
const none = { added: 0, changed: 0, same: 0, deleted: 0, fields: [] };

afterEach(() => database.query('delete from clinical.care_unit where owner_finess is not null'));

describe('a partner', () => {
  it('adds a row, which is its own', async () => {
    const { data, errors } = await put([unit]);
    expect(errors).toEqual([]);
    expect(data.put).toMatchObject({ added: 1, changed: 0, same: 0, refused: [] });
    expect(data.put.fields).toContainEqual({ row: 1, field: 'beds', before: null, after: '12' });
    expect(await stored()).toMatchObject([
      { name: unit.name, beds: 12, start: '2026-01-01', owner: chr.institution, staff: 2 },
    ]);
    expect((await put([unit])).data.put).toEqual({ ...none, same: 1, refused: [] });
  });

  it('changes what a row states, and leaves the rest as it is', async () => {
    await put([unit]);
    const { data } = await put([{ code: unit.code, beds: null, places: 3, staffedBy: ['570005165'] }]);
    expect(data.put).toEqual({
      ...none,
      changed: 1,
      refused: [],
      fields: [
        { row: 1, field: 'staffedBy', before: '570000596|570005165', after: '570005165' },
        { row: 1, field: 'beds', before: '12', after: null },
        { row: 1, field: 'places', before: null, after: '3' },
      ],
    });
    expect(await stored()).toMatchObject([{ name: unit.name, beds: null, places: 3, start: '2026-01-01', staff: 1 }]);
  });

  it('is told in a dry run what would change, and nothing does', async () => {
    expect((await put([unit], chr, true)).data.put).toMatchObject({ added: 1, refused: [] });
    expect(await stored()).toEqual([]);
    await put([unit]);
    expect((await remove([{ code: unit.code }], chr, true)).data.put).toMatchObject({ deleted: 1, refused: [] });
    expect(await stored()).toHaveLength(1);
  });

  it('writes all rows or none, and is told each wrong cell', async () => {
    const { data } = await put([unit, { ...unit, code: 'Wrong code', discipline: '37', beds: -1 }]);
    expect(data.put).toEqual({
      ...none,
      refused: [
        expect.objectContaining({ row: 2, field: 'code', value: 'Wrong code', code: 'BAD_USER_INPUT' }),
        expect.objectContaining({ row: 2, field: 'beds', value: '-1', message: expect.stringMatching(/^expected /) }),
      ],
    });
    expect(await stored()).toEqual([]);
  });

  it('deletes its own rows, by their keys', async () => {
    await put([unit]);
    const { data } = await remove([{ code: unit.code }]);
    expect(data.put).toMatchObject({ deleted: 1, refused: [] });
    expect(data.put.fields).toContainEqual({ row: 1, field: 'name', before: unit.name, after: null });
    expect(await stored()).toEqual([]);
    expect((await remove([{ code: unit.code }])).data.put.refused).toMatchObject([
      { row: 1, field: 'code', value: unit.code, message: 'expected the key of a row that the hub has' },
    ]);
  });
});

describe('it is refused', () => {
  const refusal = (row: object) => ({ ...none, refused: [expect.objectContaining(row)] });

  it("another institution's row, with the owner's name", async () => {
    await put([unit]);
    const message = expect.stringMatching(/belongs to .+ \(570005165\), to whom a change can be proposed/);
    const refused = refusal({ row: 1, field: 'code', value: unit.code, code: 'FORBIDDEN', message });
    expect((await put([{ ...unit, site: '570000596' }], hia)).data.put).toEqual(refused);
    expect((await remove([{ code: unit.code }], hia)).data.put).toEqual(refused);
    expect(await stored()).toMatchObject([{ owner: chr.institution }]);
  });

  it('a row of the reference dataset', async () => {
    const message = expect.stringMatching(/belongs to the hub/);
    const { data } = await put([{ code: 'metz-dermatologie', name: 'Remplacé' }], hia);
    expect(data.put).toEqual(refusal({ code: 'FORBIDDEN', message }));
  });

  it('a row about others', async () => {
    const { data } = await put([{ ...unit, site: '370000481' }]);
    const message = expect.stringMatching(/^expected site to name 570005165, a site of it/);
    expect(data.put).toEqual(refusal({ row: 1, field: 'site', value: '370000481', code: 'FORBIDDEN', message }));
  });

  it('a stale version, with the state that the row has', async () => {
    await put([unit]);
    const [{ version }] = (await stored()) as [{ version: number }];
    await put([{ code: unit.code, beds: 14 }]);
    const { data } = await put([{ code: unit.code, beds: 13, version: String(version) }]);
    const message = expect.stringMatching(new RegExp(`^expected the version ${version + 1}: .*beds=14`));
    expect(data.put).toEqual(refusal({ field: 'version', value: String(version), code: 'CONFLICT', message }));
    expect((await put([{ code: unit.code, beds: 13, version: String(version + 1) }])).data.put.changed).toBe(1);
  });

  it.each([
    ['without a token', anonymous, 'UNAUTHENTICATED'],
    ['without the scope', { ...chr, scopes: [] }, 'FORBIDDEN'],
    ['as an institution that the hub does not know', { ...chr, institution: '999999999' }, 'FORBIDDEN'],
  ])('everything %s', async (_, caller, code) => {
    const { errors } = await put([unit], caller);
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });
});

it("PostgreSQL refuses the write of another's row, whatever the code does", async () => {
  await put([unit]);
  const role = 'maillage_partners';
  const as = (institution: string, statement: string) =>
    database.query(
      `do $$ begin set local role ${role}; perform set_config('maillage.institution', '${institution}', true); ${statement}; end $$`,
    );
  await as(
    '570000596',
    'update clinical.care_unit set beds = 1; delete from clinical.care_unit; delete from clinical.care_unit_staff',
  );
  expect(await stored()).toMatchObject([{ beds: 12, staff: 2 }]);
  const insert = "insert into clinical.care_unit_staff values ('chr-geriatrie', '370000481')";
  await expect(as('570000596', insert)).rejects.toThrow('row-level security');
  await as('570005165', insert);
  expect(await stored()).toMatchObject([{ staff: 3 }]);
});
