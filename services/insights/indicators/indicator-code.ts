import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum IndicatorCode {
  MCO_BEDS_PER_100K = 'MCO_BEDS_PER_100K',
  REHABILITATION_BEDS_PER_100K = 'REHABILITATION_BEDS_PER_100K',
  SCANNERS_PER_100K = 'SCANNERS_PER_100K',
  MRIS_PER_100K = 'MRIS_PER_100K',
  MRI_EXAMS_PER_1000 = 'MRI_EXAMS_PER_1000',
  INTERNS_PER_100K = 'INTERNS_PER_100K',
}

registerEnumType(IndicatorCode, {
  name: 'IndicatorCode',
  description:
    'The figure per inhabitant: from the annual statistics of hospitals (SAE), for a year or as of 31 December.',
  valuesConfig: {
    MCO_BEDS_PER_100K: {
      description:
        'Beds for full stays in medicine, surgery and obstetrics, per 100,000 inhabitants (lits de médecine, chirurgie, obstétrique, MCO).',
    },
    REHABILITATION_BEDS_PER_100K: {
      description:
        'Beds for full stays in medical care and rehabilitation, per 100,000 inhabitants (lits de soins médicaux et de réadaptation, SMR).',
    },
    SCANNERS_PER_100K: {
      description: 'Scanners in hospitals, per 100,000 inhabitants (scanners).',
    },
    MRIS_PER_100K: {
      description: 'MRI devices in hospitals, per 100,000 inhabitants (appareils d’IRM).',
    },
    MRI_EXAMS_PER_1000: {
      description: 'MRI exams in a year, per 1,000 inhabitants (examens d’IRM).',
    },
    INTERNS_PER_100K: {
      description: 'Interns of all disciplines in hospitals, per 100,000 inhabitants (internes).',
    },
  },
});
