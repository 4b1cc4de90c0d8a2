import { Arg, Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding, Group } from '../../kit/vocabulary/coding.ts';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Establishment } from '../register/establishment.entity.ts';
import { establishments, type EstablishmentRow } from '../register/establishment.listing.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { Agreement } from './agreement.entity.ts';
import { agreements, type AgreementRow } from './agreement.listing.ts';
import { CooperationAction } from './cooperation-action.entity.ts';
import { CooperationActionsArgs } from './cooperation-action.filter.ts';
import { beneficiariesOf, cooperationActions, type CooperationActionRow } from './cooperation-action.listing.ts';
import { ActionGroupField } from './cooperation.ts';

@ObjectType({ description: 'A cooperation action in a list.' })
class CooperationActionEdge extends Edge {
  @Field(() => CooperationAction, { description: 'The cooperation action.' })
  node!: CooperationAction;
}

@ObjectType({ description: 'A list of cooperation actions.' })
export class CooperationActionConnection extends Connection {
  @Field(() => [CooperationActionEdge], { description: "The page's actions, each with its cursor." })
  edges!: CooperationActionEdge[];

  @Field(() => [CooperationAction], { description: "The page's actions." })
  nodes!: CooperationAction[];
}

@Resolver(() => CooperationActionConnection)
export class CooperationActionConnectionResolver {
  @FieldResolver(() => [Group], {
    description: 'The number of objects of the whole list for each value, most frequent first.',
  })
  groupBy(
    @Root() list: List<CooperationActionRow>,
    @Arg('field', () => ActionGroupField, { description: 'The field to count by.' }) field: ActionGroupField,
  ): Promise<Group[]> {
    return list.groupBy(field);
  }
}

@Resolver(() => CooperationAction)
export class CooperationActionResolver {
  @Directive('@cost(weight: 150)')
  @Query(() => CooperationActionConnection, {
    nullable: true,
    name: 'cooperationActions',
    description: 'Cooperation actions under all agreements, ordered by reference.',
  })
  list(
    @Args(() => CooperationActionsArgs) args: CooperationActionsArgs,
    @Ctx() context: Context,
  ): List<CooperationActionRow> {
    return context.list(cooperationActions, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() action: CooperationActionRow): string {
    return encodeNodeId('CooperationAction', action.reference);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description:
      'The discipline, as an operational activity of the national directory of care offers (ROR); null if none applies.',
  })
  discipline(@Root() { disciplineCode, disciplineLabel }: CooperationActionRow): Coding | null {
    return disciplineCode === null ? null : coding(CodeSystem.discipline, disciplineCode, disciplineLabel);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that provides the service; null if several do so together, or if unknown.',
  })
  provider(@Root() action: CooperationActionRow, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, action.providerFiness);
  }

  @FieldResolver(() => [Establishment], { description: 'The establishments that benefit, ordered by FINESS number.' })
  beneficiaries(@Root() action: CooperationActionRow, @Ctx() context: Context): Promise<EstablishmentRow[]> {
    return context.children(establishments, beneficiariesOf(action));
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description:
      'The site where it takes place, or the legal entity if the source does not state the site; null if it takes place at several.',
  })
  site(@Root() action: CooperationActionRow, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, action.siteFiness);
  }

  @FieldResolver(() => Agreement, { description: 'The agreement that it belongs to.' })
  agreement(@Root() action: CooperationActionRow, @Ctx() context: Context): Promise<AgreementRow | null> {
    return context.find(agreements, action.agreementReference);
  }

  @FieldResolver(() => Source, { description: 'The source of the fact.' })
  source(@Root() action: CooperationActionRow, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, action.sourceCode);
  }
}
