import { unitsOfKind } from '../supply/production-unit.listing.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

export const kitchens = unitsOfKind('kitchens', SupplyKind.MEALS);
