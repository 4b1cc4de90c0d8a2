import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { bench, describe } from 'vitest';
import { cloneDatabase } from '../support/database.ts';
import { hasRegister, loadRegister } from '../support/national.ts';

// Run by `npx vitest bench --run test/bench/import.bench.ts`: once each, for a second import finds nothing to do.
const once = { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 };

describe.skipIf(!hasRegister)('the national register, 95,333 sites and 47,084 legal entities', async () => {
  if (!hasRegister) return;
  const database = await cloneDatabase();
  const client = new pg.Client({ connectionString: database.url, options: '-c search_path=establishments,public' });
  await client.connect();

  bench('imported: read, checked, placed, reprojected, indexed', () => loadRegister(database.url), once);

  let rows = Buffer.alloc(0);
  bench(
    'the same rows by a bare COPY into a table without an index',
    async () => {
      const stream = client.query(copyFrom('copy bare from stdin'));
      stream.end(rows);
      await finished(stream);
    },
    {
      ...once,
      setup: async () => {
        await client.query('drop table if exists bare; create table bare as select * from establishment with no data');
        rows = await buffer(client.query(copyTo('copy (select * from establishment) to stdout')));
      },
      teardown: () => client.query('drop table bare').then(() => undefined),
    },
  );
});
