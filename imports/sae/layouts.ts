import type { Layout, FigureRow } from './layout.ts';
import {
  careActivity,
  groupingCareActivity,
  groupingImagingActivity,
  imagingActivity,
  internCensus,
  type Measure,
} from './measures.ts';

const figureRow = (measure: Measure, kind: string, figures: FigureRow['figures']): FigureRow => ({
  measure,
  kind,
  figures,
});

const ofEstablishment = { owner: 'FI', name: 'RS' } as const;

const acute = { MEDICINE: 'MED', SURGERY: 'CHI', OBSTETRICS: 'OBS' };
const acuteReadings = (measure: Measure): FigureRow[] =>
  Object.entries(acute).map(([kind, suffix]) =>
    figureRow(measure, kind, {
      beds: [`LIT_${suffix}`],
      places: [`PLA_${suffix}`],
      full_stays: [`SEJHC_${suffix}`],
      day_stays: [`SEJHP_${suffix}`],
      bed_days: [`JOU_${suffix}`],
    }),
  );

const modalities: Record<string, string> = {
  IRM: 'MRI',
  SCAN: 'SCANNER',
  RADIO: 'RADIOGRAPHY',
  VASC: 'ANGIOGRAPHY',
  MAMM: 'MAMMOGRAPHY',
  CAM: 'GAMMA_CAMERA',
  TOMO: 'PET',
  LITHO: 'LITHOTRIPSY',
};

/** The tables with figures, by name. */
export const layouts: Readonly<Record<string, Layout>> = {
  MCO: { ...ofEstablishment, figureRows: { '': acuteReadings(careActivity) } },
  SSR: {
    ...ofEstablishment,
    part: 'GDE',
    figureRows: {
      SSR_TOT: [
        figureRow(careActivity, 'REHABILITATION', {
          beds: ['LIT'],
          places: ['PLA'],
          full_stays: ['SEJHC'],
          // A day of partial care is a stay of its own.
          day_stays: ['JOUHP'],
          bed_days: ['JOUHC'],
        }),
      ],
    },
    subsets: /^SSR_[AE]/,
  },
  PSY: {
    ...ofEstablishment,
    part: 'DIS',
    figureRows: {
      TOT: [
        figureRow(careActivity, 'PSYCHIATRY', {
          beds: ['CAP_HTP'],
          places: ['CAP_HDJ', 'CAP_HDN'],
          full_stays: ['SEJ_HTP'],
          day_stays: ['VEN_HDJ', 'VEN_HDN'],
          bed_days: ['JOU_HTP'],
        }),
      ],
    },
    // General, of children and adolescents, in prison.
    subsets: /^(GEN|INF|PEN)$/,
  },
  HAD: {
    ...ofEstablishment,
    figureRows: {
      '': [
        figureRow(careActivity, 'HOME_HOSPITALISATION', {
          places: ['PLATOT'],
          full_stays: ['SEJ_HAD'],
          bed_days: ['JOU_HAD'],
        }),
      ],
    },
  },
  // The table has admissions (ENT), which are not stays.
  USLD: {
    ...ofEstablishment,
    figureRows: { '': [figureRow(careActivity, 'LONG_TERM_CARE', { beds: ['LIT'], bed_days: ['JOU'] })] },
  },
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
    subsets: /^dt/i,
  },
  Q22: {
    ...ofEstablishment,
    figureRows: {
      '': [
        figureRow(internCensus, '', {
          medicine: ['INTMED'],
          general_practice: ['INTGEN'],
          emergency: ['INTURG'],
          pharmacy: ['INTPHA'],
          odontology: ['INTODO'],
          total: ['INT'],
        }),
      ],
    },
  },
  GHT: {
    owner: 'GHT_CODE',
    name: 'GHT_LIB',
    figureRows: {
      '': [
        ...acuteReadings(groupingCareActivity),
        figureRow(groupingCareActivity, 'REHABILITATION', {
          beds: ['LIT_SSR'],
          places: ['PLA_SSR'],
          full_stays: ['SEJHC_SSR'],
          day_stays: ['JOUHP_SSR'],
          bed_days: ['JOUHC_SSR'],
        }),
        figureRow(groupingCareActivity, 'PSYCHIATRY', {
          beds: ['CAP_HC_TOT'],
          places: ['CAP_HDJ_TOT', 'CAP_HDN_TOT'],
          full_stays: ['SEJ_HTP_TOT'],
          day_stays: ['VEN_HDJ_TOT', 'VEN_HDN_TOT'],
        }),
        figureRow(groupingCareActivity, 'HOME_HOSPITALISATION', {
          places: ['PLATOT_HAD'],
          full_stays: ['SEJ_HAD'],
          bed_days: ['JOU_HAD'],
        }),
        figureRow(groupingCareActivity, 'LONG_TERM_CARE', { beds: ['LIT_USLD'], bed_days: ['JOU_USLD'] }),
        // The ACT_ columns are not read: they count exams in 2023, and something else in 2024.
        ...Object.entries(modalities).map(([code, modality]) =>
          figureRow(groupingImagingActivity, modality, { devices: [`NB_${code}`] }),
        ),
      ],
    },
  },
};
