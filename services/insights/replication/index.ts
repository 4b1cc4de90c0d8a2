import type { Module } from '../../kit/service.ts';
import { ReplicationResolver } from './replication.resolver.ts';

/** The state and delay of the replication of the other services' data to the read side. */
export const replicationModule: Module = {
  name: 'replication',
  entities: [],
  resolvers: [ReplicationResolver],
  entityTypes: [],
};
