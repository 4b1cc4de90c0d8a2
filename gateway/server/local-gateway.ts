import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { compiledExecution } from '../../platform/execution/compile.ts';
import { hardenForJit } from '../../platform/execution/harden.ts';
import { wrapResolvers } from '../../platform/execution/wrap-resolvers.ts';
import { refuseInvalidArguments } from '../operation/invalid-arguments.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { allDatasets } from './all-datasets.ts';
import { mergedSchema } from './merged-schema.ts';
import { serveGraph } from './serve-graph.ts';

interface LocalGatewayOptions extends GatewayOptions {
  subgraphs: Subgraph[];
}

/**
 * Executes the supergraph in this process, over the subgraphs' own resolvers.
 * @throws OperatorError if the supergraph uses what this engine does not support
 */
export function createLocalGateway(options: LocalGatewayOptions): Gateway {
  const schema = wrapResolvers(mergedSchema(options.supergraph, options.subgraphs), refuseInvalidArguments);
  return serveGraph(options, {
    schema: hardenForJit(schema),
    execute: compiledExecution(),
    datasets: allDatasets(options.subgraphs),
  });
}
