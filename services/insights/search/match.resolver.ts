import { Args, Ctx, Directive, Field, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge, TotalCount } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { FindEstablishmentsArgs } from './cross-domain.filter.ts';
import { EstablishmentMatch } from './match.entity.ts';
import { MeasuresArgs } from './match.filter.ts';
import { matches, measuresOf } from './match.listing.ts';
import { MeasureValue } from './measure.entity.ts';
import { requireYear } from './year.filter.ts';

@ObjectType({ description: 'A match in a list.' })
class EstablishmentMatchEdge extends Edge {
  @Field(() => EstablishmentMatch, { description: 'The match.' })
  node!: EstablishmentMatch;
}

@ObjectType({ description: 'A list of matches.' })
class EstablishmentMatchConnection extends Connection {
  @Field(() => [EstablishmentMatchEdge], { description: "The page's matches, each with its cursor." })
  edges!: EstablishmentMatchEdge[];

  @Field(() => [EstablishmentMatch], { description: "The page's matches." })
  nodes!: EstablishmentMatch[];

  @TotalCount(4000)
  override totalCount!: number;
}

@Resolver(() => EstablishmentMatch)
export class EstablishmentMatchResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => EstablishmentMatchConnection, {
    nullable: true,
    description:
      'Establishments of both levels, including closed ones, that meet conditions spanning several domains. Conditions on the present, such as memberships and contracts, use the current day in Paris.',
  })
  findEstablishments(
    @Args(() => FindEstablishmentsArgs) { orderBy, ...args }: FindEstablishmentsArgs,
    @Ctx() context: Context,
  ): List<EstablishmentMatch> {
    const orders = (orderBy ?? []).map(({ measure, direction }) => ({ field: measure, direction }));
    return context.list(matches, { ...args, orderBy: orders });
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment.' })
  establishment(@Root() { finess }: EstablishmentMatch): Establishment {
    return establishmentOf(finess);
  }

  @FieldResolver(() => [MeasureValue], {
    description: 'Its measures, in the order of the codes. The measures of a legal entity include those of its sites.',
  })
  measures(
    @Root() match: EstablishmentMatch,
    @Args(() => MeasuresArgs) { codes, year }: MeasuresArgs,
    @Ctx() context: Context,
  ): Promise<MeasureValue[]> {
    return measuresOf(match, codes, requireYear(year, 'year'), context);
  }
}
