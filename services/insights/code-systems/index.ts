import type { Module } from '../../kit/service.ts';
import { CodeSystemResolver } from './code-system.resolver.ts';

export const codeSystemsModule: Module = {
  name: 'code systems',
  entities: [],
  resolvers: [CodeSystemResolver],
  entityTypes: [],
};
