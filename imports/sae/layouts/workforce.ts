import { internCensus, medicalStaff, otherStaff, staffColumns } from '../measures.ts';
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
  Q20: {
    ...ofEstablishment,
    part: 'PERSO',
    figureRows: {},
    // Specialties, and M9999, their total. Beside salaried staff, the table counts heads of the self-employed.
    otherParts: { code: /^M\w{4}$/, rows: [figureRow(medicalStaff, null, { fte: ['ETPSAL'] })] },
  },
  Q24: {
    ...ofEstablishment,
    part: 'DISCI',
    figureRows: {},
    otherParts: {
      code: /^\d{4}$/,
      rows: [
        figureRow(otherStaff, null, Object.fromEntries(staffColumns.map((column) => [column.toLowerCase(), [column]]))),
      ],
    },
    isVariable: true,
  },
};
