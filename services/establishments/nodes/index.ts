import { encodeNodeId } from '../../kit/reading/node-id.ts';
import type { EntityType, Module } from '../../kit/service.ts';
import { CodingResolver } from '../../kit/vocabulary/coding.resolver.ts';
import * as foreignTypes from './foreign.entity.ts';
import { NodeResolver } from './node.resolver.ts';

/** A type of another service, of which this service can only decode the ids. */
const foreign = (type: EntityType['type']): EntityType => ({
  type,
  key: 'id',
  isNode: true,
  find: (_context, key) => ({ id: encodeNodeId(type.name, key) }),
});

export const nodesModule: Module = {
  name: 'nodes',
  entities: [],
  resolvers: [NodeResolver, CodingResolver],
  entityTypes: Object.values(foreignTypes).map(foreign),
};
