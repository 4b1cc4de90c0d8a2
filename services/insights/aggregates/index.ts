import type { Module } from '../../kit/service.ts';
import { AggregateResolver } from './aggregate.resolver.ts';

export const aggregatesModule: Module = {
  name: 'aggregates',
  entities: [],
  resolvers: [AggregateResolver],
  entityTypes: [],
};
