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
      'Which establishments; all, where it is absent. Here, where figures are those of sites, what binds a legal entity (membership, cooperation, contract, dependency) binds its sites too.',
  })
  where?: CrossDomainWhere | null;

  @Field(() => [AggregateDimension], {
    description: `What to group by, each once and ${maxDimensions} at the most; one row with the total, where it is empty.`,
  })
  groupBy!: AggregateDimension[];

  @Field(() => [AggregateMeasure], { description: 'What to measure.' })
  measures!: AggregateMeasure[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The calendar year of what is told by year, 1900 to 2200. Where it is absent, the latest that the statistics of each have; grouped by YEAR, all.',
  })
  year?: number | null;
}

/** Refuses dimensions that stand twice or are too many, and a year out of bounds. @throws GraphQLError `BAD_USER_INPUT` */
export function checkAggregateArgs({ groupBy, year }: AggregateArgs): void {
  requireYear(year, 'year');
  if (groupBy.length > maxDimensions)
    throw badUserInput(
      'groupBy',
      `\`groupBy\` has ${groupBy.length} dimensions: it takes ${maxDimensions} at the most.`,
    );
  const repeated = groupBy.find((dimension, index) => groupBy.indexOf(dimension) !== index);
  if (repeated) throw badUserInput('groupBy', `\`groupBy\` names ${repeated} twice.`);
}
