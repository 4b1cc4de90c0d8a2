import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Agreement } from '../agreements/agreement.entity.ts';
import { agreements, type AgreementRow } from '../agreements/agreement.listing.ts';
import { Establishment } from '../register/establishment.entity.ts';
import { establishments, type EstablishmentRow } from '../register/establishment.listing.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { Grouping } from './grouping.entity.ts';
import { groupings, type GroupingRow } from './grouping.listing.ts';
import { Membership } from './membership.entity.ts';

@ObjectType({ description: 'A membership in a list.' })
class MembershipEdge extends Edge {
  @Field(() => Membership, { description: 'The membership.' })
  node!: Membership;
}

@ObjectType({ description: 'A list of memberships.' })
export class MembershipConnection extends Connection {
  @Field(() => [MembershipEdge], { description: "The page's memberships, each with its cursor." })
  edges!: MembershipEdge[];

  @Field(() => [Membership], { description: "The page's memberships." })
  nodes!: Membership[];
}

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() membership: Membership): string {
    return encodeNodeId('Membership', membership.id);
  }

  @FieldResolver(() => Grouping, { description: 'The grouping.' })
  grouping(@Root() membership: Membership, @Ctx() context: Context): Promise<GroupingRow | null> {
    return context.find(groupings, membership.groupingCode);
  }

  @FieldResolver(() => Establishment, { description: 'The establishment.' })
  establishment(@Root() membership: Membership, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, membership.establishmentFiness);
  }

  @FieldResolver(() => Agreement, {
    nullable: true,
    description: 'The agreement that it is based on; null if unknown.',
  })
  agreement(@Root() membership: Membership, @Ctx() context: Context): Promise<AgreementRow | null> {
    return context.find(agreements, membership.agreementReference);
  }

  @FieldResolver(() => Source, { description: 'The source of the fact.' })
  source(@Root() membership: Membership, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, membership.sourceCode);
  }
}
