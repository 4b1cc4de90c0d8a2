import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Context } from '../tables.ts';
import { TeleradiologyFlow } from './teleradiology-flow.entity.ts';
import { teleradiologyFlows, teleradiologyOn } from './teleradiology-flow.listing.ts';

@Resolver(() => CooperationAction)
export class CooperationActionImagingResolver {
  @FieldResolver(() => [TeleradiologyFlow], {
    nullable: true,
    description: 'The teleradiology flows that are based on it, of any period.',
  })
  teleradiology(@Root() action: CooperationAction, @Ctx() context: Context): Promise<TeleradiologyFlow[]> {
    return context.children(teleradiologyFlows, teleradiologyOn(action));
  }
}
