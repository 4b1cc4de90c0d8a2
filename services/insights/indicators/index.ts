import type { Module } from '../../kit/service.ts';
import { GroupingIndicatorsResolver } from './grouping.ts';
import { IndicatorResolver } from './indicator.resolver.ts';
import { TerritoryIndicatorsResolver } from './territory.ts';

/** Indicators of the care offer of territories and groupings, per inhabitant. */
export const indicatorsModule: Module = {
  name: 'indicators',
  entities: [],
  resolvers: [IndicatorResolver, TerritoryIndicatorsResolver, GroupingIndicatorsResolver],
  entityTypes: [],
};
