import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { createMigrationOrm, createOrm } from '../../services/kit/database/migration-orm.ts';
import { Replica } from '../../services/kit/database/replicas/replica.ts';
import type { Replicas } from '../../services/kit/database/replicas/replicas.ts';

/** What PostgreSQL's protocol asks for TLS with, before it says anything else. */
const asksForTls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const quiet = { info() {}, warn() {} };

const connects: [string, (url: string) => MikroORM][] = [
  ['a service', (url) => createOrm(establishments, url, 1)],
  ['a migration', (url) => createMigrationOrm(establishments, url)],
  [
    'a read of a replica',
    (url) => {
      const replica = new Replica(url, quiet);
      replica.take(0);
      return createOrm(establishments, 'postgres://x:y@127.0.0.1:1/z', 1, 0, { all: [replica] } as unknown as Replicas);
    },
  ],
];

// Managed servers are reached over TLS alone, and the mapper by itself would leave that part of the address out.
test.each(connects)('%s asks for TLS where the address says so', async (_, connect) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const orm = connect(`postgres://one:secret@127.0.0.1:${port}/hub?sslmode=verify-full`);
  onTestFinished(async () => {
    await orm.close();
    server.close();
  });
  const asked = once(server, 'connection') as Promise<[Socket]>;
  const reading = orm.em.getKysely<object>({ type: 'read' });
  const answered = sql`select`.execute(reading).catch((error: Error) => error);
  const [socket] = await asked;
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(first).toEqual(asksForTls);
  expect(await answered).toBeInstanceOf(Error);
});
