import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Info,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { coding, CodeSystem, Coding, Group } from '../../kit/vocabulary/coding.ts';
import { Connection, Edge, PageArgs, TotalCount } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { registerCode } from '../../kit/reading/register-code.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import { located } from '../../kit/register/centres.ts';
import type { Context } from '../tables.ts';
import { Address, Establishment, GeoPoint, Identifier } from './establishment.entity.ts';
import { EstablishmentGroupArgs, EstablishmentsArgs } from './establishment.filter.ts';
import { establishments, identifiers, identifiersOf, sitesOf, type EstablishmentRow } from './establishment.listing.ts';

/** The code of FINESS for private hospitals of collective interest. */
const ESPIC = '6';

@ObjectType({ description: 'An establishment in a list.' })
class EstablishmentEdge extends Edge {
  @Field(() => Establishment, { description: 'The establishment.' })
  node!: Establishment;
}

@ObjectType({ description: 'A list of establishments.' })
export class EstablishmentConnection extends Connection {
  @Field(() => [EstablishmentEdge], { description: "The page's establishments, each with its cursor." })
  edges!: EstablishmentEdge[];

  @Field(() => [Establishment], { description: "The page's establishments." })
  nodes!: Establishment[];

  @TotalCount(2500)
  override totalCount!: number;
}

@Resolver(() => EstablishmentConnection)
export class EstablishmentConnectionResolver {
  @FieldResolver(() => [Group], {
    description: 'The number of objects of the whole list for each value, most frequent first.',
  })
  groupBy(
    @Root() list: List<EstablishmentRow>,
    @Args(() => EstablishmentGroupArgs) { field }: EstablishmentGroupArgs,
  ): Promise<Group[]> {
    return list.groupBy(field);
  }
}

@Resolver(() => Establishment)
export class EstablishmentResolver {
  @Directive('@cost(weight: 150)')
  @Query(() => Establishment, { nullable: true, description: 'The establishment with this FINESS number.' })
  establishment(
    @Arg('finess', () => String, { description: 'Its FINESS number, nine characters.' }) finess: string,
    @Ctx() context: Context,
  ): Promise<EstablishmentRow | null> {
    return context.find(establishments, registerCode(finess));
  }

  @Query(() => EstablishmentConnection, {
    nullable: true,
    name: 'establishments',
    description: 'Establishments of both levels, including closed ones.',
  })
  async list(
    @Args(() => EstablishmentsArgs) args: EstablishmentsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<List<EstablishmentRow>> {
    return context.list(establishments, { ...args, where: await located(context, args.where) }, undefined, info);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() establishment: EstablishmentRow): string {
    return encodeNodeId('Establishment', establishment.finess);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether its name is that of its grouping or sites, as no source states its own.',
  })
  isNameDerived(@Root() { name, derivedName }: EstablishmentRow): boolean {
    return name === derivedName;
  }

  @FieldResolver(() => Coding, { description: 'Its category in FINESS; `UNK` if unknown.' })
  category(@Root() { categoryCode, categoryLabel }: EstablishmentRow): Coding {
    return coding(CodeSystem.category, categoryCode, categoryLabel);
  }

  @FieldResolver(() => Coding, {
    nullable: true,
    description: 'Its legal status in FINESS (statut juridique); of a site, that of its legal entity.',
  })
  legalStatus(@Root() { legalStatusCode, legalStatusLabel }: EstablishmentRow): Coding | null {
    return legalStatusCode === null ? null : coding(CodeSystem.legalStatus, legalStatusCode, legalStatusLabel);
  }

  @Directive('@cost(weight: 5)')
  @FieldResolver(() => Coding, {
    nullable: true,
    description:
      'How it takes part in the public hospital service (participation au service public hospitalier; FINESS); null if the register states nothing, as of legal entities.',
  })
  publicService(@Root() { publicServiceCode, publicServiceLabel }: EstablishmentRow): Coding | null {
    return publicServiceCode === null ? null : coding(CodeSystem.publicService, publicServiceCode, publicServiceLabel);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether it is a private hospital of collective interest (établissement de santé privé d'intérêt collectif, ESPIC; FINESS); null if the register states nothing.",
  })
  isEspic(@Root() { publicServiceCode }: EstablishmentRow): boolean | null {
    return publicServiceCode === null ? null : publicServiceCode === ESPIC;
  }

  @FieldResolver(() => [Identifier], { description: 'Its numbers in other registers.' })
  identifiers(@Root() establishment: EstablishmentRow, @Ctx() context: Context): Promise<Identifier[]> {
    return context.children(identifiers, identifiersOf(establishment));
  }

  @FieldResolver(() => Address, { nullable: true, description: 'Its postal address.' })
  address(@Root() { addressLines: lines, postalCode, city, communeCode }: EstablishmentRow): Address | null {
    return lines.length > 0 || postalCode || city || communeCode ? { lines, postalCode, city, communeCode } : null;
  }

  @FieldResolver(() => GeoPoint, { nullable: true, description: 'Its location.' })
  location(@Root() { latitude, longitude }: EstablishmentRow): GeoPoint | null {
    return latitude === null || longitude === null ? null : { latitude, longitude };
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The legal entity of a site; null for legal entities.',
  })
  legalEntity(@Root() site: EstablishmentRow, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, site.legalEntityFiness);
  }

  @FieldResolver(() => EstablishmentConnection, {
    description: 'The sites of a legal entity, including closed ones, ordered by FINESS number.',
  })
  sites(
    @Root() legalEntity: EstablishmentRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): List<EstablishmentRow> {
    return context.list(establishments, args, sitesOf(legalEntity), info);
  }

  @FieldResolver(() => Source, { description: 'The source of its description.' })
  source(@Root() establishment: EstablishmentRow, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, establishment.sourceCode);
  }
}
