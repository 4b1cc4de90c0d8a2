import type { Module } from '../../kit/service.ts';
import { CoverageResolver } from './coverage.resolver.ts';
import { EstablishmentCoverageResolver } from './establishment.ts';
import { GroupingCoverageResolver } from './grouping.ts';
import { TerritoryCoverageResolver } from './territory.ts';

export const coverageModule: Module = {
  name: 'coverage',
  entities: [],
  resolvers: [CoverageResolver, TerritoryCoverageResolver, GroupingCoverageResolver, EstablishmentCoverageResolver],
  entityTypes: [],
};
