import { Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { CareUnit } from './care-unit.entity.ts';
import { CareUnitsArgs } from './care-unit.filter.ts';
import { careUnits, type CareUnitRow } from './care-unit.listing.ts';

@ObjectType({ description: 'A care unit in a list.' })
class CareUnitEdge extends Edge {
  @Field(() => CareUnit, { description: 'The care unit.' })
  node!: CareUnit;
}

@ObjectType({ description: 'A list of care units.' })
export class CareUnitConnection extends Connection {
  @Field(() => [CareUnitEdge], { description: "The page's care units, each with its cursor." })
  edges!: CareUnitEdge[];

  @Field(() => [CareUnit], { description: "The page's care units." })
  nodes!: CareUnit[];
}

@Resolver(() => CareUnit)
export class CareUnitResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => CareUnitConnection, {
    nullable: true,
    name: 'careUnits',
    description: 'Care units, ordered by code in the hub.',
  })
  list(@Args(() => CareUnitsArgs) args: CareUnitsArgs, @Ctx() context: Context): List<CareUnitRow> {
    return context.list(careUnits, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() unit: CareUnitRow): string {
    return encodeNodeId('CareUnit', unit.code);
  }

  @FieldResolver(() => Coding, {
    description: 'Its discipline, as an operational activity of the national directory of care offers (ROR).',
  })
  discipline(@Root() { disciplineCode, disciplineLabel }: CareUnitRow): Coding {
    return coding(CodeSystem.discipline, disciplineCode, disciplineLabel);
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The site where it is located.' })
  site(@Root() unit: CareUnitRow): Establishment {
    return establishmentOf(unit.siteFiness);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description: 'The establishments whose professionals staff it, ordered by FINESS number.',
  })
  staffedBy(@Root() unit: CareUnitRow): Establishment[] {
    return unit.staffedBy.map(establishmentOf);
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on.',
  })
  action(@Root() unit: CareUnitRow): CooperationAction | null {
    return actionOf(unit.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() unit: CareUnitRow): Source {
    return sourceOf(unit.sourceCode);
  }
}
