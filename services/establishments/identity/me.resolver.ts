import { Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Establishment } from '../register/establishment.entity.ts';
import { establishments, type EstablishmentRow } from '../register/establishment.listing.ts';
import type { Context } from '../tables.ts';
import { Me, meOf } from './me.entity.ts';

@Resolver(() => Me)
export class MeResolver {
  @Directive('@cost(weight: 0)')
  @Query(() => Me, { nullable: true, description: 'Who asks, as the hub sees it; null without a token.' })
  me(@Ctx() { caller }: Context): Me | null {
    return meOf(caller);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description:
      'The institution that the token was issued to; null if the hub does not know an establishment with its FINESS number.',
  })
  institution(@Root() { finess }: Me, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, finess);
  }
}
