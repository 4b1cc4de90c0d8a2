import {
  criticalCare,
  dialysisActivity,
  emergencyActivity,
  operatingTheatres,
  perinatalActivity,
} from '../measures.ts';
import { figureRow, ofEstablishment, type Layout } from './layout.ts';

/** The columns of operating rooms by kind, and of those that are open day and night. */
const rooms: Record<string, string> = {
  SALCHIR: 'SAL24CHIR',
  SALOBS: 'SAL24OBS',
  SALINT: 'SAL24INT',
  SALHYB: 'SAL24HYB',
  SALEND: 'SALEND24',
  SALAUT: 'SALAUT24',
  SALTOT: 'SALTOT24',
};

/** Units of which some establishments have several kinds. */
export const specialisedUnits: Readonly<Record<string, Layout>> = {
  URGENCES2: {
    ...ofEstablishment,
    part: 'URG',
    figureRows: {},
    otherParts: {
      code: /^[A-Z]{3}$/,
      rows: [
        figureRow(emergencyActivity, null, {
          visits: ['PASSU'],
          visits_under18: ['DT18'],
          visits_from80: ['DT80'],
          observation_beds: ['LIT_UHCD'],
          observation_stays: ['SEJ_UHCD'],
          observation_days: ['JOU_UHCD'],
        }),
      ],
    },
    isVariable: true,
    isByUnit: true,
  },
  REA: {
    ...ofEstablishment,
    part: 'UNI',
    figureRows: {},
    otherParts: {
      code: /^[A-Z]+$/,
      rows: [figureRow(criticalCare, null, { beds: ['LIT'], stays: ['SEJ'], days: ['JOU'] })],
    },
    // Whether its beds are among those of REAENF differs between establishments.
    leftOut: /^REAPEDREC$/,
    isVariable: true,
    isByUnit: true,
  },
  PERINAT: {
    ...ofEstablishment,
    figureRows: {
      '': [
        figureRow(perinatalActivity, '', {
          maternity_code: ['AUTOR'],
          obstetric_beds: ['LIT_OBS'],
          neonatal_beds: ['LIT_NEO_HSI'],
          neonatal_intensive_care_beds: ['LIT_SIN'],
          neonatal_resuscitation_beds: ['LIT_REA'],
          delivery_rooms: ['SALTRAV'],
          obstetric_stays: ['SEJ_OBS'],
          obstetric_days: ['JOU_OBS'],
          single_deliveries: ['ACCUN'],
          multiple_deliveries: ['ACCMU'],
          caesarean_stays: ['SEJCES'],
          abortions: ['IVG'],
          drug_induced_abortions: ['IVGME'],
        }),
      ],
    },
    isVariable: true,
  },
  BLOCS: {
    ...ofEstablishment,
    figureRows: {
      '': Object.entries(rooms).map(([kind, open]) =>
        figureRow(operatingTheatres, kind, { rooms: [kind], rooms_around_the_clock: [open] }),
      ),
    },
    isVariable: true,
  },
  DIALYSE: {
    ...ofEstablishment,
    part: 'DIALY',
    figureRows: {},
    otherParts: {
      code: /^\w+$/,
      rows: [
        figureRow(dialysisActivity, null, {
          capacity: ['CAPA'],
          patients: ['NBPAT'],
          sessions: ['SEAN'],
          weeks: ['SEM'],
        }),
      ],
    },
    // It has other figures than the modalities, and is not their total.
    leftOut: /^TOT$/,
    isVariable: true,
    isByUnit: true,
  },
};
