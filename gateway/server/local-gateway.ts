import { parse } from 'graphql';
import { guarded } from '../../platform/contract/access.ts';
import { missingObject } from '../../platform/contract/missing.ts';
import { readRequirements } from '../../platform/contract/requirements.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { forOperators } from '../../platform/errors.ts';
import { compiledExecution } from '../../platform/execution/compile.ts';
import { hardenForJit } from '../../platform/execution/harden.ts';
import { publicDocument } from '../../schema/public-schema.ts';
import { mergeSubgraphs } from '../local-engine/merge-subgraphs.ts';
import type { MergeOptions, Resolver } from '../local-engine/merging.ts';
import { UnsupportedSupergraph } from '../local-engine/unsupported-supergraph.ts';
import type { RequestContext } from '../rules/request-context.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { serveGraph } from './serve-graph.ts';

interface LocalGatewayOptions extends GatewayOptions {
  subgraphs: Subgraph[];
}

/**
 * Executes the supergraph in this process, over the subgraphs' own resolvers.
 * @throws OperatorError if the supergraph uses what this engine does not support
 */
export function createLocalGateway(options: LocalGatewayOptions): Gateway {
  const supergraph = parse(options.supergraph, { noLocation: true });
  const requirements = readRequirements(supergraph);
  const guardOf: MergeOptions['guardOf'] = (coordinate) => {
    const requirement = requirements.get(coordinate);
    return requirement && ((resolve) => guarded<RequestContext>(resolve, coordinate, requirement) as Resolver);
  };
  const schema = forOperators(UnsupportedSupergraph, () =>
    mergeSubgraphs(supergraph, publicDocument(supergraph), options.subgraphs, { guardOf, missingObject }),
  );
  return serveGraph(options, { schema: hardenForJit(schema), execute: compiledExecution() });
}
