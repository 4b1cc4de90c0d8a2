import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { FlowArgs } from '../../kit/vocabulary/flow.ts';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { ImagingActivity } from './imaging-activity.entity.ts';
import { EstablishmentImagingActivityArgs } from './imaging-activity.filter.ts';
import { imagingActivities, imagingActivitiesOf } from './imaging-activity.listing.ts';
import { TeleradiologyFlow } from './teleradiology-flow.entity.ts';
import { teleradiologyFlows, teleradiologyOf } from './teleradiology-flow.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentImagingResolver {
  @FieldResolver(() => [ImagingActivity], {
    nullable: true,
    description:
      'Its imaging devices and exams by year and modality (SAE). Usually known for sites, not for legal entities.',
  })
  imagingActivity(
    @Root() establishment: Establishment,
    @Args(() => EstablishmentImagingActivityArgs) args: EstablishmentImagingActivityArgs,
    @Ctx() context: Context,
  ): Promise<ImagingActivity[]> {
    return context.children(imagingActivities, imagingActivitiesOf(establishment), args);
  }

  @FieldResolver(() => [TeleradiologyFlow], {
    nullable: true,
    description: 'The teleradiology flows in which it requests or interprets exams.',
  })
  teleradiology(
    @Root() establishment: Establishment,
    @Args(() => FlowArgs) { role, asOf }: FlowArgs,
    @Ctx() context: Context,
  ): Promise<TeleradiologyFlow[]> {
    return context.children(teleradiologyFlows, teleradiologyOf(establishment, role), { asOf });
  }
}
