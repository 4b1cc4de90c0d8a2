import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum Domain {
  CARE = 'CARE',
  IMAGING = 'IMAGING',
  LABS = 'LABS',
  PHARMACY = 'PHARMACY',
  RESEARCH = 'RESEARCH',
  TRAINING = 'TRAINING',
  INFORMATION_SYSTEMS = 'INFORMATION_SYSTEMS',
  CATERING = 'CATERING',
  LAUNDRY = 'LAUNDRY',
}

registerEnumType(Domain, {
  name: 'Domain',
  description: 'The domains of hospital work in which establishments cooperate.',
  valuesConfig: {
    CARE: { description: 'Care of patients (soins).' },
    IMAGING: { description: 'Medical imaging (imagerie).' },
    LABS: { description: 'Medical laboratories (biologie médicale).' },
    PHARMACY: { description: 'Hospital pharmacy (pharmacie à usage intérieur).' },
    RESEARCH: { description: 'Clinical research (recherche clinique).' },
    TRAINING: { description: 'Training of health professionals (formation).' },
    INFORMATION_SYSTEMS: { description: "Information systems (systèmes d'information)." },
    CATERING: { description: 'Catering (restauration).' },
    LAUNDRY: { description: 'Laundry (blanchisserie).' },
  },
});
