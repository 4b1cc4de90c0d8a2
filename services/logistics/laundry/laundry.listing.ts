import { unitsOfKind } from '../supply/production-unit.listing.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

export const laundries = unitsOfKind('laundries', SupplyKind.LINEN);
