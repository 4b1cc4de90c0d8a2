import { finished } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, bench, describe } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { hasRegister, loadRegister } from '../support/national.ts';

// Run by `npx vitest bench test/bench/import.bench.ts`: once each, for a second import finds nothing to do.
const once = { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 };

describe.skipIf(!hasRegister)('the national register (95,333 sites and 47,084 legal entities)', () => {
  let empty: TestDatabase;
  let full: TestDatabase;
  let client: pg.Client;
  let rows: Buffer;

  beforeAll(async () => {
    empty = await cloneDatabase();
    full = await cloneDatabase();
    await loadRegister(full.url);
    client = new pg.Client({ connectionString: full.url, options: '-c search_path=establishments,public' });
    await client.connect();
    await client.query('create table bare as select * from establishment with no data');
    rows = await buffer(client.query(copyTo('copy (select * from establishment) to stdout')));
  }, 600_000);

  afterAll(async () => {
    await client.end();
    await empty.drop();
    await full.drop();
  });

  bench('imported: read, checked, placed, reprojected, indexed', () => loadRegister(empty.url), once);

  bench('the same rows by a bare COPY into a table without an index', async () => {
    const stream = client.query(copyFrom('copy bare from stdin'));
    stream.end(rows);
    await finished(stream);
  }, once);
});
