import type { Module } from '../../kit/service.ts';
import { GroupingIndicatorsResolver } from './grouping.ts';
import { IndicatorResolver } from './indicator.resolver.ts';
import { TerritoryIndicatorsResolver } from './territory.ts';

/** The care offer of territories and of groupings, per inhabitant. */
export const indicatorsModule: Module = {
  name: 'indicators',
  entities: [],
  resolvers: [IndicatorResolver, TerritoryIndicatorsResolver, GroupingIndicatorsResolver],
  entityTypes: [],
};
