import type { Module } from '../../kit/service.ts';
import { SharedServiceResolver } from './shared-service.resolver.ts';

/** What shared kitchens and laundries would carry if something changed. */
export const simulationModule: Module = {
  name: 'simulation',
  entities: [],
  resolvers: [SharedServiceResolver],
  entityTypes: [],
};
