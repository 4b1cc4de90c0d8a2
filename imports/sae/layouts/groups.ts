import { groupingCareActivity, groupingImagingActivity } from '../measures.ts';
import { acuteReadings } from './care.ts';
import { modalities } from './imaging.ts';
import { figureRow, type Layout } from './layout.ts';

/** The totals of territorial groups. */
export const groups: Readonly<Record<string, Layout>> = {
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
    isVariable: true,
  },
};
