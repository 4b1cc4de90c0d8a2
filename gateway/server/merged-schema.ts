import { parse, type GraphQLSchema } from 'graphql';
import { guarded } from '../../platform/contract/access.ts';
import { missingObject } from '../../platform/contract/missing.ts';
import { readRequirements } from '../../platform/contract/requirements.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { forOperators } from '../../platform/errors.ts';
import { publicDocument } from '../../schema/public-schema.ts';
import { mergeSubgraphs } from '../local-engine/merge-subgraphs.ts';
import type { MergeOptions, Resolver } from '../local-engine/merging.ts';
import { UnsupportedSupergraph } from '../local-engine/unsupported-supergraph.ts';
import type { RequestContext } from '../rules/request-context.ts';

/**
 * The public schema of a supergraph over the subgraphs' own resolvers, with the access that the supergraph demands.
 * @throws OperatorError if the supergraph uses what the local engine does not support
 */
export function mergedSchema(supergraphText: string, subgraphs: readonly Subgraph[]): GraphQLSchema {
  const supergraph = parse(supergraphText, { noLocation: true });
  const requirements = readRequirements(supergraph);
  const guardOf: MergeOptions['guardOf'] = (coordinate) => {
    const requirement = requirements.get(coordinate);
    return requirement && ((resolve) => guarded<RequestContext>(resolve, coordinate, requirement) as Resolver);
  };
  return forOperators(UnsupportedSupergraph, () =>
    mergeSubgraphs(supergraph, publicDocument(supergraph), subgraphs, { guardOf, missingObject }),
  );
}
