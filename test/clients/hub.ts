import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startHub, type Hub } from '../../cli/hub.ts';
import { readEnv } from '../../platform/env.ts';
import { createLogger } from '../../platform/logger.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

interface ServedHub {
  url: string;
  /** The method and status of what went over `fetch` since it was last emptied, such as `GET 200`. */
  exchanges: string[];
  /** A `fetch` that records its requests. */
  fetch: typeof fetch;
}

/** A hub that answers over HTTP, for the tests of the calling file. */
export function useHub(): ServedHub {
  const exchanges: string[] = [];
  const served = { exchanges } as ServedHub;
  let folder: string;
  let hub: Hub;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await cloneDatabase();
    folder = await mkdtemp(join(tmpdir(), 'maillage-clients-'));
    const settings = { DATABASE_URL: database.url, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' };
    hub = await startHub(readEnv(settings), createLogger('silent'));
    served.url = hub.url;
  });
  afterAll(async () => {
    await hub.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });
  served.fetch = async (input, init) => {
    const response = await fetch(input, init);
    exchanges.push(`${init?.method ?? 'GET'} ${response.status}`);
    return response;
  };
  return served;
}

export const pages = `query Pages($first: Int = 5, $after: String) {
  establishments(first: $first, after: $after) {
    edges { cursor node { id name source { code title } category { code label } } }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;
