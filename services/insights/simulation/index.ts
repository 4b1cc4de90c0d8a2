import type { Module } from '../../kit/service.ts';
import { SharedServiceResolver } from './shared-service.resolver.ts';

/** Simulates changes to the shared kitchens and laundries. */
export const simulationModule: Module = {
  name: 'simulation',
  entities: [],
  resolvers: [SharedServiceResolver],
  entityTypes: [],
};
