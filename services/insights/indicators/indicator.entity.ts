import { Field, Float, Int, ObjectType } from 'type-graphql';
import { IndicatorCode } from './indicator-code.ts';

@ObjectType({
  description:
    'A figure of the care offer of a territory or of a grouping per inhabitant, beside the national one. It exists where the statistics (SAE) state its numerator.',
})
export class Indicator {
  territoryCode!: string | null;

  groupingCode!: string | null;

  @Field(() => IndicatorCode, { description: 'What is counted, and per how many inhabitants.' })
  code!: IndicatorCode;

  @Field(() => Int, { description: 'The calendar year of the numerator: the one that was asked for.' })
  year!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'The numerator per 1,000 or 100,000 inhabitants, as its code says; null where the population is not known, and for groupings, which have none.',
  })
  value!: number | null;

  @Field(() => Float, {
    description:
      "Beds, devices, exams or interns in the year: the sum of what the statistics state (SAE). In a territory, of the sites and legal entities that lie in it, each figure where its own holder lies. In a grouping, the statistics' own total of beds and devices; of exams and interns, the sum over its members on 31 December (associates and partners aside) and their sites, as far as the hub knows them.",
  })
  numerator!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "The territory's inhabitants (INSEE's municipal population) in that year; where it is not known, in the latest year known before, or else in the first one after. Null where none is known, and for groupings.",
  })
  denominator!: number | null;

  /** Read where it is asked for, which costs a statement for groupings. */
  nationalValue!: number | null | Promise<number | null>;

  @Field(() => Float, {
    nullable: true,
    description: 'The value over the national one: 1 where both are alike. Null where either is null or France has 0.',
  })
  ratioToNational!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Its place among the territories of its level in France that have a value, from 1 for the highest; equal values share a place. Null where the value is, and for groupings.',
  })
  rank!: number | null;
}
