import { careActivity, type Measure } from '../measures.ts';
import { figureRow, ofEstablishment, type FigureRow, type Layout } from './layout.ts';

const acute = { MEDICINE: 'MED', SURGERY: 'CHI', OBSTETRICS: 'OBS' };
/** The beds, places and stays of acute care, in the columns of establishments and of groups. */
export const acuteReadings = (measure: Measure): FigureRow[] =>
  Object.entries(acute).map(([kind, suffix]) =>
    figureRow(measure, kind, {
      beds: [`LIT_${suffix}`],
      places: [`PLA_${suffix}`],
      full_stays: [`SEJHC_${suffix}`],
      day_stays: [`SEJHP_${suffix}`],
      bed_days: [`JOU_${suffix}`],
    }),
  );

/** Capacity and activity, by discipline. */
export const care: Readonly<Record<string, Layout>> = {
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
    leftOut: /^SSR_[AE]/,
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
    leftOut: /^(GEN|INF|PEN)$/,
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
};
