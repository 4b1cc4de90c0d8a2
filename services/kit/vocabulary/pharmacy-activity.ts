import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum PharmacyActivity {
  CYTOTOXICS = 'CYTOTOXICS',
  STERILE_PREPARATIONS = 'STERILE_PREPARATIONS',
  HOSPITAL_PREPARATIONS = 'HOSPITAL_PREPARATIONS',
  STERILISATION = 'STERILISATION',
  RETROCESSION = 'RETROCESSION',
  PURCHASING = 'PURCHASING',
}

registerEnumType(PharmacyActivity, {
  name: 'PharmacyActivity',
  description: 'The activities of hospital pharmacies, for their own establishment or for others.',
  valuesConfig: {
    CYTOTOXICS: { description: 'Preparation of cytotoxic medicines (préparation des cytotoxiques).' },
    STERILE_PREPARATIONS: { description: 'Other sterile preparations (préparations stériles).' },
    HOSPITAL_PREPARATIONS: {
      description: 'Medicines prepared in advance that are not available on the market (préparations hospitalières).',
    },
    STERILISATION: { description: 'Sterilisation of medical devices (stérilisation des dispositifs médicaux).' },
    RETROCESSION: { description: 'Medicines dispensed to patients who are not hospitalised (rétrocession).' },
    PURCHASING: { description: 'Purchasing of medicines and medical devices (achats).' },
  },
});
