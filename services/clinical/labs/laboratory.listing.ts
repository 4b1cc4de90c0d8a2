import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { Laboratory } from './laboratory.entity.ts';
import { laboratoryCondition, type LaboratoryWhere } from './laboratory.filter.ts';

const own = columnsOf(Laboratory, 'l', ['nameFolded']);

/** A row of a list of laboratories, with the numbers of the establishments that share it. */
export interface LaboratoryRow extends Pick<Laboratory, keyof typeof own> {
  sharedWith: string[];
}

export const laboratories: TableListing<LaboratoryRow, LaboratoryWhere> = {
  name: 'laboratories',
  from: (db) => db.selectFrom('laboratory as l'),
  columns: {
    ...own,
    sharedWith: sql`array(select s.establishment_finess from laboratory_sharing s where s.laboratory_code = l.code order by 1)`,
  },
  key: { name: 'CODE', expression: sql`l.code`, type: 'text' },
  condition: laboratoryCondition,
};

/** The laboratories that are located at an establishment, that it operates or that it shares. */
export const laboratoriesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('laboratory_establishment as o', 'o.laboratory_code', 'l.code'),
});
