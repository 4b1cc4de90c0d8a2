import 'reflect-metadata';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Coding } from '../../kit/vocabulary/coding.ts';
import { MeasureValue } from '../search/measure.entity.ts';

/** What measures are grouped by. */
export enum AggregateDimension {
  REGION = 'REGION',
  DEPARTMENT = 'DEPARTMENT',
  CATEGORY = 'CATEGORY',
  LEGAL_STATUS = 'LEGAL_STATUS',
  GHT = 'GHT',
  YEAR = 'YEAR',
}

registerEnumType(AggregateDimension, {
  name: 'AggregateDimension',
  description: 'What measures are grouped by.',
  valuesConfig: {
    REGION: { description: 'The region it lies in.' },
    DEPARTMENT: { description: 'The department it lies in.' },
    CATEGORY: { description: 'The FINESS category.' },
    LEGAL_STATUS: { description: 'The legal status in FINESS (statut juridique).' },
    GHT: {
      description:
        'The territorial hospital group (GHT, or one of psychiatric hospitals) that it, or its legal entity, belongs to today; associates and partners do not. In two groups it counts in each; `UNK` where it is in none.',
    },
    YEAR: {
      description:
        'The calendar year of the statistics. What is of today, such as the number of establishments, is the same in each.',
    },
  },
});

@ObjectType({ description: 'The measures of the establishments that share their dimensions.' })
export class AggregateRow {
  @Directive('@listSize(assumedSize: 4)')
  @Field(() => [Coding], {
    description:
      'What they share, in the order of `groupBy`; `UNK` where no source states it. Of a group, the code and the name; of a year, the year.',
  })
  dimensions!: Coding[];

  @Field(() => [MeasureValue], { description: 'Their measures together, in the order of `measures`.' })
  values!: MeasureValue[];
}
