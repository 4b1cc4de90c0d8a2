import { Ctx, FieldResolver, Float, ID, Resolver, Root } from 'type-graphql';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Domain } from '../../kit/vocabulary/domain.ts';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { Dependency } from './dependency.entity.ts';
import type { ReachedTie } from './reached-tie.listing.ts';
import { isSoleProvider } from './tie.listing.ts';

@Resolver(() => Dependency)
export class DependencyResolver {
  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment that relies on the provider.' })
  consumer(@Root() { tie }: ReachedTie): Establishment {
    return establishmentOf(tie.consumerFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description:
      'The establishment that the consumer relies on: it staffs the unit, interprets the exams, hosts the structure, offers the post or leads the information system. For a laboratory, pharmacy, kitchen or laundry, it is the operator, or the site if the operator is unknown.',
  })
  provider(@Root() { tie }: ReachedTie): Establishment {
    return establishmentOf(tie.providerFiness);
  }

  @FieldResolver(() => Domain, { description: 'The domain of the service.' })
  domain(@Root() { tie }: ReachedTie): Domain {
    return tie.domain as Domain;
  }

  @FieldResolver(() => String, {
    description: 'What is provided: the name of the unit or structure that provides it, the service, or both.',
  })
  label(@Root() { tie }: ReachedTie): string {
    return tie.label;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'The global id of the unit, structure or post that provides the service, for `node` and `impactAnalysis`; null if it is not a single one.',
  })
  resource(@Root() { tie }: ReachedTie): string | null {
    return tie.resourceType && tie.resourceKey && encodeNodeId(tie.resourceType, tie.resourceKey);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "The share of the consumer's need for the service that the provider covers, from 0 to 1; null if unknown.",
  })
  share(@Root() { tie }: ReachedTie): number | null {
    return tie.share;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether no other establishment provides the same service to the consumer on that day (fournisseur unique): true if its known share is the whole need, false if several are known to provide it. Null if unknown: where the known shares do not add up to 1, or the consumer provides the service itself, such as one that has a device of the modality (SAE) or a laboratory with the specialty. A service is a discipline of care, an imaging modality, a specialty of laboratories, an activity of pharmacies, meals, linen, a research structure, a specialty of interns, or an information system.',
  })
  soleProvider(@Root() { tie }: ReachedTie, @Ctx() context: Context): Promise<boolean | null> {
    return isSoleProvider(context, tie);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description:
      'The establishments from the requested one to the far end of the tie, without repetition. The site through which a legal entity has a tie follows the legal entity; a legal entity that is affected through its site follows the site.',
  })
  path(@Root() { path }: ReachedTie): Establishment[] {
    return path.map(establishmentOf);
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on; null if unknown.',
  })
  action(@Root() { tie }: ReachedTie): CooperationAction | null {
    return actionOf(tie.actionReference);
  }
}
