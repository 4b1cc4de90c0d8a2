import { internCensus } from '../measures.ts';
import { figureRow, ofEstablishment, type Layout } from './layout.ts';

/** Who works there. */
export const workforce: Readonly<Record<string, Layout>> = {
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
};
