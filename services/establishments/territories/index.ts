import type { Module } from '../../kit/service.ts';
import { EstablishmentTerritoryResolver } from './establishment.ts';
import { Territory, TerritoryPopulation } from './territory.entity.ts';
import { territories } from './territory.listing.ts';
import { TerritoryResolver } from './territory.resolver.ts';

export const territoriesModule: Module = {
  name: 'territories',
  entities: [Territory, TerritoryPopulation],
  resolvers: [TerritoryResolver, EstablishmentTerritoryResolver],
  entityTypes: [{ type: Territory, key: 'code', isNode: true, find: (context, key) => context.find(territories, key) }],
};
