import 'reflect-metadata';
import { Field, InputType, Int } from 'type-graphql';
import { DateScalar } from '../vocabulary/scalars.ts';

@InputType({ description: 'Conditions on a text: all that are given hold.' })
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Is exactly this.' })
  eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'Is one of these: 1,000 at most.' })
  in?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Has this within: 3 characters at least. In names, accents and case do not count.',
  })
  contains?: string | null;

  @Field(() => String, { nullable: true, description: 'Begins with this. In names, accents and case do not count.' })
  startsWith?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}

@InputType({ description: 'Conditions on a whole number: all that are given hold.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Equals this.' })
  eq?: number | null;

  @Field(() => [Int], { nullable: true, description: 'Is one of these: 1,000 at most.' })
  in?: number[] | null;

  @Field(() => Int, { nullable: true, description: 'Is greater than this.' })
  gt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is this or greater.' })
  gte?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is less than this.' })
  lt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is this or less.' })
  lte?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}

@InputType({ description: 'Conditions on a day: all that are given hold.' })
export class DateFilter {
  @Field(() => DateScalar, { nullable: true, description: 'Is this day.' })
  eq?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Is this day or later.' })
  gte?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Is before this day.' })
  lt?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}
