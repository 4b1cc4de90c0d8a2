import { sql } from 'kysely';
import { ArgsType, Field } from 'type-graphql';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { AuthorisationNature } from '../../kit/vocabulary/authorisation-nature.ts';

/** The conditions of an establishment's authorisations. */
export interface AuthorisationsWhere {
  asOf?: string | null;
  nature?: AuthorisationNature[] | null;
}

@ArgsType()
export class AuthorisationsArgs extends ForwardPageArgs implements AuthorisationsWhere {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only those in force on this day; defaults to today. An inactive one whose end is unknown is in force on no day.',
  })
  asOf?: string | null;

  @Field(() => [AuthorisationNature], { nullable: true, description: 'Any of these natures; defaults to all.' })
  nature?: AuthorisationNature[] | null;
}

export const authorisationCondition = ({ asOf, nature }: AuthorisationsWhere): Condition =>
  allOf([
    holdsOn(sql`a.period`, asOf),
    sql<boolean>`(a.is_active or not upper_inf(a.period))`,
    ...(nature ? [sql<boolean>`a.nature = any(${nature}::text[])`] : []),
  ]);
