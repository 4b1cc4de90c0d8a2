import type { Module } from '../../kit/service.ts';
import { CodingResolver } from '../../kit/vocabulary/coding.resolver.ts';
import { Establishment, establishmentOf } from './establishment.entity.ts';
import { Grouping, groupingOf } from './grouping.entity.ts';
import { Territory, territoryOf } from './territory.entity.ts';

/** The types of other services that the modules extend. Only their keys are known. */
export const foreignModule: Module = {
  name: 'foreign',
  entities: [],
  resolvers: [CodingResolver],
  entityTypes: [
    { type: Establishment, key: 'finess', isNode: false, find: (_context, finess) => establishmentOf(finess) },
    { type: Grouping, key: 'code', isNode: false, find: (_context, code) => groupingOf(code) },
    { type: Territory, key: 'code', isNode: false, find: (_context, code) => territoryOf(code) },
  ],
};
