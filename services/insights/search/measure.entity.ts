import 'reflect-metadata';
import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';

/** The measures of establishments. */
export enum AggregateMeasure {
  ESTABLISHMENTS = 'ESTABLISHMENTS',
  MCO_BEDS = 'MCO_BEDS',
  SCANNERS = 'SCANNERS',
  MRIS = 'MRIS',
  IMAGING_EXAMS = 'IMAGING_EXAMS',
  INTERNS = 'INTERNS',
  COOPERATIONS = 'COOPERATIONS',
  DEPENDENCIES = 'DEPENDENCIES',
}

registerEnumType(AggregateMeasure, {
  name: 'AggregateMeasure',
  description: 'The measures of establishments.',
  valuesConfig: {
    ESTABLISHMENTS: {
      description:
        'Establishments: 1 for each match; in groups, the number of sites, as legal entities would count them twice.',
    },
    MCO_BEDS: {
      description:
        'Beds for full stays in medicine, surgery and obstetrics together (lits de médecine, chirurgie et obstétrique; SAE), on 31 December of the year.',
    },
    SCANNERS: { description: 'Scanners (scanners, scanographes; SAE), on 31 December of the year.' },
    MRIS: { description: 'MRI devices (appareils d’IRM; SAE), on 31 December of the year.' },
    IMAGING_EXAMS: { description: 'Imaging exams of all modalities in the year (actes d’imagerie; SAE).' },
    INTERNS: { description: 'Interns of all kinds in the year (internes; SAE).' },
    COOPERATIONS: {
      description:
        'Current cooperation actions (actions de coopération) in which it is the provider, a beneficiary or the site. Each counts once; null if the hub knows of none.',
    },
    DEPENDENCIES: {
      description:
        'Current ties by which it relies directly on another establishment for a service: those in `Establishment.dependencies` upstream at depth 1; null if the hub knows of none.',
    },
  },
});

@ObjectType({ description: 'One measure and its value.' })
export class MeasureValue {
  @Field(() => AggregateMeasure, { description: 'The measure.' })
  measure!: AggregateMeasure;

  @Field(() => Float, { nullable: true, description: 'The value; null if unknown.' })
  value!: number | null;
}
