import type { MikroORM } from '@mikro-orm/postgresql';
import { graphql, type ExecutionResult } from 'graphql';
import { statementListeners } from '../../services/kit/database/preparing-client.ts';
import { createOrm } from '../../services/kit/database/migration-orm.ts';
import { createSubgraph, type Service } from '../../services/kit/subgraph/service.ts';
import type { Caller } from '../../platform/contract/caller.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';

import { partner } from './tokens.ts';

/** An answer, with the statements that it cost. */
export interface Answer<Data = any> {
  data: Data;
  errors: { message: string; path?: readonly (string | number)[]; extensions: Record<string, unknown> }[];
  statements: string[];
}

export interface TestSubgraph {
  subgraph: Subgraph;
  orm: MikroORM;
  /** Runs a document on the subgraph's own schema, as a partner institution unless told. */
  execute<Data = any>(source: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Answer<Data>>;
  close(): Promise<void>;
}

/** A service over a database, without a gateway. */
export async function testSubgraph(service: Service, url: string, statementTimeoutMs = 0): Promise<TestSubgraph> {
  const orm = createOrm(service, url, 4, statementTimeoutMs);
  const subgraph = await createSubgraph(service, orm);
  return {
    subgraph,
    orm,
    execute: (source, variableValues, caller = partner) =>
      recordStatements(async () =>
        graphql({
          schema: subgraph.schema,
          source,
          variableValues,
          contextValue: subgraph.createContext({ requestId: 'test', caller }),
        }),
      ),
    close: () => orm.close(),
  };
}

/** Runs a query and tells which statements reached the database in the meantime. */
export async function recordStatements(run: () => Promise<ExecutionResult>): Promise<Answer> {
  const statements: string[] = [];
  const listener = (text: string): unknown => statements.push(text.replaceAll(/\s+/g, ' ').trim());
  statementListeners.add(listener);
  try {
    const { data, errors } = await run();
    // Through JSON, as a client sees it.
    return JSON.parse(JSON.stringify({ data, errors: errors ?? [], statements })) as Answer;
  } finally {
    statementListeners.delete(listener);
  }
}
