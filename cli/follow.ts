import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { graphql } from 'graphql';
import { awaitReader } from '../services/kit/database/change-log/log-state.ts';
import { logSchema } from '../services/kit/database/change-log/log-tables.ts';
import { ServiceDatabase } from '../services/kit/database/service-database.ts';
import { createSubgraph } from '../services/kit/subgraph/create-subgraph.ts';
import { services } from '../services/registry.ts';
import type { Caller } from '../platform/contract/caller.ts';
import { OperatorError } from '../platform/errors.ts';

export interface FollowOptions {
  /** The cursor after which it begins; defaults to the start of the log. */
  from?: string | undefined;
  /** Whether it ends with what is committed now. */
  untilNow: boolean;
}

/** An operator, who has the database, sees everything. */
const operator: Caller = { institution: 'operator', scopes: ['partner', 'partner:all'], expiresAt: null };

const page = `query ($after: String) {
  changes(first: 100, after: $after) {
    nodes {
      cursor at type key kind id
      establishments { finess }
      fields { field before after }
      by { institution { finess } import source { code } }
    }
    pageInfo { hasNextPage }
  }
}`;

interface Page {
  nodes: { cursor: string; establishments: { finess: string }[] }[];
  pageInfo: { hasNextPage: boolean };
}

/** How often it looks for new changes, in milliseconds. */
const lookMs = 200;

/**
 * Writes changes as lines of JSON, in the order of their commits, until the signal aborts.
 * @throws OperatorError where there is no change log, or the cursor has expired
 */
export async function follow(
  url: string,
  { from, untilNow }: FollowOptions,
  output: Writable,
  signal: AbortSignal,
): Promise<void> {
  const service = services.find(({ name }) => name === logSchema)!;
  const database = new ServiceDatabase(service, url, { poolSize: 2 });
  const { schema, createContext } = await createSubgraph(service, database);
  const read = async (after: string | undefined): Promise<Page> => {
    const contextValue = createContext({ requestId: 'follow', caller: operator, signal });
    const { data, errors } = await graphql({ schema, source: page, variableValues: { after }, contextValue });
    if (errors) throw new OperatorError(errors[0]!.message);
    return data!['changes'] as Page;
  };
  try {
    // Where no hub runs, the reader beside this has just started.
    await awaitReader(database.primary, { signal });
    for (let after = from; !signal.aborted;) {
      const { nodes, pageInfo } = await read(after);
      const lines = nodes.map((node) =>
        JSON.stringify({ ...node, establishments: node.establishments.map(({ finess }) => finess) }),
      );
      if (lines.length > 0 && !output.write(`${lines.join('\n')}\n`)) await once(output, 'drain', { signal });
      after = nodes.at(-1)?.cursor ?? after;
      if (pageInfo.hasNextPage) continue;
      if (untilNow) return;
      await pause(lookMs, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await database.close();
  }
}
