import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum ImagingModality {
  RADIOGRAPHY = 'RADIOGRAPHY',
  SCANNER = 'SCANNER',
  MRI = 'MRI',
  MAMMOGRAPHY = 'MAMMOGRAPHY',
  ANGIOGRAPHY = 'ANGIOGRAPHY',
  GAMMA_CAMERA = 'GAMMA_CAMERA',
  PET = 'PET',
  LITHOTRIPSY = 'LITHOTRIPSY',
}

registerEnumType(ImagingModality, {
  name: 'ImagingModality',
  description: 'The imaging modalities of the annual statistics of hospitals (SAE).',
  valuesConfig: {
    RADIOGRAPHY: { description: 'Conventional radiography (radiologie conventionnelle).' },
    SCANNER: { description: 'Computed tomography (scanner, scanographie).' },
    MRI: { description: 'Magnetic resonance imaging (imagerie par résonance magnétique, IRM).' },
    MAMMOGRAPHY: { description: 'Mammography (mammographie).' },
    ANGIOGRAPHY: { description: 'Digital angiography (radiologie vasculaire, angiographie numérisée).' },
    GAMMA_CAMERA: { description: 'Scintigraphy (gamma-caméra, scintigraphie).' },
    PET: { description: 'Positron emission tomography (tomographie par émission de positons, TEP).' },
    LITHOTRIPSY: { description: 'Lithotripsy (lithotripteur).' },
  },
});
