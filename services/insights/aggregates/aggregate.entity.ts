import 'reflect-metadata';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Coding } from '../../kit/vocabulary/coding.ts';
import { MeasureValue } from '../search/measure.entity.ts';

/** The dimensions by which measures can be grouped. */
export enum AggregateDimension {
  REGION = 'REGION',
  DEPARTMENT = 'DEPARTMENT',
  CATEGORY = 'CATEGORY',
  LEGAL_STATUS = 'LEGAL_STATUS',
  SECTOR = 'SECTOR',
  GHT = 'GHT',
  YEAR = 'YEAR',
}

registerEnumType(AggregateDimension, {
  name: 'AggregateDimension',
  description: 'The dimensions by which measures can be grouped.',
  valuesConfig: {
    REGION: { description: 'The region where it is located.' },
    DEPARTMENT: { description: 'The department where it is located.' },
    CATEGORY: { description: 'The FINESS category.' },
    LEGAL_STATUS: {
      description: 'The legal status in FINESS (statut juridique); of a site, that of its legal entity.',
    },
    SECTOR: { description: 'The sector, by the legal status.' },
    GHT: {
      description:
        'The territorial hospital group (GHT, or a group of psychiatric hospitals) of which the establishment or its legal entity is a member today, other than as an associate or partner. An establishment in two groups counts in each. `NONE` if it is known to be in none, as private establishments are, `UNK` if that is not known.',
    },
    YEAR: {
      description:
        'The calendar year of the statistics. Measures of the present, such as the number of establishments, are the same in each year.',
    },
  },
});

@ObjectType({ description: 'The measures of the establishments that have the same dimensions.' })
export class AggregateRow {
  @Directive('@listSize(assumedSize: 4)')
  @Field(() => [Coding], {
    description:
      'The dimensions, in the order of `groupBy`; `UNK` if unknown. The coding of a group is its code and name; that of a year is the year.',
  })
  dimensions!: Coding[];

  @Field(() => [MeasureValue], { description: 'The measures, in the order of `measures`.' })
  values!: MeasureValue[];
}
