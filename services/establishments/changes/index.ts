import type { Module } from '../../kit/service.ts';
import { Change } from './change.entity.ts';
import { ChangeActorResolver, ChangeResolver } from './change.resolver.ts';

/** What changed, of all services: read from the change log, whose tables are in this service's schema. */
export const changesModule: Module = {
  name: 'changes',
  entities: [Change],
  resolvers: [ChangeResolver, ChangeActorResolver],
  entityTypes: [],
};
