import 'reflect-metadata';
import { sql, type RawBuilder } from 'kysely';
import { Directive, Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../vocabulary/scalars.ts';

@ObjectType({
  description:
    'A half-open period: the start is included, the end is excluded. A null bound is unknown or unbounded (FHIR `Period`).',
})
@Directive('@shareable')
@Directive('@cost(weight: 0)')
export class Period {
  @Field(() => DateScalar, { nullable: true, description: 'The first day of the period.' })
  start!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The first day after the period.' })
  end!: string | null;
}

/** Whether a `daterange` column contains a day (`YYYY-MM-DD`); defaults to today in Paris. */
export function holdsOn(period: RawBuilder<unknown>, day: string | null | undefined): RawBuilder<boolean> {
  return sql<boolean>`${period} @> ${day ? sql`${day}::date` : sql`current_date`}`;
}

/** The bounds of a `daterange` column as a `Period`, in one JSON value. */
export function periodOf(period: RawBuilder<unknown>): RawBuilder<Period> {
  return sql<Period>`json_build_object('start', lower(${period}), 'end', upper(${period}))`;
}
