import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Establishment } from '../register/establishment.entity.ts';
import { establishments, type EstablishmentRow } from '../register/establishment.listing.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { Agreement } from './agreement.entity.ts';
import { AgreementsArgs } from './agreement.filter.ts';
import { agreements, amendmentsOf, partiesOf, type AgreementRow } from './agreement.listing.ts';

@ObjectType({ description: 'An agreement in a list.' })
class AgreementEdge extends Edge {
  @Field(() => Agreement, { description: 'The agreement.' })
  node!: Agreement;
}

@ObjectType({ description: 'A list of agreements.' })
export class AgreementConnection extends Connection {
  @Field(() => [AgreementEdge], { description: "The page's agreements, each with its cursor." })
  edges!: AgreementEdge[];

  @Field(() => [Agreement], { description: "The page's agreements." })
  nodes!: Agreement[];
}

@Resolver(() => Agreement)
export class AgreementResolver {
  @Query(() => Agreement, { nullable: true, description: 'The agreement with this reference.' })
  agreement(
    @Arg('reference', () => String, { description: 'Its reference, such as `accord-cadre-metz-2014`.' })
    reference: string,
    @Ctx() context: Context,
  ): Promise<AgreementRow | null> {
    return context.find(agreements, reference);
  }

  @Query(() => AgreementConnection, {
    nullable: true,
    name: 'agreements',
    description: 'Agreements, ordered by reference.',
  })
  list(@Args(() => AgreementsArgs) args: AgreementsArgs, @Ctx() context: Context): List<AgreementRow> {
    return context.list(agreements, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() agreement: AgreementRow): string {
    return encodeNodeId('Agreement', agreement.reference);
  }

  @FieldResolver(() => [Establishment], {
    description: 'The establishments that concluded it, ordered by FINESS number.',
  })
  parties(@Root() agreement: AgreementRow, @Ctx() context: Context): Promise<EstablishmentRow[]> {
    return context.children(establishments, partiesOf(agreement));
  }

  @FieldResolver(() => Agreement, {
    nullable: true,
    description: 'The agreement that it amends; null unless it is an amendment.',
  })
  amends(@Root() agreement: AgreementRow, @Ctx() context: Context): Promise<AgreementRow | null> {
    return context.find(agreements, agreement.amendsReference);
  }

  @FieldResolver(() => [Agreement], { description: 'Its amendments (avenants), ordered by reference.' })
  amendments(@Root() agreement: AgreementRow, @Ctx() context: Context): Promise<AgreementRow[]> {
    return context.children(agreements, amendmentsOf(agreement));
  }

  @FieldResolver(() => Source, { description: 'The source of its description.' })
  source(@Root() agreement: AgreementRow, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, agreement.sourceCode);
  }
}
