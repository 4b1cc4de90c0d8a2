import 'reflect-metadata';
import { Directive, Field, InputType, Int } from 'type-graphql';
import { DateScalar } from '../vocabulary/scalars.ts';

@InputType({ description: 'Conditions on a text. All given conditions must be met.' })
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Equals this text.' })
  eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'Equals one of these values.' })
  in?: string[] | null;

  @Directive('@cost(weight: 100)')
  @Field(() => String, {
    nullable: true,
    description: 'Contains this text of at least 3 characters. Names are compared regardless of accents and case.',
  })
  contains?: string | null;

  @Directive('@cost(weight: 50)')
  @Field(() => String, {
    nullable: true,
    description: 'Starts with this text. Names are compared regardless of accents and case.',
  })
  startsWith?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}

@InputType({ description: 'Conditions on an integer. All given conditions must be met.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Equals this number.' })
  eq?: number | null;

  @Field(() => [Int], { nullable: true, description: 'Equals one of these values.' })
  in?: number[] | null;

  @Field(() => Int, { nullable: true, description: 'Is greater than this number.' })
  gt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is greater than or equal to this number.' })
  gte?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is less than this number.' })
  lt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is less than or equal to this number.' })
  lte?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}

@InputType({ description: 'Conditions on a day. All given conditions must be met.' })
export class DateFilter {
  @Field(() => DateScalar, { nullable: true, description: 'Equals this day.' })
  eq?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Is on or after this day.' })
  gte?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Is before this day.' })
  lt?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}
