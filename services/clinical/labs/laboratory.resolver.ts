import { Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { Laboratory } from './laboratory.entity.ts';
import { LaboratoriesArgs } from './laboratory.filter.ts';
import { laboratories, type LaboratoryRow } from './laboratory.listing.ts';

@ObjectType({ description: 'A laboratory in a list.' })
class LaboratoryEdge extends Edge {
  @Field(() => Laboratory, { description: 'The laboratory.' })
  node!: Laboratory;
}

@ObjectType({ description: 'A list of laboratories.' })
class LaboratoryConnection extends Connection {
  @Field(() => [LaboratoryEdge], { description: "The page's laboratories, each with its cursor." })
  edges!: LaboratoryEdge[];

  @Field(() => [Laboratory], { description: "The page's laboratories." })
  nodes!: Laboratory[];
}

@Resolver(() => Laboratory)
export class LaboratoryResolver {
  @Query(() => LaboratoryConnection, {
    nullable: true,
    name: 'laboratories',
    description: 'Laboratories, ordered by code in the hub.',
  })
  list(@Args(() => LaboratoriesArgs) args: LaboratoriesArgs, @Ctx() context: Context): List<LaboratoryRow> {
    return context.list(laboratories, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() laboratory: LaboratoryRow): string {
    return encodeNodeId('Laboratory', laboratory.code);
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The site where it is located.' })
  site(@Root() laboratory: LaboratoryRow): Establishment {
    return establishmentOf(laboratory.siteFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that operates it; null if unknown.',
  })
  operatedBy(@Root() { operatedByFiness }: LaboratoryRow): Establishment | null {
    return operatedByFiness === null ? null : establishmentOf(operatedByFiness);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description: 'The establishments that share it, ordered by FINESS number.',
  })
  sharedWith(@Root() laboratory: LaboratoryRow): Establishment[] {
    return laboratory.sharedWith.map(establishmentOf);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() laboratory: LaboratoryRow): Source {
    return sourceOf(laboratory.sourceCode);
  }
}
