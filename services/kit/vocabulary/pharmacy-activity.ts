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
  description: 'The activities that hospital pharmacies do, for themselves or for others.',
  valuesConfig: {
    CYTOTOXICS: { description: 'Preparation of cytotoxic medicines (préparation des cytotoxiques).' },
    STERILE_PREPARATIONS: { description: 'Other sterile preparations (préparations stériles).' },
    HOSPITAL_PREPARATIONS: {
      description: 'Medicines made in advance where the market has none (préparations hospitalières).',
    },
    STERILISATION: { description: 'Sterilisation of medical devices (stérilisation des dispositifs médicaux).' },
    RETROCESSION: { description: 'Medicines dispensed to patients who are not hospitalised (rétrocession).' },
    PURCHASING: { description: 'Purchasing of medicines and medical devices (achats).' },
  },
});
