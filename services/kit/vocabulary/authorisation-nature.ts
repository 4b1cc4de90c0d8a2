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
    AMM: { description: 'Care, by activity, modality and mention (activité, modalité, mention).' },
    AMF: { description: 'Care, by activity, modality and form (activité, modalité, forme).' },
    EML: { description: 'Heavy medical equipment (équipement matériel lourd).' },
    ASR: {
      description:
        'Care recognised by contract with the regional health agency (activité soumise à reconnaissance contractuelle).',
    },
    ASDR: { description: 'Other regulated health activity (activité sanitaire diverse régulée).' },
    ASOCR: { description: 'Regulated social activity (activité sociale régulée).' },
    ASMR: { description: 'Regulated social and medico-social activity (activité sociale et médico-sociale régulée).' },
    AASA: { description: 'Other care that needs an authorisation (autre activité soumise à autorisation).' },
    AER: { description: 'Regulated teaching (activité d’enseignement régulée).' },
  },
});
