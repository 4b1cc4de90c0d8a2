import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { FlowArgs } from '../../kit/vocabulary/flow.ts';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { LabReferral } from './lab-referral.entity.ts';
import { labReferrals, labReferralsOf } from './lab-referral.listing.ts';
import { Laboratory } from './laboratory.entity.ts';
import { laboratories, laboratoriesOf, type LaboratoryRow } from './laboratory.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentLabsResolver {
  @FieldResolver(() => [Laboratory], {
    nullable: true,
    description: 'The laboratories that are located here, that it operates or that it shares, of any period.',
  })
  laboratories(@Root() establishment: Establishment, @Ctx() context: Context): Promise<LaboratoryRow[]> {
    return context.children(laboratories, laboratoriesOf(establishment));
  }

  @FieldResolver(() => [LabReferral], {
    nullable: true,
    description:
      'The analyses that it refers to laboratories, or that others refer to the laboratories located here or operated by it.',
  })
  labReferrals(
    @Root() establishment: Establishment,
    @Args(() => FlowArgs) { role, asOf }: FlowArgs,
    @Ctx() context: Context,
  ): Promise<LabReferral[]> {
    return context.children(labReferrals, labReferralsOf(establishment, role), { asOf });
  }
}
