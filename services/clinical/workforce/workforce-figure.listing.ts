import { sql } from 'kysely';
import { inYears, type YearsWhere } from '../../kit/reading/condition.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { WorkforceFigure } from './workforce-figure.entity.ts';

/** A row of a list of figures, with the labels of its codes if there are any. */
export interface WorkforceFigureRow extends WorkforceFigure {
  staffLabel: string | null;
  disciplineLabel: string | null;
}

export const workforceFigures: TableListing<WorkforceFigureRow, YearsWhere> = {
  name: 'workforce figures',
  from: (db) =>
    db
      .selectFrom('workforce_figure as w')
      .leftJoin('statistics_code as staff', (join) =>
        join.onRef('staff.system', '=', 'w.staff_system').onRef('staff.code', '=', 'w.staff_code'),
      )
      .leftJoin('statistics_code as discipline', (join) =>
        join
          .on('discipline.system', '=', CodeSystem.staffDiscipline)
          .onRef('discipline.code', '=', 'w.discipline_code'),
      ),
  columns: {
    ...columnsOf(WorkforceFigure, 'w'),
    staffLabel: sql`staff.label`,
    disciplineLabel: sql`discipline.label`,
  },
  key: { name: 'YEAR', expression: sql`(w.year, w.staff_system, w.discipline_code, w.staff_code)`, type: 'text' },
  condition: inYears(sql`w.year`),
};

/** The yearly figures of an establishment. */
export const workforceFiguresOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`w.establishment_finess`,
  key: establishment.finess,
});
