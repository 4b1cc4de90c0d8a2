import { imagingActivity } from '../measures.ts';
import { figureRow, ofEstablishment, type Layout } from './layout.ts';

/** The modalities, by the codes of SAE. */
export const modalities: Record<string, string> = {
  IRM: 'MRI',
  SCAN: 'SCANNER',
  RADIO: 'RADIOGRAPHY',
  VASC: 'ANGIOGRAPHY',
  MAMM: 'MAMMOGRAPHY',
  CAM: 'GAMMA_CAMERA',
  TOMO: 'PET',
  LITHO: 'LITHOTRIPSY',
};

/** Imaging, by modality. */
export const imaging: Readonly<Record<string, Layout>> = {
  IMAGES: {
    ...ofEstablishment,
    part: 'EQUIPIMA',
    figureRows: Object.fromEntries(
      Object.entries(modalities).map(([code, modality]) => [
        code,
        [
          figureRow(imagingActivity, modality, {
            devices: ['NB'],
            operated_devices: ['NBEXP'],
            // Patients of the site, of other sites of its legal entity, and of other hospitals; with ACTEX, they add up to ACT.
            inpatient_exams: ['ACTET', 'ACTEXET', 'ACTEXEJ'],
            outpatient_exams: ['ACTEX'],
            exams: ['ACT'],
          }),
        ],
      ]),
    ),
    // "Dont": a subset of the line before.
    leftOut: /^dt/i,
    isByUnit: true,
  },
};
