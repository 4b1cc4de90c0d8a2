import type { Module } from '../../kit/service.ts';
import { DependencyEdge } from './dependency-edge.entity.ts';
import { DependencyResolver } from './dependency.resolver.ts';
import { EstablishmentDependenciesResolver } from './establishment.ts';

export const dependenciesModule: Module = {
  name: 'dependencies',
  entities: [DependencyEdge],
  resolvers: [DependencyResolver, EstablishmentDependenciesResolver],
  entityTypes: [],
};
