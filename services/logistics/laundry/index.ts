import type { Module } from '../../kit/service.ts';
import { findUnit } from '../supply/production-unit.listing.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import { Laundry } from './laundry.entity.ts';
import { LaundryResolver } from './laundry.resolver.ts';

export const laundryModule: Module = {
  name: 'laundry',
  entities: [],
  resolvers: [LaundryResolver],
  entityTypes: [
    { type: Laundry, key: 'id', isNode: true, find: (context, code) => findUnit(context, code, SupplyKind.LINEN) },
  ],
};
