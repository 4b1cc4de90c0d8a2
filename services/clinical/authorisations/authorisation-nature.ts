import { registerEnumType } from 'type-graphql';

export enum AuthorisationNature {
  AMM = 'AMM',
  AMF = 'AMF',
  EML = 'EML',
  ASR = 'ASR',
  ASDR = 'ASDR',
  ASOCR = 'ASOCR',
  ASMR = 'ASMR',
  AASA = 'AASA',
  AER = 'AER',
}

registerEnumType(AuthorisationNature, {
  name: 'AuthorisationNature',
  description: 'The natures of the activities that FINESS+ lists.',
  valuesConfig: {
    AMM: {
      description:
        'Care by activity, modality and mention, under the authorisations in force since 2023 (activité de soins, modalité, mention).',
    },
    AMF: {
      description:
        'Care by activity, modality and form, under earlier authorisations (activité de soins, modalité, forme).',
    },
    EML: { description: 'Heavy medical equipment (équipement matériel lourd).' },
    ASR: { description: 'Regulated health activity (activité sanitaire régulée).' },
    ASDR: { description: 'Other regulated health activity (activité sanitaire diverse régulée).' },
    ASOCR: { description: 'Regulated social activity (activité sociale régulée).' },
    ASMR: { description: 'Regulated social and medico-social activity (activité sociale et médico-sociale régulée).' },
    AASA: { description: 'Other authorised care activity (autre activité de soins autorisée).' },
    AER: { description: 'Regulated training activity (activité d’enseignement régulée).' },
  },
});
