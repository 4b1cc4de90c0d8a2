import { seesAll } from '../../kit/datasets/rights.ts';
import { sql } from 'kysely';
import { ArgsType, Directive, Field, InputType } from 'type-graphql';
import type { Caller } from '../../../platform/contract/caller.ts';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { registerCode } from '../../kit/reading/register-code.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import { isPartner } from '../../kit/subgraph/partners.ts';
import { DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

@InputType({ description: 'Conditions on changes. All given conditions must be met.' })
export class ChangeWhere {
  @MaxItems(100)
  @Field(() => [String], { nullable: true, description: 'Of objects of one of these types, such as `CareUnit`.' })
  type?: string[] | null;

  @MaxItems(100)
  @Field(() => [String], {
    nullable: true,
    description:
      'They concern one of the establishments with these FINESS numbers, or one of the sites of such a legal entity.',
  })
  establishment?: string[] | null;

  @MaxItems(100)
  @Field(() => [String], {
    nullable: true,
    description: 'They concern an establishment in one of the territories with these codes.',
  })
  territory?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Committed at this time or later.' })
  since?: Date | null;
}

@ArgsType()
export class ChangesArgs extends ForwardPageArgs {
  // The database plans the statement for the values of its conditions.
  @Directive('@cost(weight: 400)')
  @Field(() => ChangeWhere, { nullable: true, description: 'Conditions on the changes; defaults to all.' })
  where?: ChangeWhere | null;
}

/** The changes that a caller asks for. */
export interface SeenChangesWhere extends ChangeWhere {
  reader: ChangeReader;
}

/** Whose confidential facts a caller may see. */
export interface ChangeReader {
  /** Those of an institution and of its sites; null for those of none. */
  institution: string | null;
  /** Those of all. */
  all: boolean;
}

/** Whose confidential facts a caller may see: its institution's, with the scope of partners. */
export const readerOf = (caller: Caller): ChangeReader => ({
  institution: isPartner(caller) ? caller.institution : null,
  all: seesAll(caller),
});

/** The establishments with the given numbers, and the sites of those that are legal entities. */
const withSites = (numbers: readonly string[]) => sql`array(
    select unnest(${numbers}::text[]) union select site.finess from establishment site where site.legal_entity_finess = any(${numbers}::text[]))`;

const lies = (codes: readonly string[]): Condition => sql<boolean>`exists (
    select from unnest(c.establishments) named (finess) join establishment e on e.finess = named.finess
    join territory place on place.code = e.territory_code
    where place.code = any(${codes}::text[]) or place.department_code = any(${codes}::text[]) or place.region_code = any(${codes}::text[]))`;

/** A change of nothing but confidential facts is told only to those who may see them: not even that there was one. */
const isSeen = ({ institution, all }: ChangeReader): Condition => {
  if (all) return allOf([]);
  const isPublic = sql<boolean>`c.fields <> '[]'`;
  return institution === null
    ? isPublic
    : sql<boolean>`(${isPublic} or c.establishments && ${withSites([institution])})`;
};

export const changeCondition = (where: SeenChangesWhere): Condition =>
  conditionOf(where, {
    type: (types) => sql<boolean>`c.type = any(${types}::text[])`,
    establishment: (numbers) => sql<boolean>`c.establishments && ${withSites(numbers.map(registerCode))}`,
    territory: (codes) => lies(codes.map(registerCode)),
    since: (time) => sql<boolean>`c.at >= ${time.toISOString()}::timestamptz`,
    reader: isSeen,
  });
