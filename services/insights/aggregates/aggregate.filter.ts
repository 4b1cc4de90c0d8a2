import { ArgsType, Field, Int } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { CrossDomainWhere } from '../search/cross-domain.filter.ts';
import { AggregateMeasure } from '../search/measure.entity.ts';
import { requireYear } from '../search/year.filter.ts';
import { AggregateDimension } from './aggregate.entity.ts';

const maxDimensions = 4;

@ArgsType()
export class AggregateArgs {
  @Field(() => CrossDomainWhere, {
    nullable: true,
    description:
      'Conditions on the establishments; defaults to all. As figures are those of sites, the memberships, cooperations, contracts and dependencies of a legal entity count for its sites here.',
  })
  where?: CrossDomainWhere | null;

  @Field(() => [AggregateDimension], {
    description: `The dimensions to group by: at most ${maxDimensions}, each once. An empty list gives one row with the totals.`,
  })
  groupBy!: AggregateDimension[];

  @Field(() => [AggregateMeasure], { description: 'The measures.' })
  measures!: AggregateMeasure[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The calendar year of yearly measures, from 1900 to 2200. Defaults to the latest year of each statistic, or to all years when grouped by YEAR.',
  })
  year?: number | null;
}

/** Rejects duplicate or too many dimensions, and years out of bounds. @throws GraphQLError `BAD_USER_INPUT` */
export function checkAggregateArgs({ groupBy, year }: AggregateArgs): void {
  requireYear(year, 'year');
  if (groupBy.length > maxDimensions)
    throw badUserInput(
      'groupBy',
      `\`groupBy\` has ${groupBy.length} dimensions; at most ${maxDimensions} are allowed.`,
    );
  const repeated = groupBy.find((dimension, index) => groupBy.indexOf(dimension) !== index);
  if (repeated) throw badUserInput('groupBy', `\`groupBy\` has ${repeated} twice.`);
}
