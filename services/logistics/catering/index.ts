import type { Module } from '../../kit/service.ts';
import { findUnit } from '../supply/production-unit.listing.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import { Kitchen } from './kitchen.entity.ts';
import { KitchenResolver } from './kitchen.resolver.ts';

export const cateringModule: Module = {
  name: 'catering',
  entities: [],
  resolvers: [KitchenResolver],
  entityTypes: [
    { type: Kitchen, key: 'id', isNode: true, find: (context, code) => findUnit(context, code, SupplyKind.MEALS) },
  ],
};
