import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Context } from '../tables.ts';
import { LabReferral } from './lab-referral.entity.ts';
import { labReferrals, labReferralsOn } from './lab-referral.listing.ts';

@Resolver(() => CooperationAction)
export class CooperationActionLabsResolver {
  @FieldResolver(() => [LabReferral], {
    nullable: true,
    description: 'The referrals of analyses that are based on it, of any period.',
  })
  labReferrals(@Root() action: CooperationAction, @Ctx() context: Context): Promise<LabReferral[]> {
    return context.children(labReferrals, labReferralsOn(action));
  }
}
