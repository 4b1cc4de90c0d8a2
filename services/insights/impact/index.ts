import type { Module } from '../../kit/service.ts';
import { ImpactReportResolver, UnmetNeedResolver } from './impact.resolver.ts';

export const impactModule: Module = {
  name: 'impact',
  entities: [],
  resolvers: [ImpactReportResolver, UnmetNeedResolver],
  entityTypes: [],
};
