import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { Establishment } from './establishment.entity.ts';
import { establishments, type EstablishmentRow } from './establishment.listing.ts';
import { Succession } from './succession.entity.ts';
import { successions } from './succession.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentSuccessionResolver {
  @FieldResolver(() => Succession, {
    nullable: true,
    description: 'Who took its place, mostly by a merger; null if no source tells of a successor.',
  })
  succession(@Root() { finess }: EstablishmentRow, @Ctx() context: Context): Promise<Succession | null> {
    return context.find(successions, finess);
  }
}

@Resolver(() => Succession)
export class SuccessionResolver {
  @FieldResolver(() => Establishment, { description: 'The establishment that was succeeded.' })
  predecessor(@Root() { predecessorFiness }: Succession, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, predecessorFiness);
  }

  @FieldResolver(() => Establishment, { description: 'The establishment that took its place.' })
  successor(@Root() { successorFiness }: Succession, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, successorFiness);
  }

  @FieldResolver(() => Source, { description: 'The source of the fact.' })
  source(@Root() { sourceCode }: Succession, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, sourceCode);
  }
}
