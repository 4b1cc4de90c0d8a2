import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { LabReferral } from './lab-referral.entity.ts';
import { Laboratory } from './laboratory.entity.ts';
import { laboratories, type LaboratoryRow } from './laboratory.listing.ts';

@Resolver(() => LabReferral)
export class LabReferralResolver {
  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment whose patients the analyses are for.',
  })
  requester(@Root() referral: LabReferral): Establishment {
    return establishmentOf(referral.requesterFiness);
  }

  @FieldResolver(() => Laboratory, { description: 'The laboratory that performs the analyses.' })
  laboratory(@Root() referral: LabReferral, @Ctx() context: Context): Promise<LaboratoryRow | null> {
    return context.find(laboratories, referral.laboratoryCode);
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on.',
  })
  action(@Root() referral: LabReferral): CooperationAction | null {
    return actionOf(referral.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() referral: LabReferral): Source {
    return sourceOf(referral.sourceCode);
  }
}
