import type { Module } from '../../kit/service.ts';
import { ReplicationResolver } from './replication.resolver.ts';

/** How the facts of the other services reach the read side, and how late. */
export const replicationModule: Module = {
  name: 'replication',
  entities: [],
  resolvers: [ReplicationResolver],
  entityTypes: [],
};
