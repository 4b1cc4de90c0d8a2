import { ArgsType, Directive, Field, Int } from 'type-graphql';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import { CrossDomainWhere } from '../search/cross-domain.filter.ts';
import { AggregateMeasure } from '../search/measure.entity.ts';
import { AggregateDimension } from './aggregate.entity.ts';

@ArgsType()
export class AggregateArgs {
  @Directive('@cost(weight: 2000)')
  @Field(() => CrossDomainWhere, {
    nullable: true,
    description:
      'Conditions on the establishments; defaults to all. As figures are those of sites, the memberships, cooperations, contracts and dependencies of a legal entity count for its sites here.',
  })
  where?: CrossDomainWhere | null;

  @MaxItems(4)
  @Directive('@cost(weight: 2000)')
  @Field(() => [AggregateDimension], {
    description: 'The dimensions to group by. An empty list gives one row with the totals.',
  })
  groupBy!: AggregateDimension[];

  @Directive('@cost(weight: 1500)')
  @Field(() => [AggregateMeasure], { description: 'The measures.' })
  measures!: AggregateMeasure[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The calendar year of yearly measures, from 1900 to 2200. Defaults to the latest year of each statistic, or to all years when grouped by YEAR.',
  })
  year?: number | null;
}
