import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { AuthorisationsArgs } from './authorisation.filter.ts';
import { authorisationsOf, establishmentAuthorisations, type AuthorisationRow } from './authorisation.listing.ts';
import { AuthorisationConnection } from './authorisation.resolver.ts';

@Resolver(() => Establishment)
export class EstablishmentAuthorisationsResolver {
  @FieldResolver(() => AuthorisationConnection, {
    nullable: true,
    description:
      'What it is authorised to do (FINESS+, activities): of a legal entity, what it holds; of a site, what is exercised there. Both are the same objects.',
  })
  authorisations(
    @Root() establishment: Establishment,
    @Args(() => AuthorisationsArgs) { first, after, ...where }: AuthorisationsArgs,
    @Ctx() context: Context,
  ): List<AuthorisationRow> {
    return context.list(establishmentAuthorisations, { first, after, where }, authorisationsOf(establishment));
  }
}
