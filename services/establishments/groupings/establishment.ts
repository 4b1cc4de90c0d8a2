import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { Establishment } from '../register/establishment.entity.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import type { Context } from '../tables.ts';
import { memberships, membershipsOf } from './grouping.listing.ts';
import type { Membership } from './membership.entity.ts';
import { MembershipsArgs } from './membership.filter.ts';
import { MembershipConnection } from './membership.resolver.ts';

@Resolver(() => Establishment)
export class EstablishmentMembershipsResolver {
  @FieldResolver(() => MembershipConnection, { description: 'Its memberships of groupings on a day.' })
  memberships(
    @Root() establishment: EstablishmentRow,
    @Args(() => MembershipsArgs) { role, asOf, ...page }: MembershipsArgs,
    @Ctx() context: Context,
  ): List<Membership> {
    return context.list(memberships, { ...page, where: { role, asOf } }, membershipsOf(establishment));
  }
}
