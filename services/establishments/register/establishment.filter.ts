import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, Float, InputType, registerEnumType } from 'type-graphql';
import { ForwardPageArgs, PageArgs } from '../../shared/connection.ts';
import { badUserInput } from '../../shared/errors.ts';
import { allOf, codeCondition, conditionOf, dateCondition, DateFilter, nameCondition, StringFilter, type Condition } from '../../shared/filter.ts';
import { OrderDirection } from '../../shared/order.ts';
import { fold } from '../../shared/text.ts';
import { MembershipFilter, isMember } from '../groupings/membership.filter.ts';
import { within } from '../territories/territory.filter.ts';
import { EstablishmentLevel } from './establishment.entity.ts';

@InputType({ description: 'A circle on Earth.' })
export class NearFilter {
  @Field(() => Float, { description: 'Degrees north of its centre (WGS 84), -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of its centre (WGS 84), -180 to 180.' })
  longitude!: number;

  @Field(() => Float, { description: 'Its radius in kilometres along the ground, above 0 and up to 2,000.' })
  radiusKm!: number;
}

@InputType({ description: 'Conditions on establishments: all that are given hold.' })
export class EstablishmentWhere {
  @Field(() => [EstablishmentWhere], { nullable: true, description: 'All of these hold.' })
  AND?: EstablishmentWhere[] | null;

  @Field(() => [EstablishmentWhere], { nullable: true, description: 'One of these holds, at least.' })
  OR?: EstablishmentWhere[] | null;

  @Field(() => EstablishmentWhere, { nullable: true, description: 'This does not hold.' })
  NOT?: EstablishmentWhere | null;

  @Field(() => String, { nullable: true, description: 'Words that its name or long name has, whatever their accents, case and order; the best match comes first unless `orderBy` says otherwise.' })
  search?: string | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its FINESS number.' })
  finess?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of its FINESS category, such as `101`.' })
  category?: StringFilter | null;

  @Field(() => EstablishmentLevel, { nullable: true, description: 'Legal entity or site.' })
  level?: EstablishmentLevel | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of a commune, department or region that it lies in.' })
  territory?: StringFilter | null;

  @Field(() => NearFilter, { nullable: true, description: 'It lies in this circle.' })
  near?: NearFilter | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a military hospital.' })
  isMilitary?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it belongs to a university hospital.' })
  isUniversityHospital?: boolean | null;

  @Field(() => DateFilter, { nullable: true, description: 'The day it opened.' })
  openedOn?: DateFilter | null;

  @Field(() => DateFilter, { nullable: true, description: 'The day it closed; `{ isNull: true }` keeps those that are open.' })
  closedOn?: DateFilter | null;

  @Field(() => MembershipFilter, { nullable: true, description: 'It belongs to such a grouping.' })
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
  description: 'What establishments may be ordered by.',
  valuesConfig: {
    NAME: { description: 'The name, accents and case aside.' },
    FINESS: { description: 'The FINESS number.' },
    OPENED_ON: { description: 'The day it opened; those whose day is not known come last.' },
    DISTANCE: { description: 'The distance from the centre of `where.near`, which must be given.' },
    RELEVANCE: { description: 'How well the name matches `where.search`, which must be given.' },
  },
});

@InputType({ description: 'One level of an order of establishments.' })
export class EstablishmentOrder {
  @Field(() => EstablishmentOrderField, { description: 'What to order by.' })
  field!: EstablishmentOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

export enum EstablishmentGroupField {
  CATEGORY = 'CATEGORY',
  LEVEL = 'LEVEL',
  DEPARTMENT = 'DEPARTMENT',
  REGION = 'REGION',
  LEGAL_STATUS = 'LEGAL_STATUS',
}

registerEnumType(EstablishmentGroupField, {
  name: 'EstablishmentGroupField',
  description: 'What establishments may be counted by.',
  valuesConfig: {
    CATEGORY: { description: 'The FINESS category.' },
    LEVEL: { description: 'Legal entity or site.' },
    DEPARTMENT: { description: 'The department it lies in.' },
    REGION: { description: 'The region it lies in.' },
    LEGAL_STATUS: { description: 'The legal status.' },
  },
});

@ArgsType()
export class EstablishmentsArgs extends PageArgs {
  @Field(() => EstablishmentWhere, { nullable: true, description: 'Which establishments; all, where it is absent.' })
  where?: EstablishmentWhere | null;

  @Field(() => [EstablishmentOrder], { nullable: true, description: 'In what order: by FINESS number unless told, or by relevance where `where.search` is given.' })
  orderBy?: EstablishmentOrder[] | null;
}

@ArgsType()
export class TerritoryEstablishmentsArgs extends ForwardPageArgs {
  @Field(() => EstablishmentWhere, { nullable: true, description: 'Which of them; all, where it is absent.' })
  where?: EstablishmentWhere | null;
}

export const establishmentCondition = (where: EstablishmentWhere): Condition =>
  conditionOf(where, {
    search: (search) => matchesWords(search),
    finess: (filter, path) => codeCondition(sql`e.finess`, filter, path),
    name: (filter, path) => nameCondition(sql`e.name`, sql`e.name_folded`, filter, path),
    category: (filter, path) => codeCondition(sql`e.category_code`, filter, path),
    level: (level) => sql<boolean>`e.level = ${level}`,
    territory: (filter, path) => within(sql`e.territory_code`, filter, path),
    near: (circle, path) => liesIn(circle, path),
    isMilitary: (is) => sql<boolean>`${sql.raw(is ? '' : 'not ')}e.is_military`,
    isUniversityHospital: (is) => sql<boolean>`${sql.raw(is ? '' : 'not ')}e.is_university_hospital`,
    openedOn: (filter, path) => dateCondition(sql`e.opened_on`, filter, path),
    closedOn: (filter, path) => dateCondition(sql`e.closed_on`, filter, path),
    memberOf: (filter, path) => isMember(sql`e.finess`, filter, path),
  });

function matchesWords(search: string): Condition {
  const words = fold(search).split(' ').filter(Boolean);
  if (words.length === 0) throw badUserInput('where.search', '`where.search` has no letter or digit.');
  // A word of one or two letters is looked for at the start of words only: the trigrams of the index begin there.
  return allOf(words.map((word) => sql<boolean>`e.search_text like ${word.length < 3 ? `% ${word}%` : `%${word}%`}`));
}

const place = sql`public.ll_to_earth(e.latitude, e.longitude)`;

const centreOf = (circle: NearFilter): RawBuilder<unknown> => sql`public.ll_to_earth(${circle.latitude}::float8, ${circle.longitude}::float8)`;

function liesIn(circle: NearFilter, path: string): Condition {
  const bounds: [keyof NearFilter, number, number][] = [['latitude', -90, 90], ['longitude', -180, 180], ['radiusKm', Number.MIN_VALUE, 2000]];
  for (const [name, least, most] of bounds) {
    const value = circle[name];
    if (value < least || value > most) throw badUserInput(`${path}.${name}`, `\`${path}.${name}\` is ${value}: it must be ${name === 'radiusKm' ? 'above 0' : `from ${least}`} and at most ${most}.`);
  }
  const metres = circle.radiusKm * 1000;
  return sql<boolean>`(public.earth_box(${centreOf(circle)}, ${metres}::float8) operator(public.@>) ${place} and ${distanceFrom(circle)} <= ${metres}::float8)`;
}

/** Metres along the ground between an establishment and the centre of a circle. */
export const distanceFrom = (circle: NearFilter): RawBuilder<number> => sql<number>`public.earth_distance(${centreOf(circle)}, ${place})`;

/** How well a name matches a search, from 0 to 1. */
export const relevanceOf = (search: string): RawBuilder<number> =>
  sql<number>`((public.word_similarity(${fold(search)}, e.search_text) + public.similarity(${fold(search)}, e.name_folded)) / 2)::float8`;

/** The value of a condition that holds for the whole of a `where`: its own, or that of one of its `AND`. */
export function requiredCondition<Name extends 'search' | 'near'>(where: EstablishmentWhere | null | undefined, name: Name): EstablishmentWhere[Name] {
  if (!where) return null;
  return where[name] ?? where.AND?.map((part) => requiredCondition(part, name)).find((value) => value) ?? null;
}
