import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { DeclaredActivity } from './declared-activity.entity.ts';
import { declaredActivities, declaredActivitiesOf, type DeclaredActivityRow } from './declared-activity.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentDeclaredActivitiesResolver {
  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [DeclaredActivity], {
    nullable: true,
    description:
      'Which of 35 activities it declares to have, and which not, by year (SAE, table FILTRE). Usually known for sites, not for legal entities. Empty if it was not asked.',
  })
  declaredActivities(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], { nullable: true, description: 'Only these years; defaults to all.' })
    years: number[] | null,
    @Ctx() context: Context,
  ): Promise<DeclaredActivityRow[]> {
    return context.children(declaredActivities, declaredActivitiesOf(establishment), { years });
  }
}
