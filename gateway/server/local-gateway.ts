import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { compiledExecution } from '../../platform/execution/compile.ts';
import { hardenForJit } from '../../platform/execution/harden.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { mergeSubgraphs } from '../local-engine/merge-subgraphs.ts';
import { serveGraph } from './serve-graph.ts';

export interface LocalGatewayOptions extends GatewayOptions {
  subgraphs: Subgraph[];
}

/**
 * Executes the supergraph in this process, over the subgraphs' own resolvers.
 * Throws an `OperatorError` where the supergraph asks for what this engine does not do.
 */
export function createLocalGateway(options: LocalGatewayOptions): Gateway {
  const { supergraph, subgraphs } = options;
  const schema = hardenForJit(mergeSubgraphs(supergraph, subgraphs));
  return serveGraph(options, { schema, execute: compiledExecution() });
}
