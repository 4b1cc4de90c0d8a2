import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it, beforeAll, afterAll } from 'vitest';
import { built } from '../support/build.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { hasRegister, registerFile } from '../support/national.ts';
import { finess } from '../../imports/finess/index.ts';
import { runImport, type ImportRun } from '../../imports/run.ts';

const silent = { start() {}, update() {}, stop() {}, log() {} };
const rejects = join(tmpdir(), `maillage-national-${process.pid}.csv`);
const options = { strict: true, dryRun: false, force: false, partial: false, rejects };

/** How many sites each department of the file has, counted without the importer: the fields before the fourteenth are never quoted with a `;` within. */
async function countByDepartment(): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const line of createInterface({ input: createReadStream(registerFile).pipe(createGunzip()) })) {
    const [, department] = /^structureet;.*;(\d[0-9AB]);[^;]*;\d{5} [^;]*;\d*;\d*;\d{3};/.exec(line) ?? [];
    if (department) counts.set(department, (counts.get(department) ?? 0) + 1);
  }
  return counts;
}

describe.skipIf(!hasRegister)('the national register', () => {
  let database: TestDatabase;
  let run: ImportRun;
  const count = async (where: string) =>
    (await database.query<{ count: number }>(`select count(*)::int from establishment where ${where}`))[0]!.count;

  beforeAll(async () => {
    database = await cloneDatabase();
    run = await runImport(database.url, finess, [registerFile], options, silent);
  }, 300_000);
  afterAll(async () => {
    await database.drop();
    for (const path of run.rejects) await rm(path);
  });

  it('is loaded completely', async () => {
    expect([...run.summary.files.values()]).toEqual([{ read: 188_612, rejected: 0, warnings: 24 }]);
    expect(await count(`level = 'SITE' and listed_on = '2021-01-08'`)).toBe(95_333);
    expect(await count(`level = 'SITE' and listed_on = '2021-01-08' and latitude is not null`)).toBe(93_279);
    expect(await count("legal_entity_finess is null and level = 'SITE'")).toBe(0);
  });

  it('gets a warning for each name in which windows-1252 was taken for Latin-1, and no other', async () => {
    const lines: string[] = [];
    for await (const line of createInterface({ input: createReadStream(registerFile).pipe(createGunzip()) }))
      if (/[\u0080-\u009F]/.test(line)) lines.push(line);
    const reported: string[][] = parse(await readFile(run.rejects[0]!), { delimiter: ';', from: 2 });
    expect(reported.map((row) => row[4])).toEqual(lines);
    for (const row of reported)
      expect(row[3]).toMatch(/^"[^"]+": it seems to be "[^"]*[’œ][^"]*", saved in another encoding$/);
  });

  it('has as many sites in each department as a simple count', async () => {
    const expected = await countByDepartment();
    expect([...expected.values()].reduce((one, two) => one + two)).toBe(95_333);
    const rows = await database.query<{ department: string; count: number }>(`
      select case when department_code ~ '^97' then '9A' else department_code end as department, count(*)::int
      from establishment join territory on code = territory_code where establishment.level = 'SITE' and listed_on is not null group by 1`);
    const found = new Map(rows.map((row) => [row.department, row.count]));
    // A few sites have a postal address across the border of their department.
    const moved = [...expected].filter(([department, sites]) => Math.abs(sites - (found.get(department) ?? 0)) > 8);
    expect(moved).toEqual([]);
    expect([...found.values()].reduce((one, two) => one + two)).toBe(95_333);
  });

  it('finds the commune of nearly all sites', async () => {
    expect(await count(`level = 'SITE' and listed_on is not null and commune_code is not null`)).toBeGreaterThan(
      95_333 * 0.995,
    );
  });

  it('suggests the kitchens and laundries that are not in the reference dataset, and no other names with blanc', () => {
    const { suggestions } = run.summary;
    expect(suggestions.map(({ kind }) => kind).toSorted()).toEqual([...Array<string>(14).fill('LINEN'), 'MEALS']);
    expect(suggestions).toContainEqual({
      site: '620032722',
      name: "GCS CUISINE INTERHOSPIT COTE D'OPALE",
      kind: 'MEALS',
      town: 'CALAIS',
    });
    // Known: the laundry of Metz and the other kitchen of Calais. A mountain: 740016373.
    const numbers = suggestions.map(({ site }) => site);
    expect(numbers).toEqual(expect.arrayContaining(['350048534', '600012710', '970111902']));
    for (const number of ['570016121', '620032243', '740016373']) expect(numbers).not.toContain(number);
  });

  it('places HIA Legouest in Moselle, and knows that it is military', async () => {
    const [row] = await database.query(
      `select establishment.name, latitude, longitude, is_military, department_code, region_code from establishment join territory on code = territory_code where finess = '570000596'`,
    );
    expect(row).toEqual({
      name: expect.stringContaining('LEGOUEST'),
      latitude: expect.closeTo(49.1, 1),
      longitude: expect.closeTo(6.2, 1),
      is_military: true,
      department_code: '57',
      region_code: 'REG-44',
    });
  });

  it.skipIf(process.platform !== 'linux')('is read in less than 400 MB', async () => {
    const env = { ...process.env, DATABASE_URL: database.url };
    const child = spawn(process.execPath, [built('cli/main.js'), 'import', 'finess', registerFile, '--dry-run'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exit = once(child, 'exit');
    let peak = 0;
    for await (const line of createInterface(child.stderr)) {
      if (!line.endsWith('writing')) continue;
      // From here on, only the server works.
      peak = Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024;
      child.kill();
    }
    await exit;
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(400);
  });

  it('changes nothing the second time', async () => {
    const again = await runImport(database.url, finess, [registerFile], { ...options, rejects: '/dev/null' }, silent);
    expect(again.summary.targets.get('establishments')).toEqual({ new: 0, changed: 0, same: 95_333, gone: 0 });
    expect(again.summary.targets.get('identifiers')).toMatchObject({ new: 0, changed: 0, gone: 0 });
    expect(again.summary.suggestions).toEqual(run.summary.suggestions);
  }, 300_000);
});
