import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { sql, type Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { createMigrationOrm } from '../../services/kit/database/migration-orm.ts';
import { Replica } from '../../services/kit/database/replicas/replica.ts';
import { ServiceDatabase } from '../../services/kit/database/service-database.ts';

/** The message that requests TLS, the first one of PostgreSQL's protocol. */
const tlsRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const quiet = { info() {}, warn() {} };

interface Connection {
  reader: Kysely<object>;
  close(): Promise<void>;
}

const connects: [string, (url: string) => Connection][] = [
  [
    'a service',
    (url) => {
      const database = new ServiceDatabase(establishments, url, { poolSize: 1 });
      return { reader: database.reader(), close: () => database.close() };
    },
  ],
  [
    'a migration',
    (url) => {
      const orm = createMigrationOrm(establishments, url);
      return { reader: orm.em.getKysely<object>(), close: () => orm.close() };
    },
  ],
  [
    'a read of a replica',
    (url) => {
      const replica = new Replica(url, quiet);
      replica.enable();
      const absent = 'postgres://x:y@127.0.0.1:1/z';
      const database = new ServiceDatabase(establishments, absent, { poolSize: 1, replicas: [replica] });
      return { reader: database.reader(), close: () => database.close() };
    },
  ],
];

// Managed servers accept only TLS, and the mapper by itself ignores that part of the URL.
test.each(connects)('%s requests TLS if its URL requires it', async (_, connect) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { reader, close } = connect(`postgres://one:secret@127.0.0.1:${port}/hub?sslmode=verify-full`);
  onTestFinished(async () => {
    await close();
    server.close();
  });
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const outcome = sql`select`.execute(reader).catch((error: Error) => error);
  const [socket] = await connected;
  const [first] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(first).toEqual(tlsRequest);
  expect(await outcome).toBeInstanceOf(Error);
});
