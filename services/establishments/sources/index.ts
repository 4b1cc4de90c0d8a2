import type { Module } from '../../kit/service.ts';
import { Source } from './source.entity.ts';
import { sources } from './source.listing.ts';
import { SourceResolver } from './source.resolver.ts';

export const sourcesModule: Module = {
  name: 'sources',
  entities: [Source],
  resolvers: [SourceResolver],
  entityTypes: [{ type: Source, key: 'code', isNode: false, find: (context, key) => context.find(sources, key) }],
};
