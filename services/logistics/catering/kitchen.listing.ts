import { unitsOfKind } from '../supply/production-unit.listing.ts';
import { SupplyKind } from '../../shared/vocabulary/supply-kind.ts';

export const kitchens = unitsOfKind('kitchens', SupplyKind.MEALS);
