import type { Module } from '../../kit/service.ts';
import { MeResolver } from './me.resolver.ts';

/** Who asks. */
export const identityModule: Module = {
  name: 'identity',
  entities: [],
  resolvers: [MeResolver],
  entityTypes: [],
};
