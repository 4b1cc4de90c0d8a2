import { declaredActivity } from '../measures.ts';
import { figureRow, ofEstablishment, type Layout } from './layout.ts';

/** The columns of the activities: each has the activity's code as its name. */
const activities = [
  'HEB_MED',
  'HEB_CHIR',
  'HEB_PERINAT',
  'HEB_PSY',
  'HEB_SSR',
  'HEB_SLD',
  'RTH',
  'CHIMIO',
  'IRC',
  'IVGAMP',
  'CPP',
  'HAD',
  'URG',
  'SMURSAMU',
  'BLOC',
  'IMAG',
  'ACTINTER',
  'MEDNUC',
  'BIO',
  'ANEST',
  'MEDIC',
  'STERIL',
  'DIM',
  'TELEMED',
  'EMSP',
  'DOULEUR',
  'PALIA',
  'CARDIO_INT',
  'REA',
  'CHIRCANCER',
  'NEUROCHIR',
  'NEURO_INT',
  'GREFFE',
  'BRULE',
  'CHIRCAR',
];

/** Which activities an establishment declares: 1 is yes, 0 is no, and an empty cell was not asked. */
export const declaredActivities: Readonly<Record<string, Layout>> = {
  FILTRE: {
    ...ofEstablishment,
    part: 'STATUT',
    figureRows: { DECLA: activities.map((code) => figureRow(declaredActivity, code, { is_present: [code] })) },
    // What the survey was prefilled with, before the establishment declared anything.
    leftOut: /^INIT$/,
    isVariable: true,
  },
};
