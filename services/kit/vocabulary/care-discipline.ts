import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum CareDiscipline {
  MEDICINE = 'MEDICINE',
  SURGERY = 'SURGERY',
  OBSTETRICS = 'OBSTETRICS',
  REHABILITATION = 'REHABILITATION',
  PSYCHIATRY = 'PSYCHIATRY',
  HOME_HOSPITALISATION = 'HOME_HOSPITALISATION',
  LONG_TERM_CARE = 'LONG_TERM_CARE',
}

registerEnumType(CareDiscipline, {
  name: 'CareDiscipline',
  description: 'The broad disciplines of the annual statistics of hospitals (SAE).',
  valuesConfig: {
    MEDICINE: { description: 'Medicine (médecine).' },
    SURGERY: { description: 'Surgery (chirurgie).' },
    OBSTETRICS: { description: 'Obstetrics (gynécologie-obstétrique).' },
    REHABILITATION: { description: 'Medical care and rehabilitation (soins médicaux et de réadaptation, SSR or SMR).' },
    PSYCHIATRY: { description: 'Psychiatry (psychiatrie).' },
    HOME_HOSPITALISATION: { description: 'Hospitalisation at home (hospitalisation à domicile, HAD).' },
    LONG_TERM_CARE: { description: 'Long-term care (unités de soins de longue durée, USLD).' },
  },
});
