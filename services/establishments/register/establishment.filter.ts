import { sql } from 'kysely';
import { ArgsType, Directive, Field, InputType, registerEnumType } from 'type-graphql';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import { codeCondition, dateCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { DateFilter, StringFilter } from '../../kit/reading/filter.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { Sector } from '../../kit/vocabulary/sector.ts';
import { MembershipFilter, isMember } from '../groupings/membership.filter.ts';
import { within } from '../territories/territory.filter.ts';
import { EstablishmentLevel } from './establishment.entity.ts';
import { liesIn, NearFilter } from './near.ts';
import { matchesWords } from './search.ts';

@InputType({ description: 'Conditions on establishments. All given conditions must be met.' })
export class EstablishmentWhere {
  @Field(() => [EstablishmentWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: EstablishmentWhere[] | null;

  @Field(() => [EstablishmentWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: EstablishmentWhere[] | null;

  @Directive('@cost(weight: 50)')
  @Field(() => EstablishmentWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: EstablishmentWhere | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => String, {
    nullable: true,
    description:
      'Words in its name or long name, regardless of accents, case and order. The best matches come first, unless `orderBy` is given.',
  })
  search?: string | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its FINESS number.' })
  finess?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of its FINESS category, such as `101`.' })
  category?: StringFilter | null;

  @Field(() => [Sector], { nullable: true, description: 'Any of these sectors; of a site, that of its legal entity.' })
  sector?: Sector[] | null;

  @Field(() => EstablishmentLevel, { nullable: true, description: 'Legal entity or site.' })
  level?: EstablishmentLevel | null;

  @Directive('@cost(weight: 1000)')
  @Field(() => StringFilter, {
    nullable: true,
    description: 'The code of a commune, department or region where it is located.',
  })
  territory?: StringFilter | null;

  @Directive('@cost(weight: 2500)')
  @Field(() => NearFilter, { nullable: true, description: 'It is located in this circle.' })
  near?: NearFilter | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a military hospital.' })
  isMilitary?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it belongs to a university hospital.' })
  isUniversityHospital?: boolean | null;

  @Field(() => DateFilter, { nullable: true, description: 'The day it opened.' })
  openedOn?: DateFilter | null;

  @Field(() => DateFilter, {
    nullable: true,
    description: 'The day it closed. Use `{ isNull: true }` for open establishments.',
  })
  closedOn?: DateFilter | null;

  @Directive('@cost(weight: 200)')
  @Field(() => MembershipFilter, { nullable: true, description: 'It has a membership that meets these conditions.' })
  memberOf?: MembershipFilter | null;
}

export enum EstablishmentOrderField {
  NAME = 'NAME',
  FINESS = 'FINESS',
  OPENED_ON = 'OPENED_ON',
  DISTANCE = 'DISTANCE',
  RELEVANCE = 'RELEVANCE',
}

registerEnumType(EstablishmentOrderField, {
  name: 'EstablishmentOrderField',
  description: 'The fields by which establishments can be ordered.',
  valuesConfig: {
    NAME: { description: 'The name, regardless of accents and case.' },
    FINESS: { description: 'The FINESS number.' },
    OPENED_ON: { description: 'The day it opened; unknown days come last.' },
    DISTANCE: { description: 'The distance from the centre of `where.near`, which is required.' },
    RELEVANCE: { description: 'The relevance of the name for `where.search`, which is required.' },
  },
});

@InputType({ description: 'One level of an order of establishments.' })
export class EstablishmentOrder {
  @Field(() => EstablishmentOrderField, { description: 'The field to order by.' })
  field!: EstablishmentOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'The direction.' })
  direction!: OrderDirection;
}

export enum EstablishmentGroupField {
  CATEGORY = 'CATEGORY',
  LEVEL = 'LEVEL',
  DEPARTMENT = 'DEPARTMENT',
  REGION = 'REGION',
  LEGAL_STATUS = 'LEGAL_STATUS',
  SECTOR = 'SECTOR',
}

registerEnumType(EstablishmentGroupField, {
  name: 'EstablishmentGroupField',
  description: 'The fields by which establishments can be counted.',
  valuesConfig: {
    CATEGORY: { description: 'The FINESS category.' },
    LEVEL: { description: 'Legal entity or site.' },
    DEPARTMENT: { description: 'The department where it is located.' },
    REGION: { description: 'The region where it is located.' },
    LEGAL_STATUS: { description: 'The legal status; of a site, that of its legal entity.' },
    SECTOR: { description: 'The sector.' },
  },
});

@ArgsType()
export class EstablishmentGroupArgs {
  @Directive('@cost(weight: 5000)')
  @Field(() => EstablishmentGroupField, { description: 'The field to count by.' })
  field!: EstablishmentGroupField;
}

@ArgsType()
export class EstablishmentsArgs extends PageArgs {
  // The database plans the statement for the values of its conditions.
  @Directive('@cost(weight: 400)')
  @Field(() => EstablishmentWhere, {
    nullable: true,
    description: 'Conditions on the establishments; defaults to all.',
  })
  where?: EstablishmentWhere | null;

  @Directive('@cost(weight: 50)')
  @Field(() => [EstablishmentOrder], {
    nullable: true,
    description: 'The order; defaults to relevance with `where.search`, otherwise to the FINESS number.',
  })
  orderBy?: EstablishmentOrder[] | null;
}

@ArgsType()
export class TerritoryEstablishmentsArgs extends ForwardPageArgs {
  // The database plans the statement for the values of its conditions.
  @Directive('@cost(weight: 400)')
  @Field(() => EstablishmentWhere, { nullable: true, description: 'Conditions on them; defaults to all.' })
  where?: EstablishmentWhere | null;
}

export const establishmentCondition = (where: EstablishmentWhere): Condition =>
  conditionOf(where, {
    search: (search) => matchesWords(search),
    finess: (filter, path) => codeCondition(sql`e.finess`, filter, path),
    name: (filter, path) => nameCondition(sql`e.name`, sql`e.name_folded`, filter, path, sql`e.search_text`),
    category: (filter, path) => codeCondition(sql`e.category_code`, filter, path),
    sector: (sectors) => sql<boolean>`e.sector = any(${sectors}::text[])`,
    level: (level) => sql<boolean>`e.level = ${level}`,
    territory: (filter, path) => within(sql`e.territory_code`, filter, path),
    near: (circle, path) => liesIn(circle, path),
    isMilitary: (is) => sql<boolean>`${sql.raw(is ? '' : 'not ')}e.is_military`,
    isUniversityHospital: (is) => sql<boolean>`${sql.raw(is ? '' : 'not ')}e.is_university_hospital`,
    openedOn: (filter) => dateCondition(sql`e.opened_on`, filter),
    closedOn: (filter) => dateCondition(sql`e.closed_on`, filter),
    memberOf: (filter, path) => isMember(sql`e.finess`, filter, path),
  });

/** The value of a condition that the whole `where` requires: its own, or that of one of its `AND`. */
export function requiredCondition<Name extends 'search' | 'near'>(
  where: EstablishmentWhere | null | undefined,
  name: Name,
): EstablishmentWhere[Name] {
  if (!where) return null;
  return where[name] ?? where.AND?.map((part) => requiredCondition(part, name)).find((value) => value) ?? null;
}
