import { graphql, type ExecutionResult } from 'graphql';
import type { StatementListener } from '../../services/kit/database/preparing-client.ts';
import { ServiceDatabase, type ServiceDatabaseOptions } from '../../services/kit/database/service-database.ts';
import type { Service } from '../../services/kit/service.ts';
import { DatasetWriter } from '../../services/kit/datasets/dataset-writer.ts';
import { datasets, describeDataset } from '../../services/registry.ts';
import { createSubgraph } from '../../services/kit/subgraph/create-subgraph.ts';
import type { Caller } from '../../platform/contract/caller.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';

import { partner } from './tokens.ts';

/** A response, with the statements that it cost. */
export interface Answer<Data = any> {
  data: Data;
  errors: {
    message: string;
    path?: readonly (string | number)[];
    locations?: readonly { line: number; column: number }[];
    extensions: Record<string, unknown>;
  }[];
  statements: string[];
}

export interface TestSubgraph {
  subgraph: Subgraph;
  database: ServiceDatabase;
  /** Runs a document on the subgraph's own schema. The caller defaults to a partner institution. */
  execute<Data = any>(source: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Answer<Data>>;
  close(): Promise<void>;
}

const listeners = new Set<StatementListener>();

/** Notifies the current listeners of a statement: for databases whose statements tests record. */
export const onStatement: StatementListener = (text, values) => {
  for (const listener of listeners) listener(text, values);
};

/** A service over a database, without a gateway. */
export async function testSubgraph(
  service: Service,
  url: string,
  options: Partial<ServiceDatabaseOptions> = {},
): Promise<TestSubgraph> {
  const database = new ServiceDatabase(service, url, { poolSize: 4, onStatement, ...options });
  const writer = new DatasetWriter(url, { datasets, describe: describeDataset });
  const subgraph = await createSubgraph(service, database, writer);
  return {
    subgraph,
    database,
    execute: (source, variableValues, caller = partner) =>
      recordStatements(async () =>
        graphql({
          schema: subgraph.schema,
          source,
          variableValues,
          contextValue: subgraph.createContext({ requestId: 'test', caller }),
        }),
      ),
    close: async () => void (await Promise.all([database.close(), writer.close()])),
  };
}

/** Runs a query, and records the statements that the databases of the tests send meanwhile. */
export async function recordStatements(run: () => Promise<ExecutionResult>): Promise<Answer> {
  const statements: string[] = [];
  const { data, errors } = await listenTo((text) => statements.push(text.replaceAll(/\s+/g, ' ').trim()), run);
  // Through JSON, as a client gets it.
  return JSON.parse(JSON.stringify({ data, errors: errors ?? [], statements })) as Answer;
}

/** Calls a listener with each statement of the databases of the tests while something runs. */
export async function listenTo<Result>(
  listener: (...statement: Parameters<StatementListener>) => unknown,
  run: () => Promise<Result>,
): Promise<Result> {
  listeners.add(listener);
  try {
    return await run();
  } finally {
    listeners.delete(listener);
  }
}
