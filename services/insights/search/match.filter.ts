import { ArgsType, Directive, Field, Int } from 'type-graphql';
import { AggregateMeasure } from './measure.entity.ts';

@ArgsType()
export class MeasuresArgs {
  @Directive('@cost(weight: 500)')
  @Field(() => [AggregateMeasure], { description: 'The measures.' })
  codes!: AggregateMeasure[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The calendar year of yearly measures, from 1900 to 2200; defaults to the latest year of each statistic.',
  })
  year?: number | null;
}
