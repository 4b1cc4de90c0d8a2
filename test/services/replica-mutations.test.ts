import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import { establishments } from '../../services/establishments/index.ts';
import { Replica } from '../../services/kit/database/replicas/replica.ts';
import type { RequestReader } from '../../services/kit/reading/request-reader.ts';
import type { Service } from '../../services/kit/service.ts';
import { serveSubgraph } from '../../services/kit/subgraph/server.ts';
import { rowsOf } from '../support/replication.ts';
import { useReplica } from '../support/replicas.ts';
import { secret } from '../support/secret.ts';
import { testSubgraph } from '../support/subgraph.ts';

/** Reads a note at most once a request. */
const noteOf = (reader: RequestReader<object>): Promise<string> =>
  reader
    .loader<string>('note', async (keys) => {
      const { rows } = await sql<{ text: string }>`select text from public.note`.execute(reader.db);
      return keys.map(() => rows[0]!.text);
    })
    .load('note');

@Resolver()
class NoteResolver {
  @Query(() => String)
  note(@Ctx() reader: RequestReader<object>): Promise<string> {
    return noteOf(reader);
  }

  @Mutation(() => String)
  async putNote(@Arg('text', () => String) text: string, @Ctx() reader: RequestReader<object>): Promise<string> {
    const before = await noteOf(reader);
    await rowsOf(server.primary.url, `update public.note set text = '${text}'`);
    return before;
  }
}

const service: Service = {
  ...establishments,
  datasets: [],
  modules: [{ name: 'notes', entities: [], resolvers: [NoteResolver], entityTypes: [] }],
};
const server = useReplica();
const opened: (() => Promise<unknown>)[] = [];
let url: string;

beforeAll(async () => {
  await rowsOf(server.primary.url, "create table public.note as select text 'none' as text");
  await rowsOf(server.primary.url, 'grant select on public.note to public');
  await vi.waitFor(async () => expect(await rowsOf(server.standby.url, 'select from public.note')).toHaveLength(1));
  // From here on the replica stays behind.
  await server.standby.hold();
  const replica = new Replica(server.standby.url, { info() {}, warn() {} });
  replica.enable();
  const { subgraph, close } = await testSubgraph(service, server.primary.url, { replicas: [replica] });
  const keys = [serviceKey(secret, service.name)];
  const served = await serveSubgraph(subgraph, { port: 0, logger: console, keys });
  url = served.url;
  opened.push(close, served.close);
});

afterAll(async () => {
  for (const close of opened.toReversed()) await close();
  await server.standby.resume();
});

async function send(query: string, terms: { isMutation?: boolean } = {}): Promise<unknown> {
  const body = JSON.stringify({ query });
  const headers = {
    'content-type': 'application/json',
    ...signRequest(secret, { service: service.name, body, ...terms }),
  };
  const { data } = (await (await fetch(url, { method: 'POST', headers, body })).json()) as { data: unknown };
  return data;
}

test('a mutation reads what it and those before it have written, and what belongs to it too', async () => {
  expect(await send('{ note }')).toEqual({ note: 'none' });
  const mutation = 'mutation { a: putNote(text: "one") b: putNote(text: "two") c: putNote(text: "three") }';
  expect(await send(mutation)).toEqual({ a: 'none', b: 'one', c: 'two' });
  // Other requests may read what the replica has.
  expect(await send('{ note }')).toEqual({ note: 'none' });
  expect(await send('{ note }', { isMutation: true })).toEqual({ note: 'three' });
});
