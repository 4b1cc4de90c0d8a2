import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { bench } from 'vitest';

// How long the national register takes, beside a bare COPY of the same rows.
// On the build, as the command line runs it, and on a server of its own.
const built = (path: string) => import(new URL(`../../dist/services/${path}`, import.meta.url).href);
const { openCluster } = await built('shared/database/cluster.js');
const { migrate } = await built('shared/database/migrate.js');
const { services } = await built('registry.js');
const { seed } = await built('imports/seed.js');
const { runImport } = await built('imports/run.js');
const { finess } = await built('imports/finess/index.js');

const register = fileURLToPath(
  new URL('../../../shared/data/finess/etalab-cs1100507-stock-20210108-rebuilt.csv.gz', import.meta.url),
);
const options = { strict: false, dryRun: false, force: false, partial: false };
const silent = { start() {}, update() {}, stop() {}, say() {} };

async function seconds(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return (performance.now() - start) / 1000;
}

bench(
  'the national import beside a bare COPY',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'maillage-bench-'));
    const cluster = await openCluster(folder, { durable: false });
    try {
      await migrate(cluster.url, services);
      await seed(cluster.url);
      const load = () => runImport(cluster.url, finess, [register], options, silent);
      const first = await seconds(load);
      const second = await seconds(load);

      const client = new pg.Client({ connectionString: cluster.url, options: '-c search_path=establishments,public' });
      await client.connect();
      const rows = await buffer(client.query(copyTo('copy (select * from establishment) to stdout')));
      await client.query('create table bare as select * from establishment with no data');
      const bare = await seconds(async () => {
        const stream = client.query(copyFrom('copy bare from stdin'));
        stream.end(rows);
        await finished(stream);
      });
      await client.end();

      const lines = [
        ['the national register, imported into an empty hub', first],
        ['the same, when nothing has changed', second],
        ['its rows by a bare COPY into a table without an index', bare],
      ] as const;
      for (const [what, time] of lines) process.stdout.write(`${time.toFixed(1).padStart(6)} s  ${what}\n`);
    } finally {
      await cluster.close();
      await rm(folder, { recursive: true });
    }
  },
  { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 },
);
