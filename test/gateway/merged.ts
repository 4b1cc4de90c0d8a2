import { execute, parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { mergeSubgraphs } from '../../gateway/local-engine/merge-subgraphs.ts';
import { missingObject } from '../../platform/contract/missing.ts';
import { publicDocument } from '../../schema/public-schema.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { compose } from './fixtures/subgraph.ts';

/** The merged schema of subgraphs, without guards. */
export function merge(subgraphs: Subgraph[]): GraphQLSchema {
  const supergraph = parse(compose(subgraphs));
  return mergeSubgraphs(supergraph, publicDocument(supergraph), subgraphs, { guardOf: () => undefined, missingObject });
}

/** Executes a query over subgraphs with the local engine, without a gateway. */
export async function ask(subgraphs: Subgraph[], query: string): Promise<ExecutionResult> {
  return execute({ schema: merge(subgraphs), document: parse(query), contextValue: { requestId: 'r' } });
}

/** A value without the prototypes of graphql-js. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
