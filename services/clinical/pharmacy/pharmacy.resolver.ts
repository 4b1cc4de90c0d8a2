import { Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { Pharmacy } from './pharmacy.entity.ts';
import { PharmaciesArgs } from './pharmacy.filter.ts';
import { pharmacies, type PharmacyRow } from './pharmacy.listing.ts';

@ObjectType({ description: 'A hospital pharmacy in a list.' })
class PharmacyEdge extends Edge {
  @Field(() => Pharmacy, { description: 'The pharmacy.' })
  node!: Pharmacy;
}

@ObjectType({ description: 'A list of hospital pharmacies.' })
class PharmacyConnection extends Connection {
  @Field(() => [PharmacyEdge], { description: "The page's pharmacies, each with its cursor." })
  edges!: PharmacyEdge[];

  @Field(() => [Pharmacy], { description: "The page's pharmacies." })
  nodes!: Pharmacy[];
}

@Resolver(() => Pharmacy)
export class PharmacyResolver {
  @Query(() => PharmacyConnection, {
    nullable: true,
    name: 'pharmacies',
    description: 'Hospital pharmacies, ordered by code in the hub.',
  })
  list(@Args(() => PharmaciesArgs) args: PharmaciesArgs, @Ctx() context: Context): List<PharmacyRow> {
    return context.list(pharmacies, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() pharmacy: PharmacyRow): string {
    return encodeNodeId('Pharmacy', pharmacy.code);
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The site where it is located.' })
  site(@Root() pharmacy: PharmacyRow): Establishment {
    return establishmentOf(pharmacy.siteFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that operates it; null if unknown.',
  })
  operatedBy(@Root() { operatedByFiness }: PharmacyRow): Establishment | null {
    return operatedByFiness === null ? null : establishmentOf(operatedByFiness);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() pharmacy: PharmacyRow): Source {
    return sourceOf(pharmacy.sourceCode);
  }
}
