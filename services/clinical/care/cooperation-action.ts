import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Context } from '../tables.ts';
import { CareUnit } from './care-unit.entity.ts';
import { careUnits, careUnitsOn, type CareUnitRow } from './care-unit.listing.ts';

@Resolver(() => CooperationAction)
export class CooperationActionCareResolver {
  @FieldResolver(() => [CareUnit], { nullable: true, description: 'The care units that are based on it.' })
  careUnits(@Root() action: CooperationAction, @Ctx() context: Context): Promise<CareUnitRow[]> {
    return context.children(careUnits, careUnitsOn(action));
  }
}
