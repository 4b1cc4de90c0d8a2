import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administer, cloneDatabase, type TestDatabase } from '../support/database.ts';
import { fingerprint } from '../support/fingerprint.ts';
import { hasSae, registerFile, saeFolders } from '../support/national.ts';
import { run, type Program } from '../support/processes.ts';

const SEED = 5_700_597;
const ROUNDS = 20;
const LINES = 20_000;

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-killed-'));
  file = join(folder, 'part.csv');
});

afterAll(() => rm(folder, { recursive: true }));

const importInto = (database: TestDatabase, ...args: string[]): Program =>
  run('cli/main.js', ['import', ...args, '--rejects', join(folder, 'rejects.csv')], { DATABASE_URL: database.url });

/** What the server says of the import's connection: how many there are, and whether it has written. */
async function connections({ name }: TestDatabase): Promise<{ count: number; writing: number }> {
  // Asked from outside: an import builds its indexes in another way while somebody is connected to its database.
  const { rows } = await administer((client) =>
    client.query<{ count: number; writing: number }>(
      `select count(*)::int, count(backend_xid)::int as writing from pg_stat_activity
       where datname = $1 and application_name = 'maillage import'`,
      [name],
    ),
  );
  return rows[0]!;
}

/** The database that every round starts from, and what it holds before and after an import that nobody interrupts. */
async function measure(args: string[], base: TestDatabase) {
  await base.leave();
  const database = await cloneDatabase(base.name);
  const before = await fingerprint(database);
  await database.leave();
  const start = performance.now();
  const program = importInto(database, ...args);
  expect(await program.ended, program.output()).toBe(0);
  const ms = performance.now() - start;
  const after = await fingerprint(database);
  await database.drop();
  expect(after).not.toBe(before);
  return { args, base: base.name, before, after, ms };
}

describe.skipIf(!hasSae)('an import that is killed', () => {
  it(`leaves the hub as it was, or as it is after it, ${ROUNDS} times at random points`, async () => {
    const lines: string[] = [];
    for await (const line of createInterface(createReadStream(registerFile).pipe(createGunzip()))) {
      if (lines.push(line) === LINES) break;
    }
    await writeFile(file, lines.join('\n'));
    const imports = [
      await measure(['finess', '--partial', file], await cloneDatabase()),
      await measure(['sae', saeFolders[0]!], await cloneDatabase()),
    ];
    const moments = fc.sample(fc.double({ min: 0.2, max: 1, noNaN: true }), { seed: SEED, numRuns: ROUNDS });
    const found = { before: 0, after: 0, 'after it had begun to write': 0 };
    for (const [round, moment] of moments.entries()) {
      const { args, base, before, after, ms } = imports[round % imports.length]!;
      const database = await cloneDatabase(base);
      await database.leave();
      const program = importInto(database, ...args);
      await Promise.race([pause(ms * moment), program.ended]);
      if ((await connections(database)).writing > 0) found['after it had begun to write']++;
      program.process.kill('SIGKILL');
      await program.ended;
      // The server works on the statement at hand to its end, or until it sees that nobody is there.
      while ((await connections(database)).count > 0);
      const state = await fingerprint(database);
      const name = state === before ? 'before' : 'after';
      expect(
        state,
        `seed ${SEED}, round ${round}: ${args[0]} killed at ${moment.toFixed(3)} of ${ms.toFixed(0)} ms`,
      ).toBe(name === 'before' ? before : after);
      found[name]++;
      await database.drop();
    }
    const told = Object.entries(found).map(([name, count]) => `${count} ${name}`);
    process.stderr.write(`Imports killed: ${ROUNDS}, found as ${told.join(', ')}\n`);
    // Otherwise the moments would say nothing.
    expect(found['after it had begun to write']).toBeGreaterThanOrEqual(ROUNDS / 4);
    expect(found.before).toBeGreaterThan(0);
  });
});
