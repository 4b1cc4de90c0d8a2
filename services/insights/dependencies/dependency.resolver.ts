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
  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment that relies on the other.' })
  consumer(@Root() { tie }: ReachedTie): Establishment {
    return establishmentOf(tie.consumerFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description:
      'The establishment that is relied on: who staffs the unit, interprets the exams, hosts the structure, offers the post or leads the information system; of a laboratory, pharmacy, kitchen or laundry, who operates it, or else where it stands.',
  })
  provider(@Root() { tie }: ReachedTie): Establishment {
    return establishmentOf(tie.providerFiness);
  }

  @FieldResolver(() => Domain, { description: 'The domain of the service.' })
  domain(@Root() { tie }: ReachedTie): Domain {
    return tie.domain as Domain;
  }

  @FieldResolver(() => String, {
    description: 'What is provided: the name of the unit or structure that does it, the service, or both.',
  })
  label(@Root() { tie }: ReachedTie): string {
    return tie.label;
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'The global id of the unit, structure or post that does the work, for `node` and `impactAnalysis`; null where no single one does.',
  })
  resource(@Root() { tie }: ReachedTie): string | null {
    return tie.resourceType && tie.resourceKey && encodeNodeId(tie.resourceType, tie.resourceKey);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "The part of the consumer's need in the service that the provider covers, from 0 to 1; null where no source states it.",
  })
  share(@Root() { tie }: ReachedTie): number | null {
    return tie.share;
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether nobody else serves the consumer for the same service on that day, the consumer itself included (fournisseur unique). A service is a discipline of care, an imaging modality, a specialty of laboratories, an activity of pharmacies, meals, linen, a research structure, a specialty of interns, or an information system.',
  })
  soleProvider(@Root() { tie }: ReachedTie, @Ctx() context: Context): Promise<boolean> {
    return isSoleProvider(context, tie);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description:
      "The establishments from the one that was asked to the far end of the tie, none of them twice. A legal entity's site, by which it takes part, comes after it; a site's legal entity, which is hit by what hits the site, after the site.",
  })
  path(@Root() { path }: ReachedTie): Establishment[] {
    return path.map(establishmentOf);
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it rests on; null where no source tells.',
  })
  action(@Root() { tie }: ReachedTie): CooperationAction | null {
    return actionOf(tie.actionReference);
  }
}
